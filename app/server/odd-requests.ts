import type { ServerBuild } from '@remix-run/node';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { env } from '#app/env.server.ts';
import { logger, toLoggedPath } from '#app/http/logger.server.ts';

const methods = ['GET', 'HEAD', 'POST'];

// Control characters and backslashes stand in no address of ours, and libraries behind read them in ways of their own.
const isUnreadable = (char: string) => char <= '\x1f' || char === '\x7f' || char === '\\';

function readUrl(path: string): URL | null {
  try {
    const url = new URL(`${env.APP_URL.origin}${path}`);
    return path.startsWith('/') && ![...decodeURI(url.pathname)].some(isUnreadable) ? url : null;
  } catch {
    return null;
  }
}

// What a Remix that takes over pages asks for: data of a route, the list of routes. Nothing here takes over a page.
const isDataRequest = ({ pathname, searchParams }: URL) =>
  pathname.endsWith('.data') || pathname === '/__manifest' || searchParams.has('_data');

/** Refuses what no page of ours sends and what the layers behind could not read: other methods, broken addresses. */
export const refuseOddRequests: RequestHandler = (request, response, next) => {
  const url = readUrl(request.originalUrl);
  const refuse = (status: number, text: string) =>
    response.status(status).set('Cache-Control', 'no-store').type('text/plain').send(text);
  if (!methods.includes(request.method)) {
    response.set('Allow', methods.join(', '));
    refuse(405, 'This address does not take that kind of request.');
  } else if (!url) refuse(400, 'This address cannot be read. Check it.');
  else if (isDataRequest(url)) refuse(404, 'There is nothing at this address.');
  else next();
};

function takeNoForms(): never {
  throw new Response('This address takes no forms.', {
    status: 405,
    headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

/** The build in which addresses without a page and without an action say so, in words and not as an error of Remix's. */
export function refuseForms(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { action, default: page } = route.module;
    const isFile = !action && !page;
    return [id, isFile ? { ...route, module: { ...route.module, action: takeNoForms } } : route];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

/** The last resort: the cause goes to the log, a sentence to the reader. Express knows it by its four parameters. */
export const answerFailure: ErrorRequestHandler = (error, request, response, _next) => {
  const { requestId } = response.locals.context ?? {};
  logger.error({ err: error, requestId, path: toLoggedPath(request.path) }, 'request failed');
  if (response.headersSent) response.destroy();
  else
    response
      .status(500)
      .type('text/plain')
      .send(`Something failed on our side. In the log this is request ${requestId}.`);
};
