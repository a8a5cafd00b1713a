import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { edgeOfDay } from '#app/time/day-edges.ts';
import { dayOf } from '#app/time/days.ts';
import { formatDay } from '#app/words/dates.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { allRight, setUpQuiz } from '#tests/support/quiz-browser.ts';
import { createActor, teach } from '#tests/support/regrade-course.ts';

let admin: TestBrowser;
beforeAll(async () => {
  admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
});

const zone = 'America/Halifax';
const inDays = (count: number) => dayOf(new Date(Date.now() + count * 86_400_000), zone);
const minuteMs = 60_000;

/** A cadet in the middle of a quiz, and what an administrator does to the cohort. */
async function setUp(given: Parameters<typeof setUpQuiz>[0] = {}) {
  const made = await setUpQuiz(given);
  const { cohort, cadet } = made.quiz;
  const attempt = await made.startAttempt();
  const where = { cohortId: cohort.id };
  const { id: assignment } = await db.assignment.findFirstOrThrow({ where });
  const send = (fields: Fields) => admin.post(paths.adminCohort(cohort.id), fields);
  const own = await TestBrowser.signedInAs(cadet.id);
  const deadline = async () =>
    (await db.attempt.findUniqueOrThrow({ where: { id: attempt } })).deadlineAt?.getTime() ?? null;
  /** As if it had been done so many minutes ago. */
  const ago = (minutes: number) => new Date(Date.now() - minutes * minuteMs);
  return { ...made, cohort, cadet, attempt, assignment, send, own, deadline, ago };
}

const timed = { policy: { timeLimitMinutes: 30 } };

describe('the time of an attempt whose course was away', () => {
  test('is given back when the course is assigned again', async () => {
    const { quiz, assignment, send, deadline, ago, attempt } = await setUp(timed);
    await send({ intent: 'unassign-course', assignmentId: assignment });
    const takenBackAt = ago(50);
    await db.assignment.update({ where: { id: assignment }, data: { takenBackAt } });
    const [startedAt, before] = [ago(60), ago(30)];
    await db.attempt.update({ where: { id: attempt }, data: { startedAt, deadlineAt: before } });
    await send({ intent: 'assign-course', courseId: quiz.course });
    const event = await db.auditEvent.findFirstOrThrow({
      where: { subjectId: assignment, action: 'assign-course' },
    });
    expect(JSON.parse(event.afterJson ?? '')).toMatchObject({ openAttempts: 1 });
    const after = (await deadline()) ?? 0;
    expect(after - before.getTime()).toBeGreaterThanOrEqual(50 * minuteMs);
  });

  test('and when a cadet is enrolled again, but not for what was over before', async () => {
    const { cohort, cadet, send, deadline, ago, attempt } = await setUp(timed);
    const withdraw = (at: Date) =>
      db.enrollment.updateMany({
        where: { userId: cadet.id, cohortId: cohort.id },
        data: { withdrawnAt: at },
      });
    const before = (await deadline()) ?? 0;
    await db.attempt.update({ where: { id: attempt }, data: { startedAt: ago(20) } });
    await withdraw(ago(10));
    await send({ intent: 'enroll-cadets', people: cadet.email });
    const back = (await deadline()) ?? 0;
    expect(back - before).toBeGreaterThanOrEqual(10 * minuteMs);
    await db.attempt.update({ where: { id: attempt }, data: { deadlineAt: ago(15) } });
    await withdraw(ago(10));
    await send({ intent: 'enroll-cadets', people: cadet.email });
    expect(await deadline()).toBeLessThan(Date.now() - 14 * minuteMs);
  });

  test('is there when the course opens on a later day', async () => {
    const { assignment, send, deadline } = await setUp(timed);
    const before = (await deadline()) ?? 0;
    const opensOn = inDays(5);
    await send({ intent: 'change-assignment', assignmentId: assignment, opensOn });
    const { timeZone } = await db.assignment.findUniqueOrThrow({ where: { id: assignment } });
    const opens = edgeOfDay('start', opensOn, timeZone);
    const after = (await deadline()) ?? 0;
    expect(after).toBeGreaterThan(opens);
    expect(after).toBeLessThanOrEqual(opens + 30 * minuteMs);
    expect(after).toBeGreaterThan(before);
  });

  test('goes with an opening day that is moved once more, and is not given twice', async () => {
    const { quiz, assignment, send, deadline } = await setUp(timed);
    const start = (await deadline()) ?? 0;
    const open = (fields: Fields) =>
      send({ intent: 'change-assignment', assignmentId: assignment, ...fields });
    const opening = async (count: number) => {
      const { timeZone } = await db.assignment.findUniqueOrThrow({ where: { id: assignment } });
      return edgeOfDay('start', inDays(count), timeZone);
    };
    await open({ opensOn: inDays(5) });
    const left = ((await deadline()) ?? 0) - (await opening(5));
    await open({ opensOn: inDays(10) });
    expect(await deadline()).toBe((await opening(10)) + left);
    await open({ opensOn: inDays(3) });
    expect(await deadline()).toBe((await opening(3)) + left);
    await send({ intent: 'unassign-course', assignmentId: assignment });
    await send({ intent: 'assign-course', courseId: quiz.course });
    const after = (await deadline()) ?? 0;
    expect(after).toBeGreaterThanOrEqual(start);
    expect(after).toBeLessThanOrEqual(Date.now() + left);
  });

  test('comes along to another cohort', async () => {
    const { quiz, cohort, cadet, send, deadline, ago, attempt } = await setUp(timed);
    const other = await createCohort();
    const there = (fields: Fields) => admin.post(paths.adminCohort(other.id), fields);
    await send({ intent: 'withdraw-cadet', userId: cadet.id });
    const key = { userId: cadet.id, cohortId: cohort.id };
    await db.enrollment.updateMany({ where: key, data: { withdrawnAt: ago(50) } });
    const [startedAt, before] = [ago(60), ago(30)];
    await db.attempt.update({ where: { id: attempt }, data: { startedAt, deadlineAt: before } });
    await there({ intent: 'assign-course', courseId: quiz.course });
    await there({ intent: 'enroll-cadets', people: cadet.email });
    const after = (await deadline()) ?? 0;
    expect(after - before.getTime()).toBeGreaterThanOrEqual(50 * minuteMs);
  });

  test('lasts until another cohort opens the course, when this one lets go of it', async () => {
    const takes = {
      withdraws: ({ cadet }: Held) => ({ intent: 'withdraw-cadet', userId: cadet.id }),
      takesBack: ({ assignment }: Held) => ({
        intent: 'unassign-course',
        assignmentId: assignment,
      }),
    };
    for (const take of Object.values(takes)) {
      const held = await setUp(timed);
      const other = await createCohort();
      await assignCourse(other.id, held.quiz.course, { opensOn: inDays(5), timeZone: zone });
      await enroll(other.id, held.cadet.id);
      const left = ((await held.deadline()) ?? 0) - Date.now();
      await held.send(take(held));
      const opens = edgeOfDay('start', inDays(5), zone);
      const after = (await held.deadline()) ?? 0;
      expect(after).toBeGreaterThan(opens);
      expect(after).toBeLessThanOrEqual(opens + left);
    }
  });
});

