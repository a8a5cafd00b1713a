import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { findActor } from './auth/guards.server.ts';
import { toMark } from './auth/made-for.server.ts';
import { env } from './env.server.ts';
import { getContentRevision } from './features/curriculum/courses/queries.server.ts';
import { findSso } from './features/people/single-sign-on/queries.server.ts';
import { retryAfterSeconds } from './http/errors.ts';
import { logger, toLoggedPath } from './http/logger.server.ts';
import { isLongTurn, nextTurn } from './long-turns.server.ts';
import { DocumentContext, type SiteEdition } from './ui/document-context.tsx';
import { readTheme } from './ui/theme-rules.ts';
import { version } from './version.server.ts';

export { application } from './server/application.server.ts';

/** Which program and content: an error page is due also when the database cannot be read. */
async function findEdition(): Promise<SiteEdition> {
  return { version, content: await getContentRevision().catch(() => undefined) };
}

/** Renders a document. Pages are whole HTML: the browser gets one small script and no hydration payload. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { nonce, requestId, cookies, loaderData, unsent, unstored, unconfirmed } = context;
  const { staticHandlerContext } = remixContext;
  // For a browser that takes over the page: none does, and what nobody reads need not be drawn.
  remixContext.serverHandoffStream = undefined;
  staticHandlerContext.loaderData = { ...staticHandlerContext.loaderData, ...loaderData };
  // An error page is due even when the session cannot be read.
  const actor = await findActor({ request, context }).catch(() => null);
  const document = {
    nonce,
    requestId,
    entryModule: remixContext.manifest.entry.module,
    actor,
    madeFor: actor ? toMark(actor.id) : undefined,
    unsent,
    unstored,
    unconfirmed,
    theme: readTheme(request.headers.get('Cookie'), env.APP_URL.protocol === 'https:'),
    edition: actor ? await findEdition() : undefined,
    sso: findSso(),
  };
  // A page is rendered in one go: in a turn of its own, if what it was read by took long.
  if (isLongTurn()) await nextTurn();
  const html = renderToStaticMarkup(
    <DocumentContext.Provider value={document}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />
    </DocumentContext.Provider>,
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  if (status === 503) headers.set('Retry-After', String(retryAfterSeconds));
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  // Beside the response, not in it: wrapping a text into a stream and reading it out again costs more than sending it.
  context.page = `<!DOCTYPE html>${html}`;
  return new Response(null, { status, headers });
}

/** Errors nobody threw on purpose: the log gets the cause, the reader a request id. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted) return;
  // An address that takes no forms, a page that is not there: Remix's own refusals of what was asked, told to who asked.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  const { pathname } = new URL(request.url);
  logger.error(
    {
      err: error,
      requestId: context.requestId,
      method: request.method,
      path: toLoggedPath(pathname),
    },
    'request failed',
  );
}
