import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import type { Cohort } from '#app/db/generated/sqlite/client.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { readControls } from '#tests/forms/form-controls.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';

let browser: TestBrowser;
let course: LearningCourse;
let cohort: Cohort;

beforeAll(async () => {
  const admin = await createUser({ name: 'Wanda Achebe', roles: ['admin'] });
  browser = await TestBrowser.signedInAs(admin.id);
  course = await publishLearningCourse();
  cohort = await createCohort({ name: 'Spring 2027', startsOn: '2027-03-01' });
});

const send = (fields: Fields, to = cohort.id) => browser.post(paths.adminCohort(to), fields);
const actionsOn = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

const form = {
  intent: 'create-cohort',
  name: 'Autumn 2027',
  timeZone: 'America/Halifax',
  startsOn: '2027-09-06',
  endsOn: '',
};

describe('making a cohort', () => {
  test('goes to its page, and the list has it', async () => {
    const page = await browser.post(paths.adminCohorts(), form);
    const made = await db.cohort.findUniqueOrThrow({ where: { name: 'Autumn 2027' } });
    expect(page.location).toBe(paths.adminCohort(made.id));
    expect(made).toMatchObject({ startsOn: '2027-09-06', endsOn: null });
    expect(await actionsOn(made.id)).toEqual(['create-cohort']);
    expect((await browser.get(paths.adminCohorts())).text).toContain('Autumn 2027 2027-09-06 –');
    expect((await browser.get(page.location ?? '')).text).toContain('No course is assigned now');
  });

  test('starts with the zone of the academy', async () => {
    const { html } = await browser.get(paths.adminCohorts());
    expect(html).toMatch(/<option value="America\/Halifax" selected="">/);
  });

  test('answers at the fields and keeps what was typed', async () => {
    const wrong = { ...form, timeZone: 'Halifax', startsOn: '2027-02-30', endsOn: '2026-01-01' };
    const page = await browser.post(paths.adminCohorts(), wrong);
    expect(page.status).toBe(400);
    expect(page.text).toContain('This server knows no such zone.');
    expect(page.text).toContain('This is not a day of the calendar.');
    expect(page.html).toContain('value="2027-02-30"');
    const order = await browser.post(paths.adminCohorts(), { ...form, endsOn: '2027-09-05' });
    expect(order.text).toContain('The last day lies before the first.');
    await createCohort({ name: 'Taken 2027' });
    const taken = await browser.post(paths.adminCohorts(), { ...form, name: 'Taken 2027' });
    expect([taken.status, taken.text.includes('Another cohort has this name.')]).toEqual([
      400,
      true,
    ]);
    expect((await browser.post(paths.adminCohorts(), { intent: 'x' })).status).toBe(400);
  });

  test('a name that reads like another one is taken too, and says where the other one is', async () => {
    const other = await createCohort({ name: 'Café Nord' });
    const make = (name: string) => browser.post(paths.adminCohorts(), { ...form, name });
    for (const name of ['Cafe\u0301 Nord', 'cafe nord', 'CAFÉ  NORD'])
      expect((await make(name)).text, name).toContain('Another cohort has this name');
    await db.cohort.update({ where: { id: other.id }, data: { archivedAt: new Date() } });
    expect((await make('cafe nord')).text).toContain(
      'An archived cohort has this name: “Café Nord”, among the archived cohorts.',
    );
    const third = await createCohort({ name: 'Depot' });
    const rename = (name: string) => send({ ...form, intent: 'change-cohort', name }, third.id);
    expect((await rename('Cafe Nord')).text).toContain('An archived cohort has this name');
    expect((await rename('DEPOT')).status).toBe(302);
    expect(await db.cohort.count({ where: { name: { in: ['cafe nord', 'Cafe Nord'] } } })).toBe(0);
  });
});

