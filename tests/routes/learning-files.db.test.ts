import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { env } from '#app/env.server.ts';
import { paths } from '#app/paths.ts';
import { loader } from '#app/routes/files.$file.tsx';
import { createUser } from '#tests/factories/people.ts';
import { createLearner } from '#tests/support/learner.ts';
import { settle, toStatus } from '#tests/support/quiz-browser.ts';

const film = '0123456789abcdef.mp4';
const picture = 'fedcba9876543210.svg';
const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);

let learner: Awaited<ReturnType<typeof createLearner>>;

beforeAll(async () => {
  const folder = join(env.DATA_DIR, 'assets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, film), bytes);
  writeFileSync(join(folder, picture), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(env.DATA_DIR, 'abcdefabcdefabcd.pdf'), 'not an asset');
  learner = await createLearner((await createUser()).id);
});

async function fetchFile(file: string, headers: Record<string, string> = {}, method = 'GET') {
  const args = learner.toArgs(paths.asset(file), { file });
  for (const [name, value] of args.request.headers) headers[name] = value;
  const request = new Request(args.request.url, { method, headers });
  return (await settle(loader({ ...args, request }))) as Response;
}

const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('a file comes whole, for ever, to who is signed in', async () => {
  const response = await fetchFile(film);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '1000',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  expect(await bodyOf(response)).toEqual(bytes);
  const { request, ...rest } = learner.toArgs(paths.asset(film), { file: film });
  const stranger = { ...rest, request: new Request(request.url) };
  expect(toStatus(await settle(loader(stranger)))).toMatch(/^302 \/login/);
});

test('a picture that is a document runs and loads nothing', async () => {
  const response = await fetchFile(picture);
  expect(response.headers.get('Content-Type')).toBe('image/svg+xml');
  expect(response.headers.get('Content-Security-Policy')).toContain('sandbox');
  await response.body?.cancel();
});

test.each([
  ['bytes=0-99', 'bytes 0-99/1000', 0, 100],
  ['bytes=900-', 'bytes 900-999/1000', 900, 1000],
  ['bytes=-10', 'bytes 990-999/1000', 990, 1000],
  ['bytes=990-5000', 'bytes 990-999/1000', 990, 1000],
  ['bytes=-5000', 'bytes 0-999/1000', 0, 1000],
])('the range %s is %s', async (range, told, start, end) => {
  const response = await fetchFile(film, { Range: range });
  expect(response.status).toBe(206);
  expect(response.headers.get('Content-Range')).toBe(told);
  expect(response.headers.get('Content-Length')).toBe(String(end - start));
  expect(await bodyOf(response)).toEqual(bytes.slice(start, end));
});

test('a range beyond the file is a 416; one that makes no sense is ignored', async () => {
  for (const range of ['bytes=1000-', 'bytes=-0']) {
    const response = await fetchFile(film, { Range: range });
    expect(response.status).toBe(416);
    expect(response.headers.get('Content-Range')).toBe('bytes */1000');
  }
  for (const range of ['lines=1-2', 'bytes=5-2', 'bytes=0-1,4-5', 'bytes=-']) {
    const response = await fetchFile(film, { Range: range });
    expect(response.status).toBe(200);
    expect((await bodyOf(response)).length).toBe(1000);
  }
});

test('what the browser has already is not sent again, nor a body to HEAD', async () => {
  const etag = (await fetchFile(film, {}, 'HEAD')).headers.get('ETag') ?? '';
  expect(etag).toContain(film);
  const same = await fetchFile(film, { 'If-None-Match': etag });
  expect([same.status, same.body]).toEqual([304, null]);
  const other = await fetchFile(film, { Range: 'bytes=0-9', 'If-Range': '"another"' });
  expect(other.status).toBe(200);
  await other.body?.cancel();
  expect((await fetchFile(film, {}, 'HEAD')).body).toBeNull();
});

test.each([
  'fffffffffffffff0.mp4',
  '../abcdefabcdefabcd.pdf',
  '..%2Fabcdefabcdefabcd.pdf',
  'abcdefabcdefabcd.pdf',
  '0123456789abcdef.mp4/../x',
  '0123456789ABCDEF.mp4',
  '0123456789abcdef.exe',
  '0123456789abcdef',
  'rapport.db',
  '',
])('there is no %j', async (file) => {
  expect(toStatus(await fetchFile(file))).toBe('404');
});
