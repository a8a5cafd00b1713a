import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import express, { type Express, type Request, type Response } from 'express';
import { checkForms } from '#app/auth/made-for.server.ts';
import { createRequestContext, type RequestContext } from '#app/auth/request-context.server.ts';
import { env } from '#app/env.server.ts';
import { securityHeaders, toSiteOrigins, whereFrom } from '#app/http/security-headers.ts';
import { answerStorageFailures } from '#app/http/storage.server.ts';
import { paths } from '#app/paths.ts';
import { sendElsewhere } from './handover.ts';
import { answerFailure, refuseForms, refuseOddRequests } from './odd-requests.ts';
import { answerOperators } from './operator-pages.ts';
import { answerWithRemix } from './remix-adapter.ts';
import { createRemixHandlers, type FindHandler } from './remix-handlers.ts';
import { logRequests } from './request-log.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    context: RequestContext;
  }
}

// Beyond this nothing is read; below it, forms over their own limit get a page that says so.
const bodyLimitBytes = 1024 * 1024;

/** A page whose own guard and limit decide what is read of a file. */
const takesFiles = (request: Request): boolean =>
  request.path === paths.adminRosters() && Boolean(request.is('multipart/form-data'));

/** A preview at the width of a phone: the one page that stands in a frame, within the preview itself. */
function isFramedPreview(path: string, frame: unknown): boolean {
  return frame === '1' && path.startsWith(paths.preview(''));
}

// How long a refused body may go on coming.
const runOffMs = 5000;

/**
 * Ends an answer once the body of its request has run off. A connection that is closed while something still comes in is
 * reset, and whoever sends the body sees that in place of the answer.
 */
function endAfterBody(request: Request, response: Response): void {
  if (request.complete) return void response.end();
  const late = setTimeout(() => response.end(), runOffMs);
  request.resume().once('end', () => response.end());
  response.once('close', () => clearTimeout(late));
}

const isPassedOn = (request: Request) => request.get('X-Forwarded-For') !== undefined;

const toRightAddress = (origin = '') =>
  `Nothing was changed: this page is at ${origin}, and the site's own address is ${env.APP_URL.origin}. Go there, or ask whoever runs the server to set APP_URL.`;

/** Where the Remix build comes from: a loaded module, or a function that loads it anew (development). */
export type BuildSource = ServerBuild | (() => Promise<ServerBuild>);

const prepare = (build: ServerBuild) => refuseForms(answerStorageFailures(checkForms(build)));

// A build that changes while it runs (development) is asked for anew at each request.
function toFindHandler(build: BuildSource): FindHandler {
  if (typeof build !== 'function') return createRemixHandlers(prepare(build));
  const handle = createRequestHandler(async () => prepare(await build()), 'development');
  return () => handle;
}

/**
 * The Express server around the Remix build: request context, security headers, origin check, size limit, compression,
 * static files. `serveAssets` mounts what serves the client build (static files, or Vite in development).
 */
export function createServer(options: {
  build: BuildSource;
  serveAssets: (app: Express) => void;
  development: boolean;
}): Express {
  const secure = env.APP_URL.protocol === 'https:';
  const siteOrigins = toSiteOrigins(env.APP_URL);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', env.TRUST_PROXY);
  app.set('env', env.NODE_ENV);
  const trusts: (address: string, hop: number) => boolean = app.get('trust proxy fn');

  app.use(sendElsewhere);
  app.use((request, response, next) => {
    const context = createRequestContext(request.ip ?? 'unknown');
    context.untrustedProxy = isPassedOn(request) && !trusts(request.socket.remoteAddress ?? '', 0);
    response.locals.context = context;
    const { development } = options;
    const framed = isFramedPreview(request.path, request.query.frame);
    response.set(securityHeaders({ nonce: context.nonce, secure, development, framed }));
    response.set('X-Request-Id', context.requestId);
    next();
  });
  app.use(logRequests);
  app.use(refuseOddRequests);
  app.use(answerOperators);
  options.serveAssets(app);

  app.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const headers = {
      origin: request.get('Origin'),
      host: request.get('Host'),
      fetchSite: request.get('Sec-Fetch-Site'),
      hasCookie: request.get('Cookie') !== undefined,
    };
    const from = whereFrom(headers, siteOrigins);
    // A body that nobody read (a form over its limit) would block the connection's next request: let it run off.
    response.once('finish', () => {
      if (!request.complete) request.removeAllListeners('data').resume();
    });
    const length = request.get('Content-Length');
    const refuse = (status: number, text: string) => {
      response.status(status).set('Connection', 'close').type('text/plain');
      response.set('Content-Length', String(Buffer.byteLength(text))).write(text);
      endAfterBody(request, response);
    };
    if (from === 'another site')
      refuse(403, 'This form was sent from another site, so nothing was changed.');
    else if (from === 'another name') refuse(421, toRightAddress(headers.origin));
    else if (length === undefined && request.get('Transfer-Encoding'))
      refuse(411, 'Say how long the form is.');
    else if (Number(length ?? 0) > bodyLimitBytes && !takesFiles(request))
      refuse(413, 'That is more than can be sent at once.');
    else next();
  });

  app.use(answerWithRemix(toFindHandler(options.build)));
  app.use(answerFailure);
  return app;
}