type Held = Awaited<ReturnType<typeof setUp>>;

describe('an open attempt and its due date', () => {
  const closing = {
    policy: { afterDue: 'closed' as const },
    dates: { dueOn: inDays(1), timeZone: zone },
  };
  const endOf = (day: string) => edgeOfDay('end', day, zone);

  test('follows a due date of one’s own to later, never to earlier', async () => {
    const { quiz, cohort, cadet, deadline } = await setUp(closing);
    const instructor = await createActor(['instructor'], 'Ines Teaches');
    await teach(cohort.id, instructor);
    const teacher = await TestBrowser.signedInAs(instructor.id);
    const set = (dueOn: string) =>
      teacher.post(paths.cadet(cohort.id, cadet.id), {
        intent: 'set-own-date',
        course: quiz.course,
        dueOn,
        reason: 'Was ill.',
      });
    expect(await deadline()).toBe(endOf(inDays(1)));
    await set(inDays(9));
    expect(await deadline()).toBe(endOf(inDays(9)));
    await set(inDays(4));
    expect(await deadline()).toBe(endOf(inDays(9)));
  });

  test('follows one that is set while the course opens later', async () => {
    const { quiz, cohort, cadet, assignment, send, deadline } = await setUp(closing);
    await db.cohort.update({ where: { id: cohort.id }, data: { timeZone: zone } });
    const dates = { opensOn: inDays(5), dueOn: inDays(8) };
    await send({ intent: 'change-assignment', assignmentId: assignment, ...dates });
    expect(await deadline()).toBe(endOf(inDays(8)));
    await admin.post(paths.cadet(cohort.id, cadet.id), {
      intent: 'set-own-date',
      course: quiz.course,
      dueOn: inDays(12),
      reason: 'Was ill.',
    });
    expect(await deadline()).toBe(endOf(inDays(12)));
  });

  test('and the cohort’s', async () => {
    const { assignment, cohort, send, deadline } = await setUp(closing);
    await db.cohort.update({ where: { id: cohort.id }, data: { timeZone: zone } });
    await send({ intent: 'change-assignment', assignmentId: assignment, dueOn: inDays(3) });
    expect(await deadline()).toBe(endOf(inDays(3)));
  });
});

