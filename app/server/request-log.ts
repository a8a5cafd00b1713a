import type { RequestHandler } from 'express';
import { logger, toLoggedPath } from '#app/http/logger.server.ts';
import { metrics } from '#app/http/metrics.server.ts';

/**
 * Logs one line a request when it ends, and counts it: who asked, by the id of the account, where, and how it went; no
 * query and no body. Refused ones are told at the default level, since their pages name the request's number.
 */
export const logRequests: RequestHandler = (request, response, next) => {
  const startedAt = performance.now();
  response.on('finish', async () => {
    const ms = performance.now() - startedAt;
    const { method, path } = request;
    const { statusCode: status, locals } = response;
    const { requestId, route = 'none', actor } = locals.context;
    metrics.requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
    const level = status >= 400 ? 'info' : 'debug';
    if (!logger.isLevelEnabled(level)) return;
    // Known already, if anybody asked: the answer has been sent.
    const who = await actor?.catch(() => null);
    logger[level](
      {
        requestId,
        userId: who?.id,
        method,
        path: toLoggedPath(path),
        route,
        status,
        ms: Math.round(ms),
      },
      'request',
    );
  });
  next();
};
