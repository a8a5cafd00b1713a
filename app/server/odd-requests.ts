import type { ErrorRequestHandler, RequestHandler } from 'express';
import { logger, toLoggedPath } from '#app/http/logger.server.ts';

const methods = ['GET', 'HEAD', 'POST'];

function isReadable(path: string, host: string | undefined): boolean {
  try {
    new URL(path, `http://${host}`);
    return path.startsWith('/') && !decodeURI(path).includes('\0');
  } catch {
    return false;
  }
}

/** Refuses what no page of ours sends and what the layers behind could not read: other methods, broken addresses. */
export const refuseOddRequests: RequestHandler = (request, response, next) => {
  if (!methods.includes(request.method)) {
    response.status(405).set('Allow', methods.join(', ')).type('text/plain');
    response.send('This address does not take that kind of request.');
  } else if (!isReadable(request.originalUrl, request.get('Host'))) {
    response.status(400).type('text/plain').send('This address cannot be read. Check it.');
  } else if (request.query._data !== undefined) {
    // The data requests of an older Remix: nothing here makes them.
    response.status(404).type('text/plain').send('There is nothing at this address.');
  } else next();
};

/** The last resort: the cause goes to the log, a sentence to the reader. Express knows it by its four parameters. */
export const answerFailure: ErrorRequestHandler = (error, request, response, _next) => {
  const { requestId } = response.locals.context ?? {};
  logger.error({ err: error, requestId, path: toLoggedPath(request.path) }, 'request failed');
  if (response.headersSent) response.destroy();
  else response.status(500).type('text/plain').send('Something failed on our side.');
};
