import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { formatDay } from '#app/words/dates.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { publishQuizCourse } from '#tests/support/quiz-course.ts';
import { createActor, teach } from '#tests/support/regrade-course.ts';

const inDays = (count: number) =>
  dayOf(new Date(Date.now() + count * 86_400_000), 'America/Halifax');
const [past, next, later] = [inDays(-3), inDays(9), inDays(20)];
/** As pages write it. */
const shown = (day: string) => formatDay(day, new Date());

/** Two cadets of a cohort whose quiz closed three days ago, and whose instructor may move the day for one of them. */
async function setUp() {
  const made = await publishQuizCourse({
    dates: { opensOn: past, dueOn: past },
    policy: { afterDue: 'closed' },
  });
  const instructor = await createActor(['instructor'], 'Ines Teaches');
  await teach(made.cohort.id, instructor);
  const other = await createUser({ name: 'Olu Other' });
  await enroll(made.cohort.id, other.id);
  const teacher = await TestBrowser.signedInAs(instructor.id);
  const [own, others] = [
    await TestBrowser.signedInAs(made.cadet.id),
    await TestBrowser.signedInAs(other.id),
  ];
  const path = paths.cadet(made.cohort.id, made.cadet.id);
  const post = (fields: Fields, browser = teacher) => browser.post(path, fields);
  const set = (dueOn: string, more: Fields = {}) =>
    post({ intent: 'set-own-date', course: made.course, dueOn, reason: 'Was ill.', ...more });
  return { ...made, instructor, other, teacher, own, others, path, post, set };
}

let made: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
  made = await setUp();
  expect((await made.set(next)).status).toBe(302);
});

const textOf = async (browser: TestBrowser, path: string) => (await browser.get(path)).text;

