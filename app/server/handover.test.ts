import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { stopping } from '#app/http/stopping.server.ts';
import { sendElsewhere } from './handover.ts';

test('while it stops, a proxy with other servers is sent there with what can be asked twice, and nobody else', async () => {
  const app = express();
  app.use(sendElsewhere);
  app.use((_request, response) => void response.send('served'));
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (method: string, headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}/`, { method, headers })).status;
  const others = { 'X-Other-Servers': 'yes' };

  expect(await ask('GET', others)).toBe(200);
  stopping.abort();
  expect(await ask('GET', others)).toBe(502);
  expect(await ask('HEAD', others)).toBe(502);
  expect(await ask('GET', {})).toBe(200);
  expect(await ask('POST', others)).toBe(200);
});
