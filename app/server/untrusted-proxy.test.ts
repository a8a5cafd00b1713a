import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createServer } from './create-server.ts';

test('who passes requests on without being trusted is known as such', async () => {
  const app = createServer({
    build: () => Promise.reject(new Error('No page is asked for.')),
    development: false,
    serveAssets: (server) => {
      server.get('/proxied', (_request, response) => {
        response.json(response.locals.context.untrustedProxy);
      });
    },
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const said = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}/proxied`, { headers })).json();
  expect(await said({})).toBe(false);
  expect(await said({ 'X-Forwarded-For': '192.0.2.7' })).toBe(true);
  server.close();
});