test('changing a cohort moves no date that was set before', async () => {
  const other = await createCohort({ name: 'Moving 2027', startsOn: '2027-03-01' });
  await send({ intent: 'assign-course', courseId: course.course, dueOn: '2027-04-01' }, other.id);
  const change = { ...form, intent: 'change-cohort', name: 'Moved 2027', timeZone: 'Asia/Tokyo' };
  const page = await send(change, other.id);
  expect(page.location).toBe(
    paths.adminCohort(other.id, { tab: 'settings', saved: 'change-cohort' }),
  );
  const where = { cohortId: other.id };
  const assignment = await db.assignment.findFirstOrThrow({ where });
  expect(assignment.timeZone).toBe('America/Halifax');
  expect((await browser.get(page.location ?? '')).text).toContain('Moved 2027');
  const shown = await browser.get(paths.adminCohort(other.id, { tab: 'courses' }));
  expect(shown.text).toContain('These dates were set in Halifax time');
  await send(
    { intent: 'change-assignment', assignmentId: assignment.id, dueOn: '2027-04-02' },
    other.id,
  );
  expect(await db.assignment.findFirstOrThrow({ where })).toMatchObject({
    dueOn: '2027-04-02',
    opensOn: null,
    timeZone: 'Asia/Tokyo',
  });
  expect(await actionsOn(other.id)).toEqual(['change-cohort']);
  expect(await actionsOn(assignment.id)).toEqual(['assign-course', 'change-assignment']);
});

describe('courses', () => {
  test('are assigned once, with dates that make sense', async () => {
    const assign = { intent: 'assign-course', courseId: course.course };
    const early = await send({ ...assign, opensOn: '2027-05-02', dueOn: '2027-05-01' });
    expect(early.text).toContain('This is before the course opens');
    expect(early.html).toContain('value="2027-05-02"');
    const far = await send({ ...assign, dueOn: '2207-05-01' });
    expect(far.text).toContain('Choose a day between 1 Mar 2026 and 1 Mar 2032.');
    const unknown = await send({ ...assign, courseId: 'no-such-course' });
    expect(unknown.text).toContain('This course is not published.');
    expect((await send({ ...assign, dueOn: '2027-05-01' })).status).toBe(302);
    expect((await send(assign)).text).toContain('The cohort has this course already.');
    const page = await browser.get(paths.adminCohort(cohort.id, { tab: 'courses' }));
    expect(page.html).toContain('value="2027-05-01"');
  });

  test('due on a day that is past are asked about, with what was typed, and then taken', async () => {
    const other = await createCohort();
    const assign = { intent: 'assign-course', courseId: course.course, dueOn: '2026-03-02' };
    const asked = await send(assign, other.id);
    expect(asked.status).toBe(400);
    expect(asked.text).toContain('This day is past: everybody is overdue at once. Is it meant?');
    expect(asked.html).toContain('value="2026-03-02"');
    expect(asked.html).toMatch(/<input[^>]*name="pastMeant"[^>]*type="checkbox"/);
    const where = { cohortId: other.id };
    expect(await db.assignment.count({ where })).toBe(0);
    // The answer stays in a form that comes back for something else.
    const unfit = { ...assign, opensOn: '1999-01-01', pastMeant: 'on' };
    const refused = await send(unfit, other.id);
    expect(refused.status).toBe(400);
    const meant = readControls(refused.html, unfit).find(({ name }) => name === 'pastMeant');
    expect(meant?.sends).toEqual(['on']);
    expect((await send({ ...assign, pastMeant: 'on' }, other.id)).status).toBe(302);
    const { id } = await db.assignment.findFirstOrThrow({ where });
    // A day that stood there is no new question; another past one is.
    const save = { intent: 'change-assignment', assignmentId: id, dueOn: '2026-03-02' };
    expect((await send({ ...save, opensOn: '2026-03-01' }, other.id)).status).toBe(302);
    expect((await send({ ...save, dueOn: '2026-03-01' }, other.id)).status).toBe(400);
    expect((await send({ ...save, dueOn: '2027-03-01' }, other.id)).status).toBe(302);
  });

  test('of another cohort are not changed from here', async () => {
    const other = await createCohort();
    const id = (await db.assignment.findFirstOrThrow({ where: { cohortId: cohort.id } })).id;
    const fields = { intent: 'change-assignment', assignmentId: id, dueOn: '2027-02-01' };
    expect((await send(fields, other.id)).status).toBe(404);
  });
});

