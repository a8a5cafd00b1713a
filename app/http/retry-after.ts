/** When another try makes sense, in seconds: for actions that refuse one, and for the pages that say so. */
export const toRetryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) });

/** What a route exports as `headers`, so that its page has what its action said of this. */
export function keepRetryAfter({ actionHeaders }: { actionHeaders: Headers }): Headers {
  const seconds = actionHeaders.get('Retry-After');
  return new Headers(seconds ? { 'Retry-After': seconds } : {});
}
