import type { RequestHandler } from 'express';
import { stopping } from '#app/http/stopping.server.ts';

// A proxy says by it that it asks another server where one answers 502. Nothing else here answers so.
const canGoElsewhere = 'X-Other-Servers';

let sentAt: number | null = null;

/** How many ms ago the proxy was last sent elsewhere, after which it stays away for two seconds; null: never. */
export const msSinceSent = () => (sentAt === null ? null : performance.now() - sentAt);

/**
 * While this server stops, sends the proxy to another one with what is safe to ask twice: it then stays away from here, and
 * no form arrives in the moment in which the port closes. Whoever has nowhere else to go is served.
 */
export const sendElsewhere: RequestHandler = (request, response, next) => {
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  if (!stopping.signal.aborted || !isSafe || !request.get(canGoElsewhere)) return next();
  sentAt = performance.now();
  response
    .status(502)
    .set('Cache-Control', 'no-store')
    .type('text/plain')
    .send('This server is being stopped. Load the page again.');
};
