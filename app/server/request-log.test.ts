import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test, vi } from 'vitest';
import { logger } from '#app/http/logger.server.ts';
import { logRequests } from './request-log.ts';

test('a refused request is told with who and where, and with nothing that was sent', async () => {
  const told = vi.spyOn(logger, 'info').mockImplementation(() => undefined);
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const app = express();
  app.use((_request, response, next) => {
    response.locals.context = {
      requestId: 'number-of-the-request',
      nonce: '',
      clientAddress: '127.0.0.1',
      cookies: [],
      route: 'routes/learn',
      actor: Promise.resolve({ id: 'ana', name: 'Ana Cruz', email: 'ana@x.test', roles: [] }),
    };
    next();
  });
  app.use(logRequests);
  app.use((_request, response) => void response.status(403).send('no'));
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const body = new URLSearchParams({ answer: 'what was typed' });
  await fetch(`http://127.0.0.1:${port}/invitations/a-token?secret=in-the-query`, {
    method: 'POST',
    body,
  });
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  expect(told.mock.calls).toEqual([
    [
      {
        requestId: 'number-of-the-request',
        userId: 'ana',
        method: 'POST',
        path: '/invitations/…',
        route: 'routes/learn',
        status: 403,
        ms: expect.any(Number),
      },
      'request',
    ],
  ]);
});