describe('a due date of one’s own', () => {
  test('holds for the cadet on every page, and for nobody else', async () => {
    const { course, module, own, others } = made;
    for (const path of [paths.learn(), paths.course(course), paths.quiz(course, module)]) {
      const text = await textOf(own, path);
      expect(text).toContain(shown(next));
      expect(text).not.toContain(shown(past));
      expect(text).not.toContain('Overdue');
      expect(await textOf(others, path)).not.toContain(shown(next));
    }
    expect(await textOf(own, paths.course(course))).toContain('Halifax time, own date');
    expect(await textOf(others, paths.course(course))).toContain('Overdue');
  });

  test('opens the quiz, which is closed for the others', async () => {
    const { course, module, own, others } = made;
    const start = { intent: 'start-attempt' };
    const page = await own.post(paths.quiz(course, module), start);
    expect(page.location).toContain('/learn/attempts/');
    const refused = await others.post(paths.quiz(course, module), start);
    expect(refused.location ?? '').not.toContain('/learn/attempts/');
  });

  test('is told to those who teach: on the cadet’s page, in the grid and its file', async () => {
    const { cohort, teacher, path, cadet } = made;
    const page = await textOf(teacher, path);
    expect(page).toContain(`due ${shown(next)}, 23:59 Halifax time, own date`);
    expect(page).toContain(`Set on ${shown(inDays(0))} by Ines Teaches: “Was ill.”`);
    const grid = await textOf(teacher, paths.cohort(cohort.id));
    expect(grid).toContain(`${cadet.name} (due ${shown(next)})`);
    expect(grid).toContain('Other days hold for 1 cadet with a due date of their own.');
    // Who has time left is not behind; who has none is.
    expect(grid).toMatch(/Behind schedule: 1 of 2, .*?Olu Other/);
    const lines = (await teacher.get(paths.cohortExport(cohort.id))).html.split('\r\n');
    const lineOf = (name: string) => lines.find((line) => line.startsWith(name));
    expect(lines[0]).toMatch(/Due on,Due date of their own$/);
    expect(lineOf(cadet.name)).toMatch(new RegExp(`,${next},yes$`));
    expect(lineOf('Olu Other')).toMatch(new RegExp(`,${past},$`));
  });

  test('is changed and removed; what held before stays on record', async () => {
    const { course, module, cohort, own, teacher, path, post, set, cadet } = await setUp();
    await set(next);
    await set(later);
    await set(later);
    expect(await textOf(own, paths.quiz(course, module))).toContain(shown(later));
    expect((await post({ intent: 'end-own-date', course })).status).toBe(302);
    expect(await textOf(own, paths.course(course))).toContain('Overdue');
    const page = await textOf(teacher, path);
    expect(page).toContain(`as for the whole cohort`);
    expect(page).toContain(`due ${shown(later)}, from`);
    const where = { cohortId_userId: { cohortId: cohort.id, userId: cadet.id } };
    const { id } = await db.enrollment.findUniqueOrThrow({ where });
    const events = await db.auditEvent.findMany({
      where: { subjectId: id },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual([
      'set-own-date',
      'set-own-date',
      'end-own-date',
    ]);
    expect(JSON.parse(events[0]?.afterJson ?? '')).toMatchObject({
      dueOn: next,
      reason: 'Was ill.',
    });
  });

  test('makes who has it late, where the cohort has no date', async () => {
    const { cohort, cadet, set, teacher } = await setUp();
    await db.assignment.updateMany({ where: { cohortId: cohort.id }, data: { dueOn: null } });
    expect((await set(inDays(-1), { pastMeant: 'on' })).status).toBe(302);
    const grid = await textOf(teacher, paths.cohort(cohort.id));
    expect(grid).toContain(
      `Behind schedule: 1 of 2; furthest ${cadet.name} (0 of 2 done, own date)`,
    );
  });

  test('the same day for another reason is on record with that reason', async () => {
    const { set, cadet } = await setUp();
    await set(next, { reason: 'Was ill.' });
    await set(next, { reason: 'Was ill: see the note of 3 May.' });
    await set(next, { reason: 'Was ill: see the note of 3 May.' });
    const reasons = await db.ownDate.findMany({
      where: { userId: cadet.id },
      orderBy: { setAt: 'asc' },
    });
    expect(reasons.map(({ reason, endedAt }) => [reason, endedAt === null])).toEqual([
      ['Was ill.', false],
      ['Was ill: see the note of 3 May.', true],
    ]);
  });

  test('is asked about when it is past, and when it makes no sense', async () => {
    const { set } = await setUp();
    const asked = await set(inDays(-1));
    expect(asked.status).toBe(400);
    expect(asked.text).toContain('This day is past: the cadet is overdue at once. Is it meant?');
    expect(asked.html).toMatch(/<textarea[^>]*>\s*Was ill\./);
    expect(asked.html).toMatch(/<input[^>]*name="pastMeant"[^>]*type="checkbox"/);
    expect((await set(inDays(-1), { pastMeant: 'on' })).status).toBe(302);
    const far = await set('2207-05-01');
    expect(far.text).toContain('The cohort starts on');
    expect((await set(next, { reason: ' ' })).text).toContain(
      'Write why, in a few words: it stays on record.',
    );
  });

  test('is for a colleague to set, of the own cohort, for who is in it', async () => {
    const { cohort, course, post, set, cadet, instructor, teacher } = await setUp();
    const fields = { intent: 'set-own-date', course, dueOn: next, reason: 'Was ill.' };
    const stranger = await TestBrowser.signedInAs((await createActor(['instructor'])).id);
    expect((await post(fields, stranger)).status).toBe(404);
    expect((await post({ ...fields, course: 'no-such-course' })).status).toBe(404);
    await enroll(cohort.id, instructor.id);
    const self = await teacher.post(paths.cadet(cohort.id, instructor.id), fields);
    expect(self.status).toBe(403);
    await db.enrollment.updateMany({
      where: { cohortId: cohort.id, userId: cadet.id },
      data: { withdrawnAt: new Date() },
    });
    expect((await set(next)).status).toBe(409);
    expect(await db.ownDate.count({ where: { userId: cadet.id } })).toBe(0);
  });
});
