import { createServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Academy } from './academy.ts';
import { makeRequest } from './make-request.ts';
import { type AttackRequest, toBytes } from './request.ts';
import { shrink } from './shrink.ts';
import { encode } from './texts.ts';
import { readAnswer, Wire } from './wire.ts';

const visitor = { name: 'other cadet', userId: 'u', cookie: 'rapport_session=a', mark: 'm' };
const post = { name: 'account change-password', path: '/account', fields: { intent: 'x' } };
const academy: Academy = {
  posts: [{ ...post, sender: visitor }],
  visitors: [visitor],
  ids: { course: ['c'], content: ['c'], token: ['t'], '*': ['a/b'] },
  places: [{ path: '/learn', visitor }],
  emails: ['a@example.test'],
  password: 'p',
};
const site = { host: 'localhost:1' };

test('a seed and a number make the same request again, and others another one', () => {
  const make = (seed: number) =>
    Array.from({ length: 1000 }, (_, k) => makeRequest(seed, k, academy, site));
  expect(make(7)).toEqual(make(7));
  expect(make(8)).not.toEqual(make(7));
  const methods = new Set(make(7).map(({ method }) => method));
  expect(methods).toEqual(new Set([...methods, 'GET', 'POST', 'HEAD']));
  // Nothing but deliberate bytes breaks the first line.
  for (const request of make(7))
    if (request.raw === undefined)
      expect(toBytes(request).toString('latin1').split('\r\n')[0]).toMatch(
        /^[A-Z]+ \S+ HTTP\/1\.1$/,
      );
});

test('halves of pairs are sent as bytes, whole ones as characters', () => {
  expect(encode('a\ud800')).toBe('a%ed%a0%80');
  expect(encode('\ud83d\ude00')).toBe('%F0%9F%98%80');
});

test('answers are read however they are framed', () => {
  const read = (text: string, method = 'GET', ended = false) =>
    readAnswer(Buffer.from(text), method, ended);
  const body = (text: string, method?: string) => read(text, method)?.answer.body.toString();
  expect(body('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab')).toBe('ab');
  expect(
    body('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n'),
  ).toBe('abc');
  expect(body('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', 'HEAD')).toBe('');
  expect(body('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\n\r\n')).toBe('');
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na')).toBeNull();
  expect(read('HTTP/1.1 200 OK\r\n\r\na')).toBeNull();
  expect(read('HTTP/1.1 200 OK\r\n\r\na', 'GET', true)?.answer.body.toString()).toBe('a');
  expect(() => read('HELLO\r\n\r\n')).toThrow('no answer');
});

test('a server that says nothing, or lets go, is told from one that answers', async () => {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (text.startsWith('answer')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      if (text.startsWith('close')) socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const wire = new Wire(typeof address === 'object' ? (address?.port ?? 0) : 0);
  const send = (text: string, ms: number) => wire.send(Buffer.from(text), 'GET', ms);
  expect(await send('answer', 10_000)).toMatchObject({ status: 200 });
  expect(await send('answer', 10_000)).toMatchObject({ status: 200 });
  expect(await send('close', 10_000)).toMatchObject({ ended: 'closed' });
  expect(await send('nothing', 50)).toMatchObject({ ended: 'silent' });
  wire.close();
});

test('a failing request is shrunk to the part that fails', async () => {
  const request: AttackRequest = {
    ...makeRequest(1, 1, academy, site),
    raw: undefined,
    target: '/a?x=1&bad=2&y=3',
    headers: [
      ['Host', 'h'],
      ['Cookie', 'c'],
      ['X-Odd', '1'],
    ],
    body: 'a=1&worse=2&c=3',
  };
  const small = await shrink(
    request,
    async ({ target, body }) => target.includes('bad') && Boolean(body?.includes('worse')),
  );
  expect(small).toMatchObject({ target: '/a?bad=2', headers: [['Host', 'h']], body: 'worse=2' });
});
