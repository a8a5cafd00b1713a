import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import {
  daysAgo,
  publishTeachingCourse,
  type TeachingCourse,
} from '#tests/support/teaching-course.ts';

/** Cadets ticked in the grid: asked about first, all of them named; done for each; taken back. */

const dueOn = daysAgo(-30).day;
const reason = 'Two weeks at the range.';

let course: TeachingCourse;
let teacher: TestBrowser;
let admin: TestBrowser;

beforeAll(async () => {
  course = await publishTeachingCourse({
    dates: { opensOn: daysAgo(20).day, dueOn: daysAgo(-9).day },
  });
  teacher = await TestBrowser.signedInAs(course.instructor.id);
  admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
});

const addTwo = async () => [
  (await course.addCadet('Una <One>')).id,
  (await course.addCadet('Dua Two')).id,
];

/** Presses Undo on the page that a change leads to. */
async function undo(browser: TestBrowser, { location }: Page): Promise<void> {
  const page = await browser.get(location ?? '');
  const fields = [...page.html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"\/>/g)];
  const at = page.html.indexOf('<undo-toast>');
  expect(at).toBeGreaterThan(0);
  const own = fields.filter(
    ({ index }) => index > at && index < page.html.indexOf('</undo-toast>'),
  );
  const answer = await browser.post(
    paths.chosen(course.cohort.id),
    Object.fromEntries(own.map(([, name, value]) => [name, value])),
  );
  expect(answer.status).toBe(302);
  expect((await browser.get(location ?? '')).html).not.toContain('<undo-toast>');
}

const post = (browser: TestBrowser, fields: Record<string, string | string[]>) =>
  browser.post(paths.chosen(course.cohort.id), { course: course.course, ...fields });

const datesOf = (userIds: string[]) =>
  db.ownDate.findMany({ where: { userId: { in: userIds }, endedAt: null } });
const enrolledIn = (cohortId: string, userIds: string[]) =>
  db.enrollment.count({ where: { cohortId, userId: { in: userIds }, withdrawnAt: null } });

describe('cadets who were ticked', () => {
  test('are named before anything is done; nobody ticked is said', async () => {
    const cadets = await addTwo();
    const asked = await post(teacher, { intent: 'ask-chosen', what: 'extend', cadet: cadets });
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('Una <One>');
    expect(asked.text).toContain('Set the date for 2 cadets');
    expect(await datesOf(cadets)).toEqual([]);
    const nobody = await post(teacher, { intent: 'ask-chosen', what: 'extend' });
    expect([nobody.status, nobody.text]).toEqual([400, expect.stringContaining('Tick the cadets')]);
  });

  test('get a due date of their own, each with its event; undone, they have what they had', async () => {
    const cadets = await addTwo();
    const [first = ''] = cadets;
    const before = { intent: 'extend-chosen', cadet: [first], dueOn: daysAgo(-12).day, reason };
    await post(teacher, before);
    const bad = await post(teacher, { ...before, cadet: cadets, dueOn: '2031-02-31' });
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('not a day')]);
    expect(bad.html).toContain(`${reason}</textarea>`);
    const done = await post(teacher, { ...before, cadet: cadets, dueOn });
    expect(done.status).toBe(302);
    expect((await datesOf(cadets)).map((one) => one.dueOn)).toEqual([dueOn, dueOn]);
    const events = await db.auditEvent.count({ where: { action: 'set-own-date' } });
    expect(events).toBe(3);
    await undo(teacher, done);
    expect(await datesOf(cadets)).toMatchObject([{ userId: first, dueOn: daysAgo(-12).day }]);
  });

  test('are withdrawn and moved by administrators alone, and brought back', async () => {
    const cadets = await addTwo();
    const refused = await post(teacher, { intent: 'withdraw-chosen', cadet: cadets });
    expect(refused.status).toBe(403);
    const { id } = course.cohort;
    const withdrawn = await post(admin, { intent: 'withdraw-chosen', cadet: cadets });
    expect(await enrolledIn(id, cadets)).toBe(0);
    await undo(admin, withdrawn);
    expect(await enrolledIn(id, cadets)).toBe(2);

    const other = await createCohort();
    const [first = ''] = cadets;
    await enroll(other.id, first);
    await db.enrollment.updateMany({
      where: { cohortId: other.id },
      data: { enrolledAt: daysAgo(3).noon },
    });
    const unsaid = await post(admin, { intent: 'move-chosen', cadet: cadets });
    expect([unsaid.status, unsaid.text]).toEqual([
      400,
      expect.stringContaining('Choose the cohort'),
    ]);
    const moved = await post(admin, { intent: 'move-chosen', cadet: cadets, to: other.id });
    expect([await enrolledIn(id, cadets), await enrolledIn(other.id, cadets)]).toEqual([0, 2]);
    await undo(admin, moved);
    // Who was in the other cohort before stays in it.
    expect(await enrolledIn(id, cadets)).toBe(2);
    expect(await enrolledIn(other.id, [first])).toBe(1);
    expect(await enrolledIn(other.id, cadets)).toBe(1);
  });

  test('of another cohort, and oneself, are left out', async () => {
    const elsewhere = await createUser();
    await enroll((await createCohort()).id, elsewhere.id);
    const fields = { intent: 'extend-chosen', cadet: [elsewhere.id], dueOn, reason };
    expect((await post(teacher, fields)).status).toBe(400);
    expect(await datesOf([elsewhere.id])).toEqual([]);
    const stranger = await TestBrowser.signedInAs((await createUser({ roles: ['instructor'] })).id);
    expect((await post(stranger, fields)).status).toBe(404);
  });
});
