import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, readRows, sql } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { revisionInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { asOf } from '#app/features/curriculum/courses/in-force-rules.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { type CourseCopy, copyCourse, lessonText } from '#tests/content/fixture-course.ts';
import { runScript } from '#tests/setup/catalog.ts';
import { syncContent } from './mutations.server.ts';
import { releaseDue } from './release-mutations.server.ts';

const second = '01-first-module/02-second-lesson.mdx';
const third = '01-first-module/03-third-lesson.mdx';
// The academy of the tests is in Halifax: four hours behind UTC in December.
const before = new Date('2026-12-01T11:59:59Z');
const at = new Date('2026-12-01T12:00:00Z');
const releaseAt = 'releaseAt: 2026-12-01T08:00';

beforeEach(async () => {
  await db.contentItem.deleteMany();
  await db.contentRevision.deleteMany();
  await db.contentSync.deleteMany();
  await db.auditEvent.deleteMany();
  forgetSnapshot();
});
afterEach(() => void vi.useRealTimers());

const sync = ({ contentDir, dataDir }: CourseCopy, now: Date) =>
  syncContent({ contentDir, dataDir }, now);
const item = (contentId: string) => db.contentItem.findUniqueOrThrow({ where: { contentId } });
const find = (contentId: string) => db.contentItem.findUnique({ where: { contentId } });
const audited = async (contentId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId: contentId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

const schedule = (course: CourseCopy, line = releaseAt) =>
  course.edit(second, 'minutes: 5', `minutes: 6\n${line}`);

async function published(): Promise<CourseCopy> {
  const course = copyCourse();
  await sync(course, before);
  return course;
}

/** Another lesson beside the second one. */
function addThird(course: CourseCopy): void {
  const text = lessonText('Some text.', 'third-lesson');
  course.write(third, text.replace('minutes: 5', `minutes: 5\n${releaseAt}`));
}

test('a change with a time is stored and waits; the lesson in force stays until then', async () => {
  const course = await published();
  const old = await item('second-lesson');
  schedule(course);
  expect(await sync(course, before)).toEqual({ changed: 1, problems: [] });
  const waiting = await item('second-lesson');
  expect([waiting.revisionId, waiting.minutes]).toEqual([old.revisionId, 5]);
  expect(waiting.pendingAt).toEqual(at);
  expect(await db.contentRevision.count({ where: { contentId: 'second-lesson' } })).toBe(2);
  expect((await sync(course, before)).changed).toBe(0);

  expect(await releaseDue(before)).toBe(0);
  expect(await releaseDue(at)).toBe(1);
  const now = await item('second-lesson');
  expect(now.revisionId).toBe(waiting.pendingRevisionId);
  expect(now).toMatchObject({ minutes: 6, pendingAt: null, pendingRevisionId: null });
  expect(await audited('second-lesson')).toEqual([
    'publish-revision',
    'schedule-revision',
    'publish-revision',
  ]);
  // Neither the next sync nor taking the line out makes another revision.
  expect((await sync(course, at)).changed).toBe(0);
  course.edit(second, `\n${releaseAt}`, '');
  expect((await sync(course, at)).changed).toBe(0);
});

describe('a draft', () => {
  const draft = (course: CourseCopy, file: string) =>
    course.edit(file, '---\n', '---\ndraft: true\n');

  test('is not published; what was in force before stays', async () => {
    const course = await published();
    const old = await item('second-lesson');
    course.edit(second, 'minutes: 5', 'minutes: 6');
    draft(course, second);
    course.write(third, lessonText('Some text.', 'third-lesson'));
    draft(course, third);
    const { changed, problems } = await sync(course, before);
    expect(changed).toBe(0);
    // The first lesson links to the second; its cadets have the edition before.
    expect(problems.map(({ level, rule }) => `${level} ${rule}`)).toEqual(['warning draft-link']);
    expect(await item('second-lesson')).toEqual(old);
    expect(await find('third-lesson')).toBeNull();
    course.edit(second, 'draft: true\n', '');
    course.edit(third, 'draft: true\n', '');
    expect((await sync(course, before)).changed).toBe(2);
    expect((await item('second-lesson')).minutes).toBe(6);
    expect((await item('third-lesson')).retiredAt).toBeNull();
  });

  test('that waited for its time waits no longer', async () => {
    const course = await published();
    const old = await item('second-lesson');
    schedule(course);
    addThird(course);
    expect((await sync(course, before)).changed).toBe(2);
    draft(course, second);
    draft(course, third);
    expect((await sync(course, before)).changed).toBe(2);
    expect(await releaseDue(at)).toBe(0);
    const { updatedAt: _now, ...now } = await item('second-lesson');
    expect(old).toMatchObject(now);
    expect(await find('third-lesson')).toBeNull();
    expect((await audited('second-lesson')).at(-1)).toBe('unschedule-revision');
  });

  test('of a module keeps its lessons back', async () => {
    const course = await published();
    course.write(
      '02-next/module.mdx',
      '---\ndraft: true\nid: next-module\ntitle: The next module\nsummary: Still being made.\n---\n',
    );
    course.write('02-next/01-next.mdx', lessonText('Some text.', 'next-lesson'));
    expect((await sync(course, before)).changed).toBe(0);
    expect(await find('next-lesson')).toBeNull();
    course.edit('02-next/module.mdx', 'draft: true\n', '');
    expect((await sync(course, before)).changed).toBe(2);
  });
});

test('two processes release once', async () => {
  const course = await published();
  schedule(course);
  await sync(course, before);
  const counts = await Promise.all([releaseDue(at), releaseDue(at), releaseDue(at)]);
  expect(counts.sort()).toEqual([0, 0, 1]);
  expect(
    (await audited('second-lesson')).filter((each) => each === 'publish-revision'),
  ).toHaveLength(2);
});

test('the first reader after the time meets the new revision; the ticker writes it', async () => {
  const course = await published();
  schedule(course);
  await sync(course, before);
  const waiting = await item('second-lesson');
  vi.useFakeTimers({ toFake: ['Date'], now: before });
  const lesson = async () => (await listCourses())[0]?.modules[0]?.lessons[1];
  forgetSnapshot();
  expect((await lesson())?.minutes).toBe(5);
  vi.setSystemTime(at);
  const readers = await Promise.all([lesson(), lesson(), lesson()]);
  for (const reader of readers)
    expect(reader).toMatchObject({ minutes: 6, revisionId: waiting.pendingRevisionId });
  // A server that starts now sees the same, and no reading wrote anything.
  forgetSnapshot();
  expect(await lesson()).toEqual(readers[0]);
  expect(await item('second-lesson')).toEqual(waiting);
  expect(await audited('second-lesson')).toEqual(['publish-revision', 'schedule-revision']);
  expect(await releaseDue()).toBe(1);
  expect(await lesson()).toEqual(readers[0]);
  expect(await item('second-lesson')).toMatchObject({
    revisionId: waiting.pendingRevisionId,
    pendingAt: null,
  });
  const releases = await db.release.findMany({ where: { contentId: 'second-lesson' } });
  expect(releases.map(({ revisionId, at }) => [revisionId, at])).toEqual([
    [waiting.revisionId, before],
    [waiting.pendingRevisionId, at],
  ]);
});

test('SQL and rules agree on what is in force, a millisecond before and at the time', async () => {
  const course = await published();
  schedule(course);
  await sync(course, before);
  const row = await item('second-lesson');
  for (const now of [new Date(at.getTime() - 1), at, new Date(at.getTime() + 1)]) {
    const [found] = await readRows<{ id: string }[]>(
      sql`SELECT ${revisionInForce(sql`i`, now)} AS "id" FROM "ContentItem" i
        WHERE i."contentId" = 'second-lesson'`,
    );
    expect(found?.id).toBe(asOf(row, now).revisionId);
    expect(found?.id === row.pendingRevisionId).toBe(now >= at);
  }
  // What was retired comes back with it, and waits no longer.
  expect(asOf({ ...row, retiredAt: before }, at)).toEqual({
    ...row,
    revisionId: row.pendingRevisionId,
    retiredAt: null,
    pendingRevisionId: null,
    pendingAt: null,
  });
});

test('what was in force before there was a table of it comes from the audit log', async () => {
  const course = await published();
  schedule(course);
  await sync(course, before);
  const asMade = await db.release.findMany({ orderBy: { id: 'asc' } });
  expect(asMade).toHaveLength(5);
  const told = await db.auditEvent.findMany({
    where: { action: 'publish-revision' },
    orderBy: { id: 'asc' },
  });
  await db.release.deleteMany();
  await db.auditEvent.create({
    data: {
      action: 'publish-revision',
      subjectType: 'content',
      subjectId: 'gone',
      afterJson: '{"revisionId":"of no row"}',
    },
  });
  const folder = readdirSync(`prisma/migrations/${provider}`).find((name) =>
    /_releases$/.test(name),
  );
  const file = `prisma/migrations/${provider}/${folder}/migration.sql`;
  await runScript(env.DATABASE_URL, `INSERT${readFileSync(file, 'utf8').split('INSERT')[1]}`);
  const rebuilt = await db.release.findMany({ orderBy: { id: 'asc' } });
  const about = ({ contentId, revisionId }: (typeof asMade)[number]) =>
    `${contentId} ${revisionId}`;
  expect(rebuilt.map(about)).toEqual(asMade.map(about));
  expect(rebuilt.map(({ at }) => at)).toEqual(told.map(({ at }) => at));
});

test('a release is seen by other processes: the sync they look for is newer', async () => {
  const course = await published();
  schedule(course);
  await sync(course, before);
  const syncs = await db.contentSync.count();
  await releaseDue(at);
  expect(await db.contentSync.count()).toBe(syncs + 1);
});

describe('the author thinks again', () => {
  test('another time moves the release; none releases at once', async () => {
    const course = await published();
    schedule(course);
    await sync(course, before);
    const { pendingRevisionId } = await item('second-lesson');
    course.edit(second, releaseAt, 'releaseAt: 2026-12-24T08:00');
    await sync(course, before);
    const moved = await item('second-lesson');
    expect(moved.pendingRevisionId).toBe(pendingRevisionId);
    expect(moved.pendingAt).toEqual(new Date('2026-12-24T12:00:00Z'));
    expect(await releaseDue(at)).toBe(0);
    course.edit(second, '\nreleaseAt: 2026-12-24T08:00', '');
    await sync(course, before);
    expect(await item('second-lesson')).toMatchObject({
      revisionId: pendingRevisionId,
      minutes: 6,
      pendingAt: null,
    });
  });

  test('another text replaces the waiting one', async () => {
    const course = await published();
    schedule(course);
    await sync(course, before);
    const first = await item('second-lesson');
    course.edit(second, 'minutes: 6', 'minutes: 7');
    await sync(course, before);
    const other = await item('second-lesson');
    expect(other.pendingRevisionId).not.toBe(first.pendingRevisionId);
    await releaseDue(at);
    expect((await item('second-lesson')).minutes).toBe(7);
  });

  test('the old text takes the release back', async () => {
    const course = await published();
    const text = course.read(second);
    schedule(course);
    await sync(course, before);
    course.write(second, text);
    expect((await sync(course, before)).changed).toBe(1);
    expect(await item('second-lesson')).toMatchObject({ minutes: 5, pendingAt: null });
    expect((await audited('second-lesson')).at(-1)).toBe('unschedule-revision');
    expect(await releaseDue(at)).toBe(0);
  });

  test('a file that breaks meanwhile leaves its release standing', async () => {
    const course = await published();
    schedule(course);
    await sync(course, before);
    course.edit(second, '<Reflect id="own-street">', '<Reflekt id="own-street">');
    await sync(course, before);
    expect((await item('second-lesson')).pendingAt).toEqual(at);
    // The sync after the time releases it before it looks at the broken file.
    await sync(course, at);
    expect(await item('second-lesson')).toMatchObject({ minutes: 6, pendingAt: null });
  });

  test('a file that goes takes its release with it', async () => {
    const course = await published();
    schedule(course);
    await sync(course, before);
    course.remove(second);
    course.edit('01-first-module/01-first-lesson.mdx', './02-second-lesson.mdx#a-heading', '#x');
    course.edit('01-first-module/01-first-lesson.mdx', '(#x)', '(https://example.org)');
    course.edit(
      '01-first-module/quiz.mdx',
      ' objective="answer-checks"',
      ' objective="use-components"',
    );
    await sync(course, before);
    expect(await item('second-lesson')).toMatchObject({ pendingAt: null });
    expect(await releaseDue(at)).toBe(0);
  });
});

describe('what is new', () => {
  test('is not there until its time', async () => {
    const course = await published();
    addThird(course);
    expect(await sync(course, before)).toEqual({ changed: 1, problems: [] });
    const lessons = async () =>
      (await listCourses())[0]?.modules[0]?.lessons.map(({ id }) => id) ?? [];
    expect(await lessons()).not.toContain('third-lesson');
    expect((await sync(course, before)).changed).toBe(0);
    await releaseDue(at);
    expect(await lessons()).toContain('third-lesson');
    expect((await sync(course, at)).changed).toBe(0);
  });

  test('is forgotten if its file goes before that', async () => {
    const course = await published();
    addThird(course);
    await sync(course, before);
    course.remove(third);
    expect((await sync(course, before)).changed).toBe(1);
    expect(await find('third-lesson')).toBeNull();
    expect(await audited('third-lesson')).toEqual(['schedule-revision', 'unschedule-revision']);
  });

  test('a whole course waits with all that is in it, and appears as a whole', async () => {
    const course = copyCourse();
    course.edit('course.mdx', 'standards:', `${releaseAt}\nstandards:`);
    await sync(course, before);
    expect(await listCourses()).toEqual([]);
    expect(await db.contentItem.count({ where: { pendingAt: at } })).toBe(5);
    expect(await releaseDue(at)).toBe(5);
    expect((await listCourses())[0]?.modules[0]?.lessons).toHaveLength(2);
    expect((await sync(course, at)).changed).toBe(0);
  });

  test('a retired lesson that comes back waits like a new one and keeps what it was', async () => {
    const course = await published();
    addThird(course);
    await sync(course, at);
    const { revisionId } = await item('third-lesson');
    const text = course.read(third);
    course.remove(third);
    await sync(course, at);
    course.write(
      third,
      text.replace(releaseAt, 'releaseAt: 2026-12-24T08:00').replace('minutes: 5', 'minutes: 9'),
    );
    await sync(course, at);
    const waiting = await item('third-lesson');
    expect(waiting.retiredAt).not.toBeNull();
    expect(waiting.revisionId).toBe(revisionId);
    await releaseDue(new Date('2026-12-24T12:00:00Z'));
    expect(await item('third-lesson')).toMatchObject({ retiredAt: null, minutes: 9 });
  });
});

test('a time that clocks skip is an error with the next one; what is in force stays', async () => {
  const course = await published();
  schedule(course, 'releaseAt: 2027-03-14T02:30');
  const { problems } = await sync(course, before);
  expect(problems).toMatchObject([{ file: second, line: 6, rule: 'release-time', level: 'error' }]);
  expect(problems[0]?.message).toContain('`releaseAt: 2027-03-14T03:00`');
  expect((await item('second-lesson')).minutes).toBe(5);
});