describe('an attempt that stands still, for those who teach its cadet', () => {
  const later = inDays(5);
  const opening = `the course opens on ${formatDay(later)}, Halifax time`;
  const takes = {
    'taken back': {
      take: ({ assignment }: Held) => ({ intent: 'unassign-course', assignmentId: assignment }),
      why: 'the course was taken back from their cohort',
    },
    left: {
      take: ({ cadet }: Held) => ({ intent: 'withdraw-cadet', userId: cadet.id }),
      why: 'they are in no cohort that has the course',
    },
    later: {
      take: ({ assignment }: Held) => ({
        intent: 'change-assignment',
        assignmentId: assignment,
        opensOn: later,
      }),
      why: opening,
    },
  };

  async function setUpTaught() {
    const held = await setUp(timed);
    await db.cohort.update({ where: { id: held.cohort.id }, data: { timeZone: zone } });
    const instructor = await createActor(['instructor'], 'Ines Teaches');
    await teach(held.cohort.id, instructor);
    const teacher = await TestBrowser.signedInAs(instructor.id);
    const page = async (path: string) => (await teacher.get(path)).text;
    const cadetPage = () => page(paths.cadet(held.cohort.id, held.cadet.id, held.quiz.course));
    return { ...held, teacher, page, cadetPage };
  }

  test.each(Object.entries(takes))('says so, and why: %s', async (_, { take, why }) => {
    const held = await setUpTaught();
    const review = () => held.page(paths.attemptReview(held.attempt));
    expect(await held.cadetPage()).toContain('Attempt 1: open, being answered');
    expect(await review()).toContain('It is being answered. Right answers');
    await held.send(take(held));
    for (const text of [await held.cadetPage(), await review()]) {
      expect(text).toContain('on hold');
      expect(text).toContain(why);
      expect(text).toContain('nothing is handed in or scored meanwhile. Its time stands still');
      expect(text).not.toMatch(/being answered|under way/);
    }
    expect(await held.cadetPage()).toContain(`Attempt 1: on hold (${why})`);
    expect(await review()).toContain('Deadline stands still');
  });

  test('goes on where another cohort has opened the course', async () => {
    const held = await setUpTaught();
    const other = await createCohort();
    await assignCourse(other.id, held.quiz.course);
    await enroll(other.id, held.cadet.id);
    await held.send(takes.later.take(held));
    expect(await held.cadetPage()).toContain('Attempt 1: open, being answered');
    expect(await held.page(paths.cohort(held.cohort.id))).not.toContain('on hold');
  });

  test('is counted beside the day on which the course opens, and each page says whose day it is', async () => {
    const held = await setUpTaught();
    await held.send(takes.later.take(held));
    const grid = await held.page(paths.cohort(held.cohort.id));
    expect(grid).toContain(`${opening.replace('the', 'The')}. 1 quiz attempt is open: on hold`);
    expect(await held.page(paths.teach())).toContain(opening.replace('the course ', ''));
    const learn = (await held.own.get(paths.learn())).text;
    expect(learn).toContain(`Opens on ${formatDay(later)}, Halifax time`);
  });

  test('is not opened in vain: who asks is told why', async () => {
    const held = await setUpTaught();
    await held.post(held.attempt, { intent: 'confirm-submit' });
    await held.send(takes.later.take(held));
    const refused = await held.teacher.post(paths.attemptReview(held.attempt), {
      intent: 'reopen-attempt',
      minutes: '20',
      reason: 'Was ill.',
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(`The cadet could not go on: ${opening}.`);
  });
});

describe('what leads to a course that was taken back', () => {
  test('is asked about with the attempts that are open, and so is a withdrawal', async () => {
    const { cohort } = await setUp();
    const { text } = await admin.get(paths.adminCohort(cohort.id, { tab: 'courses' }));
    expect(text).toContain('1 of them has begun it. 1 quiz attempt is open: on hold from now on');
    expect(text).toContain('1 quiz attempt is open: on hold until the new day');
    const cadets = await admin.get(paths.adminCohort(cohort.id));
    expect(cadets.text).toContain(
      'nowhere in its figures. 1 quiz attempt is open: on hold from now on',
    );
  });

  test('is no link any more: the result, and notices', async () => {
    const { quiz, assignment, attempt, post, send, own, cadet, cohort } = await setUp();
    await post(attempt, { intent: 'confirm-submit', ...allRight });
    const instructor = await createActor(['instructor'], 'Ines Teaches');
    await teach(cohort.id, instructor);
    const teacher = await TestBrowser.signedInAs(instructor.id);
    await teacher.post(paths.cadet(cohort.id, cadet.id), {
      intent: 'set-own-date',
      course: quiz.course,
      dueOn: inDays(9),
      reason: 'Was ill.',
    });
    const linked = `href="${paths.course(quiz.course)}`;
    const result = paths.attemptResult(attempt);
    for (const path of [paths.learn(), result])
      expect((await own.get(path)).html).toContain(linked);
    const told = (await own.get(paths.learn())).text;
    expect(told).toContain(`For you alone, the work is due ${formatDay(inDays(9))}, 23:59`);
    expect(told).toContain('Set by Ines Teaches.');
    expect(told).not.toContain('Was ill.');
    await send({ intent: 'unassign-course', assignmentId: assignment });
    for (const path of [paths.learn(), result]) {
      const page = await own.get(path);
      expect(page.status).toBe(200);
      expect(page.html).not.toContain(linked);
    }
    expect((await own.get(result)).text).toContain('You do not have this course now');
  });
});