describe('people', () => {
  test('are withdrawn and removed only once it was said what that does', async () => {
    const other = await createCohort({
      instructorIds: [(await createUser({ roles: ['instructor'], name: 'Ines Teaches' })).id],
    });
    await enroll(other.id, (await createUser({ name: 'Cleo Learns' })).id);
    for (const [tab, intent, says] of [
      [undefined, 'withdraw-cadet', 'What they did stays on record'],
      ['instructors', 'remove-instructor', 'adding them again undoes it'],
    ]) {
      const { html } = await browser.get(paths.adminCohort(other.id, { tab }));
      const fold = [...html.matchAll(/<details class="folded">[\s\S]*?<\/details>/g)]
        .map(([found]) => found)
        .find((found) => found.includes(`value="${intent}"`));
      expect(fold).toContain(says);
    }
  });

  test('are enrolled by e-mail, withdrawn without losing the enrollment, and enrolled again', async () => {
    const ana = await createUser({ name: 'Ana Cruz', email: 'ana@roster.test' });
    const bo = await createUser({ name: 'Bo Chen', email: 'bo@roster.test' });
    const theirs = await TestBrowser.signedInAs(ana.id);
    await db.assignment.updateMany({ where: { cohortId: cohort.id }, data: { opensOn: null } });
    expect((await theirs.get(paths.course(course.course))).status).toBe(404);

    const people = 'Ana Cruz <ANA@roster.test>\nbo@roster.test';
    const page = await send({ intent: 'enroll-cadets', people });
    expect(page.location).toBe(paths.adminCohort(cohort.id, { saved: 'enroll-cadets' }));
    expect((await browser.get(page.location ?? '')).text).toContain('2 enrolled');
    expect((await theirs.get(paths.course(course.course))).status).toBe(200);

    await send({ intent: 'withdraw-cadet', userId: ana.id });
    expect((await theirs.get(paths.course(course.course))).status).toBe(404);
    const key = { cohortId_userId: { cohortId: cohort.id, userId: ana.id } };
    const row = await db.enrollment.findUniqueOrThrow({ where: key });
    expect(row.withdrawnAt).not.toBeNull();
    expect((await browser.get(paths.adminCohort(cohort.id))).text).toContain(
      'Enroll again Ana Cruz',
    );

    await send({ intent: 'enroll-cadets', people });
    const again = await db.enrollment.findUniqueOrThrow({ where: key });
    expect(again).toMatchObject({ id: row.id, withdrawnAt: null, enrolledAt: row.enrolledAt });
    expect(await actionsOn(row.id)).toEqual(['enroll-cadet', 'withdraw-cadet', 'enroll-cadet']);
    const other = await db.enrollment.findFirstOrThrow({ where: { userId: bo.id } });
    expect(await actionsOn(other.id)).toEqual(['enroll-cadet']);
  });

  test('nobody is enrolled while one line is wrong', async () => {
    await createUser({ name: 'Tom Author', email: 'tom@roster.test', roles: ['author'] });
    const good = await createUser({ email: 'good@roster.test' });
    const people = 'good@roster.test\ntom@roster.test\nnobody@roster.test';
    const page = await send({ intent: 'enroll-cadets', people });
    expect(page.status).toBe(400);
    expect(page.text).toContain('Line 2: Tom Author is not a cadet.');
    expect(page.text).toContain('Line 3: no account has the address nobody@roster.test.');
    expect(page.html).toContain(people);
    expect(await db.enrollment.count({ where: { userId: good.id } })).toBe(0);
  });

  test('an instructor is added and removed, and sees the cohort only in between', async () => {
    const ines = await createUser({
      name: 'Ines Ito',
      email: 'ines@a.test',
      roles: ['instructor'],
    });
    const theirs = await TestBrowser.signedInAs(ines.id);
    const progress = async () => (await theirs.get(paths.cohort(cohort.id))).status;
    expect(await progress()).toBe(404);
    await send({ intent: 'add-instructor', email: 'Ines@A.test' });
    await send({ intent: 'add-instructor', email: 'ines@a.test' });
    expect(await progress()).toBe(200);
    await send({ intent: 'remove-instructor', userId: ines.id });
    expect(await progress()).toBe(404);
    expect(await actionsOn(cohort.id)).toEqual(['add-instructor', 'remove-instructor']);
    const log = await browser.get(paths.adminAudit({ subject: 'cohort', id: cohort.id }));
    expect(log.text).toContain(`added Ines Ito as an instructor of “${cohort.name}”.`);
    expect(log.text).toContain(`removed Ines Ito from the instructors of “${cohort.name}”.`);
    const cadet = await createUser({ name: 'Cai Cadet', email: 'cai@a.test' });
    const wrong = await send({ intent: 'add-instructor', email: cadet.email });
    expect(wrong.text).toContain('Cai Cadet is not an instructor.');
    expect(wrong.html).toContain('value="cai@a.test"');
    const unknown = await send({ intent: 'add-instructor', email: 'no@a.test' });
    expect(unknown.text).toContain('No account has the address no@a.test.');
  });

  test('what does not exist is 404', async () => {
    const user = await createUser();
    const intents: Fields[] = [
      { intent: 'withdraw-cadet', userId: user.id },
      { intent: 'remove-instructor', userId: user.id },
      { intent: 'change-assignment', assignmentId: 'none' },
    ];
    for (const fields of intents) expect((await send(fields)).status).toBe(404);
    expect((await browser.get(paths.adminCohort('none'))).status).toBe(404);
    const gone = { ...form, intent: 'change-cohort', name: 'Ghost' };
    expect((await send(gone, 'none')).status).toBe(404);
    await enroll(cohort.id, user.id);
    expect((await send({ intent: 'unknown' })).status).toBe(400);
  });
});

