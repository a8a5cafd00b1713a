import type { RequestHandler } from 'express';
import { logger, toLoggedPath } from '#app/http/logger.server.ts';

/**
 * Logs one line a request when it ends: who asked is not in it, nor any query or body. Refused ones are told at the
 * default level, since their pages name the request's number.
 */
export const logRequests: RequestHandler = (request, response, next) => {
  const startedAt = performance.now();
  response.on('finish', () => {
    logger[response.statusCode >= 400 ? 'info' : 'debug'](
      {
        requestId: response.locals.context.requestId,
        method: request.method,
        path: toLoggedPath(request.path),
        status: response.statusCode,
        ms: Math.round(performance.now() - startedAt),
      },
      'request',
    );
  });
  next();
};
