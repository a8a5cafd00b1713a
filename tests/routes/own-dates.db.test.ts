import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { formatDay } from '#app/words/dates.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
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
    expect(grid).toContain(
      'Other days hold for 1 cadet: their own, or those of another cohort of theirs.',
    );
    // Who has time left is not behind; who has none is.
    expect(grid).toContain('1 behind 2 of 2 expected');
    const behind = await textOf(teacher, paths.cohort(cohort.id, { show: 'behind' }));
    expect(behind).toContain('Showing 1 of 2 cadets');
    expect(behind).toContain('Olu Other');
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
    const behind = await textOf(teacher, paths.teach({ show: 'behind' }));
    expect(behind).toMatch(new RegExp(`${cadet.name} .* 0 of 2 lessons done, own date`));
  });

  test('gives way to a later date of another cohort, and pages of this one say so', async () => {
    const { cohort, course, cadet, set, teacher, own, path } = await setUp();
    await set(next);
    const second = await createCohort();
    await assignCourse(second.id, course, { opensOn: past, dueOn: later });
    await enroll(second.id, cadet.id);
    expect(await textOf(own, paths.course(course))).toContain(`Due ${shown(later)}, 23:59`);
    const told = () => db.notice.count({ where: { userId: cadet.id } });
    const before = await told();
    expect((await set(inDays(12))).status).toBe(302);
    expect((await set(next)).status).toBe(302);
    expect(await told()).toBe(before);
    const page = await textOf(teacher, path);
    expect(page).toContain(`due ${shown(later)}, 23:59 Halifax time, by another cohort`);
    expect(page).toMatch(
      new RegExp(`In this cohort, [^.]* is due ${shown(next)}, a date of their own`),
    );
    const grid = await textOf(teacher, paths.cohort(cohort.id));
    expect(grid).toContain(`${cadet.name} (due ${shown(later)}, by another cohort)`);
    const lines = (await teacher.get(paths.cohortExport(cohort.id))).html.split('\r\n');
    expect(lines.find((line) => line.startsWith(cadet.name))).toMatch(
      new RegExp(`,${later},by another cohort$`),
    );
    // Once its work is over, a cohort's date holds no more where another one goes on.
    await db.cohort.update({ where: { id: second.id }, data: { archivedAt: new Date() } });
    expect(await textOf(teacher, path)).toContain(
      `due ${shown(next)}, 23:59 Halifax time, own date`,
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

  test('is named to the administrator who changes, takes back or gives again the course', async () => {
    const { cohort, course, set, cadet } = await setUp();
    await set(next);
    const admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
    const page = paths.adminCohort(cohort.id, { tab: 'courses' });
    const { id } = await db.assignment.findFirstOrThrow({ where: { cohortId: cohort.id } });
    const change = (fields: Fields) =>
      admin.post(page, { intent: 'change-assignment', assignmentId: id, ...fields });
    const saved = await change({ dueOn: later });
    const named = `${cadet.name}, due ${shown(next)} (earlier than the cohort)`;
    expect(await textOf(admin, saved.location ?? '')).toContain(
      `1 due date of one cadet stays whatever is set here: ${named}.`,
    );
    // Overdue before it opens: that is nobody's meaning.
    const refused = await change({ opensOn: inDays(15), dueOn: later });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(
      `${cadet.name} has a due date of their own before this day, ${next}.`,
    );
    await admin.post(page, { intent: 'unassign-course', assignmentId: id });
    const away = await admin.get(page);
    expect(away.text).toContain(`1 due date of one cadet comes back with it: ${named}.`);
    expect(away.html).toMatch(
      new RegExp(`value="assign-course"[\\s\\S]*value="${later}"[\\s\\S]*Assign again`),
    );
    const again = { intent: 'assign-course', courseId: course };
    const late = await admin.post(page, { ...again, opensOn: inDays(15), dueOn: later });
    expect(late.status).toBe(400);
    expect((await admin.post(page, { ...again, dueOn: later })).status).toBe(302);
  });

  test('that comes after the course was taken back is not set, and what was typed stays', async () => {
    const { cohort, set, path, post, course, teacher, own, module } = await setUp();
    await own.get(paths.course(course));
    await set(next);
    await own.post(paths.quiz(course, module), { intent: 'start-attempt' });
    await db.assignment.updateMany({
      where: { cohortId: cohort.id },
      data: { takenBackAt: new Date() },
    });
    const late = await set(later, { reason: 'Was at court.' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('The course was taken back from this cohort in the meantime');
    expect(late.html).toMatch(new RegExp(`${later}</textarea>[\\s\\S]*Was at court\\.</textarea>`));
    expect((await post({ intent: 'end-own-date', course })).status).toBe(409);
    // What was done by then is still there to be read, and leads nowhere that it cannot.
    const page = await teacher.get(path);
    expect(page.text).toContain(`was taken back from ${cohort.name} on`);
    expect(page.text).toContain('Attempt 1: on hold (the course was taken back');
    expect(page.text).not.toContain('No course to show');
    expect(page.html).not.toContain(`href="${paths.taughtCourse(course)}`);
    expect(page.html).not.toContain('value="set-own-date"');
  });
});
