import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import { afterEach, expect, test, vi } from 'vitest';

/** What the start says when it may not listen there. */
async function refusal(variables: Record<string, string>): Promise<string> {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  const { listen } = await import('./lifecycle.ts');
  return listen(express()).then(
    () => '',
    (error: Error) => error.message,
  );
}

afterEach(() => vi.unstubAllEnvs());

test('an address that is not this machine’s is answered with what to set HOST to', async () => {
  expect(await refusal({ HOST: '192.0.2.1', PORT: '0' })).toBe(
    '192.0.2.1 is no address of this machine. Set HOST to 127.0.0.1, to one of its addresses, or to 0.0.0.0 for all.',
  );
});

test('a port that is taken is answered with what to set PORT to', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = other.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  expect(await refusal({ HOST: '127.0.0.1', PORT: port })).toContain('Set PORT to a free port.');
  other.close();
});

test('an expectation that nobody knows is left to the application, not refused by Node', async () => {
  vi.stubEnv('HOST', '127.0.0.1');
  vi.stubEnv('PORT', '0');
  vi.resetModules();
  const { listen } = await import('./lifecycle.ts');
  const server = await listen(express().use((_request, response) => void response.send('ours')));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [\s\S]*ours$/);
  server.close();
});
