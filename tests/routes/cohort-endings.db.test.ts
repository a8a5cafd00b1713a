import { beforeAll, describe, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { publishRegradeCourse } from '#tests/support/regrade-course.ts';
import { publishTeachingCourse } from '#tests/support/teaching-course.ts';

let admin: TestBrowser;

beforeAll(async () => {
  const user = await createUser({ name: 'Wanda Achebe', roles: ['admin'] });
  admin = await TestBrowser.signedInAs(user.id);
});

const send = (cohortId: string, fields: Fields) => admin.post(paths.adminCohort(cohortId), fields);
const open = async (path: string, browser = admin) => (await browser.get(path)).text;
const auditOf = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

/** A cohort with a course in which one of two cadets has finished a lesson. */
async function setUp() {
  const made = await publishTeachingCourse();
  const [begun, fresh] = [await made.addCadet('Ana Begun'), await made.addCadet('Flo Fresh')];
  await made.complete(begun.id, made.lessons.a);
  const { id } = await db.assignment.findFirstOrThrow({ where: { cohortId: made.cohort.id } });
  const takeBack = () => send(made.cohort.id, { intent: 'unassign-course', assignmentId: id });
  return { ...made, begun, fresh, assignment: id, takeBack };
}

describe('a course taken back', () => {
  test('is asked about first, with how many have it and how many have begun', async () => {
    const { cohort } = await setUp();
    const { html, text } = await admin.get(paths.adminCohort(cohort.id, { tab: 'courses' }));
    expect(text).toContain('All 2 cadets enrolled no longer see the course on Learn');
    expect(text).toContain('1 of them has begun it. No quiz attempt is open.');
    expect(html).toMatch(
      /<details class="folded">(?:(?!<\/details>)[\s\S])*value="unassign-course"/,
    );
  });

  test('leaves its cadets and its teachers, and comes back with every record', async () => {
    const { cohort, course, lessons, begun, instructor, assignment, takeBack } = await setUp();
    const [cadet, teacher] = await Promise.all([
      TestBrowser.signedInAs(begun.id),
      TestBrowser.signedInAs(instructor.id),
    ]);
    const title = `Course ${course.replace('course-', '')}`;
    expect(await open(paths.learn(), cadet)).toContain(title);
    const page = await takeBack();
    expect(page.location).toBe(
      paths.adminCohort(cohort.id, { tab: 'courses', saved: 'unassign-course' }),
    );
    expect(await open(page.location ?? '')).toContain('The cohort no longer has the course');
    expect(await open(paths.learn(), cadet)).not.toContain(title);
    for (const path of [paths.course(course), paths.lesson(course, lessons.a)])
      expect((await cadet.get(path)).status).toBe(404);
    expect(await open(paths.record(), cadet)).toContain(lessons.a);
    expect(await open(paths.cohort(cohort.id), teacher)).not.toContain(title);
    expect(await open(paths.taughtCourses(), teacher)).not.toContain(title);
    expect((await teacher.get(paths.taughtCourse(course))).status).toBe(404);

    const again = { intent: 'assign-course', courseId: course, dueOn: '' };
    expect((await send(cohort.id, again)).status).toBe(302);
    expect(await open(paths.learn(), cadet)).toContain(title);
    expect((await cadet.get(paths.course(course))).text).toContain('1 of 3');
    expect(await open(paths.cohort(cohort.id), teacher)).toContain('1/3');
    expect(await auditOf(assignment)).toEqual(['unassign-course', 'assign-course']);
  });

  test('is taken back once, and its dates cannot be changed meanwhile', async () => {
    const { cohort, assignment, takeBack } = await setUp();
    await takeBack();
    expect((await takeBack()).status).toBe(302);
    expect(await auditOf(assignment)).toEqual(['unassign-course']);
    const change = { intent: 'change-assignment', assignmentId: assignment, dueOn: '' };
    const stale = await send(cohort.id, { ...change, dueOn: '2099-03-02' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('This course was taken back in the meantime');
    expect(stale.html).toMatch(/value="assign-course"[\s\S]*value="2099-03-02"[\s\S]*Assign again/);
    const other = await createCohort();
    const fields = { intent: 'unassign-course', assignmentId: assignment };
    expect((await send(other.id, fields)).status).toBe(404);
  });

  test('stays with a cadet who has it by another cohort', async () => {
    const { course, begun, takeBack } = await setUp();
    const other = await createCohort();
    await assignCourse(other.id, course);
    await enroll(other.id, begun.id);
    await takeBack();
    const cadet = await TestBrowser.signedInAs(begun.id);
    expect((await cadet.get(paths.course(course))).status).toBe(200);
  });

  test('leaves to its instructors what was begun before, and nothing that was begun later', async () => {
    const made = await publishRegradeCourse({ policy: { attempts: null } });
    const cadet = await made.addCadet();
    const wrong = { voice: ['voice-b'], greeting: ['greeting-a'], reasons: ['reasons-a'] };
    const before = await made.take(cadet, wrong);
    const { id } = await db.assignment.findFirstOrThrow({ where: { cohortId: made.cohort.id } });
    await send(made.cohort.id, { intent: 'unassign-course', assignmentId: id });
    const other = await createCohort();
    await assignCourse(other.id, made.course);
    await enroll(other.id, cadet.id);
    const after = await made.take(cadet, wrong);
    const teacher = await TestBrowser.signedInAs(made.instructor.id);
    const page = await teacher.get(paths.attemptReview(before));
    expect(page.status).toBe(200);
    // The cohort has no page of this course any more, so nothing leads there.
    expect(page.html).not.toContain(`href="${paths.cohort(made.cohort.id)}`);
    expect((await teacher.get(paths.attemptReview(after))).status).toBe(404);
  });
});

describe('a cohort that is archived', () => {
  test('leaves lists, choices and Teach, is found among the archived ones, and comes back', async () => {
    const { cohort, course, instructor, begun } = await setUp();
    const teacher = await TestBrowser.signedInAs(instructor.id);
    const cadet = await TestBrowser.signedInAs(begun.id);
    expect(await open(paths.teach(), teacher)).not.toContain('Archived cohorts');
    await send(cohort.id, { intent: 'archive-cohort' });
    for (const path of [paths.adminCohorts(), paths.adminUsers()])
      expect((await admin.get(path)).html).not.toContain(cohort.id);
    const teach = await teacher.get(paths.teach());
    expect(teach.html).not.toContain(paths.cohort(cohort.id));
    expect(teach.html).toContain(paths.teach({ archived: '1' }));
    expect(await open(paths.taughtCourses(), teacher)).toContain('No course yet');
    for (const [browser, path] of [
      [admin, paths.adminCohorts({ archived: '1' })],
      [teacher, paths.teach({ archived: '1' })],
    ] as const)
      expect(await open(path, browser)).toContain(cohort.name);
    // What it holds is as it was.
    expect(await open(paths.cohort(cohort.id), teacher)).toContain('1/3');
    expect((await cadet.get(paths.course(course))).status).toBe(200);

    await send(cohort.id, { intent: 'bring-back-cohort' });
    expect((await teacher.get(paths.teach())).html).toContain(paths.cohort(cohort.id));
    expect(await auditOf(cohort.id)).toEqual(['archive-cohort', 'bring-back-cohort']);
  });
});

describe('a cohort made by mistake', () => {
  test('is removed with what was set in it, and the audit log keeps its name', async () => {
    const { course } = await publishTeachingCourse();
    const teacher = await createUser({ roles: ['instructor'] });
    const cohort = await createCohort({ name: 'Mistake 2027', instructorIds: [teacher.id] });
    await send(cohort.id, { intent: 'assign-course', courseId: course, dueOn: '' });
    expect(await open(paths.adminCohort(cohort.id, { tab: 'settings' }))).toContain(
      'nothing brings it back',
    );
    const page = await send(cohort.id, { intent: 'remove-cohort' });
    expect(page.location).toBe(paths.adminCohorts({ removed: '1' }));
    const list = await open(page.location ?? '');
    expect(list).toContain('The cohort is removed.');
    expect(list).not.toContain('Mistake 2027');
    expect((await admin.get(paths.adminCohort(cohort.id))).status).toBe(404);
    const log = await open(paths.adminAudit({ subject: 'cohort', id: cohort.id }));
    expect(log).toContain('Wanda Achebe removed the cohort “Mistake 2027”.');
    const all = await open(paths.adminAudit({ actor: '', action: 'assign-course' }));
    expect(all).toContain('for cohort “Mistake 2027”');
  });

  test.each([
    [
      'had a cadet',
      async (cohortId: string) => {
        await enroll(cohortId, (await createUser()).id, { withdrawnAt: new Date() });
      },
      'It has had 1 cadet, whose records name it. Archive it instead.',
    ],
    [
      'is where an open invitation leads',
      async (cohortId: string) => {
        await inTransaction((tx) =>
          createLink(tx, { email: null, roles: ['cadet'], createdById: null, days: 1, cohortId }),
        );
      },
      '1 invitation leads to it. Withdraw them first',
    ],
  ])('stays when it %s', async (_, fill, why) => {
    const cohort = await createCohort();
    await fill(cohort.id);
    const { html, text } = await admin.get(paths.adminCohort(cohort.id, { tab: 'settings' }));
    expect(html).not.toContain('value="remove-cohort"');
    expect(text).toContain(`The cohort cannot be removed. ${why}`);
    const page = await send(cohort.id, { intent: 'remove-cohort' });
    expect(page.status).toBe(400);
    expect(page.text).toContain(why);
    expect(await db.cohort.count({ where: { id: cohort.id } })).toBe(1);
    expect(await auditOf(cohort.id)).toEqual([]);
  });
});

test('open invitations are mentioned before it is archived and after; why it stays is said once', async () => {
  const cohort = await createCohort();
  await inTransaction((tx) =>
    createLink(tx, {
      email: null,
      roles: ['cadet'],
      createdById: null,
      days: 1,
      cohortId: cohort.id,
    }),
  );
  const says = '1 invitation still leads to it: who accepts one joins it, archived or not.';
  const path = paths.adminCohort(cohort.id, { tab: 'settings' });
  expect(await open(path)).toContain(says);
  const refused = await send(cohort.id, { intent: 'remove-cohort' });
  expect(refused.text.split('1 invitation leads to it. Withdraw')).toHaveLength(2);
  await send(cohort.id, { intent: 'archive-cohort' });
  expect(await open(path)).toContain(says);
});
