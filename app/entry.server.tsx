import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { findActor } from './auth/guards.server.ts';
import { toMark } from './auth/made-for.server.ts';
import { retryAfterSeconds } from './http/errors.ts';
import { logger, toLoggedPath } from './http/logger.server.ts';
import { DocumentContext } from './ui/document-context.tsx';
import { readTheme } from './ui/theme-rules.ts';

export { application } from './server/application.server.ts';

/** Renders a document. Pages are whole HTML: the browser gets one small script and no hydration payload. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { nonce, requestId, cookies, loaderData, unsent, unstored } = context;
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
    theme: readTheme(request.headers.get('Cookie')),
  };
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
