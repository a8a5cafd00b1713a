import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { env } from '#app/env.server.ts';
import { metrics } from '#app/http/metrics.server.ts';

/** What the server answers beside the site: for programs that watch it, and for whoever found a hole in it. */

const digest = (text: string) => createHash('sha256').update(text).digest();

function hasToken(authorization = ''): boolean {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  return timingSafeEqual(digest(token), digest(env.METRICS_TOKEN ?? ''));
}

/**
 * `/metrics` in the format of Prometheus, for who sends METRICS_TOKEN; without one set there is no such address. To ask
 * only where a request comes from would not do: all that a proxy on the same machine passes on comes from there.
 */
const answerMetrics: RequestHandler = async (request, response, next) => {
  if (env.METRICS_TOKEN === undefined) return next();
  response.set('Cache-Control', 'no-store');
  if (!hasToken(request.get('Authorization')))
    response
      .status(401)
      .set('WWW-Authenticate', 'Bearer')
      .type('text/plain')
      .send('Send the token.');
  else response.type(metrics.register.contentType).send(await metrics.register.metrics());
};

// RFC 9116 wants a date, so that a contact which nobody keeps up is not trusted: here it is kept up by whoever runs this.
const contactDays = 90;

/** `/.well-known/security.txt`, where an academy has named who hears of holes. */
const answerSecurityText: RequestHandler = (_request, response, next) => {
  if (env.SECURITY_CONTACT === undefined) return next();
  const expires = new Date(Date.now() + contactDays * 86_400_000);
  const lines = [
    `Contact: ${env.SECURITY_CONTACT}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${env.APP_URL.origin}/.well-known/security.txt`,
  ];
  response
    .set('Cache-Control', 'public, max-age=3600')
    .type('text/plain')
    .send(`${lines.join('\n')}\n`);
};

const pages: Record<string, RequestHandler> = {
  '/metrics': answerMetrics,
  '/.well-known/security.txt': answerSecurityText,
};

/** Answers these addresses, and passes all others on. */
export const answerOperators: RequestHandler = (request, response, next) => {
  const page = request.method === 'POST' ? undefined : pages[request.path];
  if (page) page(request, response, next);
  else next();
};