describe('a cohort of more cadets than a page', () => {
  let large: Cohort;
  const name = (index: number) => `Cadet ${String(index).padStart(3, '0')}`;
  const emailOf = (index: number) => `large-${String(index).padStart(3, '0')}@large.test`;
  const open = (query = {}) => browser.get(paths.adminCohort(large.id, query));
  const listed = async (query = {}) => {
    const { html } = await open(query);
    return [...html.matchAll(/large-\d+@large\.test(?=<\/td>)/g)].map(([email]) => email);
  };

  beforeAll(async () => {
    large = await createCohort({ name: 'Large 2027' });
    for (let index = 0; index < 120; index += 1) {
      const cadet = await createUser({ name: name(index), email: emailOf(index) });
      await enroll(large.id, cadet.id);
    }
  });

  test('has them all on pages of 50, each once, and counts them all on each', async () => {
    const pages = [await listed(), await listed({ page: 2 }), await listed({ page: 3 })];
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, index) => emailOf(index)));
    expect(await listed({ page: 9 })).toEqual(pages[2]);
    const { text, html } = await open({ page: 2 });
    expect(text).toContain('120 enrolled');
    expect(text).toContain('Cadets 51 to 100 of 120');
    expect(html).toContain(`href="${paths.adminCohort(large.id, { page: 3 })}#cadets"`);
  });

  test('finds one by a part of the name or address, however it is written', async () => {
    expect(await listed({ q: 'CADÉT 07' })).toEqual(
      Array.from({ length: 10 }, (_, index) => emailOf(70 + index)),
    );
    expect(await listed({ q: 'large-119@' })).toEqual([emailOf(119)]);
    expect(await listed({ q: '%' })).toEqual([]);
    const { text } = await open({ q: 'nobody' });
    expect(text).toContain('No cadet of this cohort has a name or an address that holds this.');
    expect(text).toContain('Show all 120');
    expect(text).toContain('120 enrolled');
  });

  test('withdraws and enrolls again from any page, and comes back to it', async () => {
    const there = paths.adminCohort(large.id, { q: 'cadet', page: 2 });
    const { id } = await db.user.findUniqueOrThrow({ where: { email: emailOf(60) } });
    const withdrawn = await browser.post(there, { intent: 'withdraw-cadet', userId: id });
    const saved = { q: 'cadet', page: 2, saved: 'withdraw-cadet' };
    expect(withdrawn.location).toBe(paths.adminCohort(large.id, saved));
    expect((await browser.get(withdrawn.location ?? '')).text).toContain('119 enrolled');
    // The withdrawn come last.
    expect((await listed({ page: 3 })).at(-1)).toBe(emailOf(60));
    const again = await browser.post(there, { intent: 'enroll-cadets', people: emailOf(60) });
    expect((await browser.get(again.location ?? '')).text).toContain('120 enrolled');
    const wrong = await browser.post(there, { intent: 'enroll-cadets', people: 'nobody@no.test' });
    expect([wrong.status, wrong.text.includes('Cadets 51 to 100 of 120')]).toEqual([400, true]);
  });
});
