import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';
import { logger, toLoggedPath } from './http/logger.server.ts';
import { DocumentContext } from './ui/document-context.tsx';

export { application } from './server/application.server.ts';

/** Renders a document. Pages are whole HTML: the browser gets one small script and no hydration payload. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, cookies }: AppLoadContext,
): Response {
  const document = { nonce, entryModule: remixContext.manifest.entry.module };
  const html = renderToString(
    <DocumentContext.Provider value={document}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />
    </DocumentContext.Provider>,
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(`<!DOCTYPE html>${html}`, { status, headers });
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
