/**
 * The errors a person can meet. Each returns a Response to be thrown from a loader, action or query; the root error
 * boundary turns it into a page in the product's voice. The text is shown to the reader: no causes, no ids of others.
 */

function failure(status: number, message: string, headers: HeadersInit = {}): Response {
  return new Response(message, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  });
}

/** 400: the request makes no sense as sent. */
export const badRequest = (message: string): Response => failure(400, message);

/** 401: nobody is signed in, where it takes somebody. */
export const unauthorized = (message: string): Response => failure(401, message);

/** 403: signed in, but this part of the site belongs to another role. */
export const forbidden = (message: string): Response => failure(403, message);

/** 404: not there, or not yours; the two look the same on purpose. */
export const notFound = (message = 'There is nothing at this address.'): Response =>
  failure(404, message);

/** 405: the address exists but does not take this method. */
export const methodNotAllowed = (allow: string): Response =>
  failure(405, 'This address does not take that kind of request.', { Allow: allow });

/** 409: what was asked no longer fits the state of things. */
export const conflict = (message: string): Response => failure(409, message);

/** 413: more text than the site takes at once. */
export const tooLarge = (
  message = 'That is more than can be sent at once. Shorten it and send it again.',
): Response => failure(413, message);

/** 422: understood, but one of the values cannot be taken. */
export const unprocessable = (message: string): Response => failure(422, message);

/** When a change that could not be stored is worth another try. */
export const retryAfterSeconds = 10;

/** 503: nothing can be stored just now, why the words say. What was stored before is safe and can be read. */
export const unavailable = (message: string): Response =>
  failure(503, message, { 'Retry-After': String(retryAfterSeconds) });
