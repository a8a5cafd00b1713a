import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createServer } from './create-server.ts';

// What is refused is refused before Remix is asked.
const build = () => Promise.reject(new Error('no build'));

test('the connection of who sends far too much is kept until all of it has come', async () => {
  const app = createServer({ build, development: false, serveAssets: () => {} });
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => server.closeAllConnections());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const half = 'a'.repeat(1024 * 1024);
  const socket = connect({ port, host: '127.0.0.1' });
  let answer = '';
  let ended = false;
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('end', () => {
    ended = true;
  });
  socket.write(
    `POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: ${2 * half.length}\r\n\r\n${half}`,
  );
  await expect.poll(() => answer).toContain('at once.');
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  // A connection that were closed by now would be reset by what still comes, and the answer with it.
  for (let turns = 0; turns < 5; turns += 1) await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(ended).toBe(false);
  socket.write(half);
  await expect.poll(() => ended).toBe(true);
});
