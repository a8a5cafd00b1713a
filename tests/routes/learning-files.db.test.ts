import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { paths } from '#app/paths.ts';
import { loader } from '#app/routes/files.$file.tsx';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { createLearner } from '#tests/support/learner.ts';
import { settle, toStatus } from '#tests/support/quiz-browser.ts';

const film = '0123456789abcdef.mp4';
const picture = 'fedcba9876543210.svg';
const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);

let learner: Awaited<ReturnType<typeof createLearner>>;
let teacher: Awaited<ReturnType<typeof createLearner>>;

beforeAll(async () => {
  const folder = join(env.DATA_DIR, 'assets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, film), bytes);
  writeFileSync(join(folder, picture), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(env.DATA_DIR, 'abcdefabcdefabcd.pdf'), 'not an asset');
  learner = await createLearner((await createUser()).id);
  teacher = await createLearner((await createUser({ roles: ['instructor'] })).id);
});

async function fetchFile(
  file: string,
  headers: Record<string, string> = {},
  method = 'GET',
  called?: string,
  who = learner,
) {
  const args = who.toArgs(paths.asset(file, called), { file });
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

const office = 'application/vnd.openxmlformats-officedocument.';

test.each([
  ['pdf', 'application/pdf', 'inline'],
  ['docx', `${office}wordprocessingml.document`, 'attachment'],
  ['xlsx', `${office}spreadsheetml.sheet`, 'attachment'],
  ['pptx', `${office}presentationml.presentation`, 'attachment'],
  ['mp3', 'audio/mpeg', 'inline'],
  ['m4a', 'audio/mp4', 'inline'],
  ['ogg', 'audio/ogg', 'inline'],
  ['wav', 'audio/wav', 'inline'],
])(
  'a %s is sent as what it is, under the name that its author gave it',
  async (ending, type, way) => {
    const file = `00112233445566aa.${ending}`;
    writeFileSync(join(env.DATA_DIR, 'assets', file), bytes);
    const response = await fetchFile(file, {}, 'GET', 'Stop checklist', teacher);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'content-disposition': `${way}; filename="Stop checklist.${ending}"; filename*=UTF-8''Stop%20checklist.${ending}`,
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(await bodyOf(response)).toEqual(bytes);
    const { request, ...rest } = learner.toArgs(paths.asset(file), { file });
    const stranger = { ...rest, request: new Request(request.url) };
    expect(toStatus(await settle(loader(stranger)))).toMatch(/^302 \/login/);
  },
);

test('a player gets the piece of a recording that it asks for', async () => {
  const file = '00112233445566ab.m4a';
  writeFileSync(join(env.DATA_DIR, 'assets', file), bytes);
  const response = await fetchFile(file, { Range: 'bytes=0-1' }, 'GET', 'call', teacher);
  expect(response.status).toBe(206);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'audio/mp4',
    'content-range': 'bytes 0-1/1000',
    'content-length': '2',
    'accept-ranges': 'bytes',
  });
  expect(await bodyOf(response)).toEqual(bytes.slice(0, 2));
});

test.each(['mp3', 'm4a', 'ogg', 'wav', 'vtt'])(
  'a voice (%s) is for whom its lesson is open to, and 404 to everybody else',
  async (ending) => {
    const file = `aabbccddeeff0011.${ending}`;
    writeFileSync(join(env.DATA_DIR, 'assets', file), bytes);
    const courseId = `course-with-a-voice-${ending}`;
    const html = `<audio src="/files/${file}?name=a-line"></audio>`;
    await publishItem(await createRevision({ body: { html } }), { courseId });
    const cohortOf = async (days: { opensOn?: string } = {}) => {
      const cohort = await createCohort();
      await assignCourse(cohort.id, courseId, days);
      const cadet = await createUser();
      await enroll(cohort.id, cadet.id);
      return { cohort, cadet: await createLearner(cadet.id) };
    };
    const statusFor = async (who: typeof learner) =>
      toStatus(await fetchFile(file, {}, 'HEAD', 'a-line', who));
    const { cohort, cadet } = await cohortOf();
    const { cadet: early } = await cohortOf({ opensOn: '2999-01-01' });
    expect(await statusFor(cadet)).toBe('200');
    expect(await statusFor(teacher)).toBe('200');
    expect(await statusFor(early)).toBe('404');
    expect(await statusFor(learner)).toBe('404');
    await db.assignment.updateMany({
      where: { cohortId: cohort.id },
      data: { takenBackAt: new Date() },
    });
    expect(await statusFor(cadet)).toBe('404');
  },
);

test.each([
  ['Überprüfung (2) 100%', 'Uberprufung (2) 100_', '%C3%9Cberpr%C3%BCfung%20%282%29%20100%25'],
  ['点検表', '___', '%E7%82%B9%E6%A4%9C%E8%A1%A8'],
  ['../../etc/passwd', '.. .. etc passwd', '..%20..%20etc%20passwd'],
  ['a"; filename="b.exe', 'a ; filename= b.exe', 'a%20%3B%20filename%3D%20b.exe'],
  ['a\r\nX-Header: b', 'a X-Header b', 'a%20X-Header%20b'],
])('the name %j is written so that no browser misreads it', async (name, plain, whole) => {
  const file = '00112233445566ac.docx';
  writeFileSync(join(env.DATA_DIR, 'assets', file), bytes);
  const told = (await fetchFile(file, {}, 'HEAD', name)).headers.get('Content-Disposition');
  expect(told).toBe(`attachment; filename="${plain}.docx"; filename*=UTF-8''${whole}.docx`);
});

test('no name, or none that is left of it, is no name', async () => {
  expect((await fetchFile(film, {}, 'HEAD')).headers.get('Content-Disposition')).toBeNull();
  const named = await fetchFile(film, {}, 'HEAD', '///');
  expect(named.headers.get('Content-Disposition')).toBe('inline');
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
