import { beforeAll, describe, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { completeIfMet } from '#app/features/records/completions/mutations.server.ts';
import { completionRuleSchema } from '#app/features/records/completions/schema.ts';
import { voidCompletion } from '#app/features/records/completions/void-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { createLearner, toReport } from '#tests/support/learner.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';
import { toStatus } from '#tests/support/quiz-browser.ts';

let made: LearningCourse;

beforeAll(async () => {
  made = await publishLearningCourse();
});

async function newCadet(of = made) {
  const cadet = await createUser();
  await enroll(of.cohort.id, cadet.id);
  return { ...(await createLearner(cadet.id)), cadet };
}

const completionsOf = (userId: string) =>
  db.completion.findMany({
    where: { userId },
    orderBy: [{ lessonId: 'asc' }, { sequence: 'asc' }],
  });

const auditOf = (actorId: string) =>
  db.auditEvent.findMany({ where: { actorId, action: 'complete-lesson' } });

const finish = { intent: 'finish-reading' };
const answer = (check: string, ...option: string[]) => ({ intent: 'answer-check', check, option });

describe('a lesson completes', () => {
  test('by its last check, after the end was reached', async () => {
    const { cadet, open, send } = await newCadet();
    const { course, lessons } = made;
    await open(course, lessons.free);
    expect(toStatus(await send(course, lessons.free, finish))).toBe(
      `302 /learn/${course}/${lessons.free}#lesson-standing`,
    );
    expect(await completionsOf(cadet.id)).toEqual([]);
    // A wrong answer is an answer: checks are for learning.
    const sent = await send(course, lessons.free, answer('free-check', 'free-check-b'));
    expect(toStatus(sent)).toBe(`302 /learn/${course}/${lessons.free}#check-free-check`);
    const [completion, ...more] = await completionsOf(cadet.id);
    expect(more).toEqual([]);
    expect(completion).toMatchObject({ lessonId: lessons.free, minutes: 40, voidedAt: null });
    const published = await db.contentItem.findUnique({ where: { contentId: lessons.free } });
    expect(completion?.revisionId).toBe(published?.revisionId);
    expect(completionRuleSchema.parse(JSON.parse(completion?.ruleJson ?? ''))).toEqual({
      reachedEnd: true,
      checks: ['free-check'],
      quiz: null,
    });
    const [event, ...others] = await auditOf(cadet.id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ subjectType: 'completion', subjectId: completion?.id });
    expect(event?.requestId).toBeTruthy();
  });

  test('once the least time of its course was measured; until then the page says how much is missing', async () => {
    const strict = await publishLearningCourse({ leastTime: 50 });
    const { course, lessons } = strict;
    const { cadet, open, send } = await newCadet(strict);
    const browser = await TestBrowser.signedInAs(cadet.id);
    const opened = (minutes: number) =>
      db.lessonProgress.updateMany({
        where: { userId: cadet.id },
        data: { lastViewedAt: new Date(Date.now() - minutes * 60_000) },
      });
    await open(course, lessons.free);
    await send(course, lessons.free, answer('free-check', 'free-check-a'));
    await opened(8);
    await send(course, lessons.free, { ...finish, unscripted: 'true' });
    expect(await completionsOf(cadet.id)).toEqual([]);
    const missing =
      'Spend 12 more minutes with this lesson: this course asks for at least 20 min, and 8 min were measured.';
    expect((await browser.get(paths.lesson(course, lessons.free))).text).toContain(missing);
    expect((await browser.get(paths.course(course))).text).toContain(`Still open: ${missing}`);
    await opened(12);
    await send(course, lessons.free, { ...finish, unscripted: 'true' });
    const [completion] = await completionsOf(cadet.id);
    expect(completion?.activeSeconds).toBeGreaterThanOrEqual(20 * 60);
    expect(completionRuleSchema.parse(JSON.parse(completion?.ruleJson ?? ''))).toMatchObject({
      leastMinutes: 20,
    });
    expect((await browser.get(paths.lesson(course, lessons.free))).text).toContain(
      'You spent at least 20 min with it.',
    );
  });

  test('by reaching the end, after its checks were answered', async () => {
    const { cadet, open, send, report } = await newCadet();
    const { course, lessons } = made;
    await open(course, lessons.free);
    await send(course, lessons.free, answer('free-check', 'free-check-a'));
    expect(await completionsOf(cadet.id)).toEqual([]);
    const sent = await report(toReport(course, lessons.free, { block: '1', reachedEnd: 'true' }));
    expect(await (sent as Response).json()).toEqual({
      activeSeconds: 0,
      reachedEnd: true,
      completed: true,
    });
    expect(await completionsOf(cadet.id)).toHaveLength(1);
  });

  test('by the quiz of its module, and not before it is passed', async () => {
    const { cadet, open, send } = await newCadet();
    const { course, lessons, attempt } = made;
    for (const lesson of [lessons.checks, lessons.plain]) {
      await open(course, lesson);
      await send(course, lesson, finish);
    }
    await send(course, lessons.checks, answer('voice-check', 'voice-check-b'));
    const complete = () =>
      inTransaction((tx) =>
        completeIfMet(tx, cadet.id, [lessons.plain, lessons.checks], { now: new Date() }),
      );
    expect(await complete()).toEqual([]);
    await attempt(cadet.id, 1, false);
    expect(await complete()).toEqual([]);
    await attempt(cadet.id, 2, true);
    expect((await complete()).sort()).toEqual([lessons.checks, lessons.plain].sort());
    expect(await complete()).toEqual([]);
    expect(await completionsOf(cadet.id)).toHaveLength(2);
  });

  test('not by an optional check, nor for someone else', async () => {
    const { cadet, open, send } = await newCadet();
    const other = await newCadet();
    const { course, lessons } = made;
    await open(course, lessons.free);
    await other.open(course, lessons.free);
    await other.send(course, lessons.free, answer('free-check', 'free-check-a'));
    await send(course, lessons.free, finish);
    expect(await completionsOf(cadet.id)).toEqual([]);
    expect(await completionsOf(other.cadet.id)).toEqual([]);
  });
});

describe('a completion', () => {
  test('is written once, however many requests meet the rule at the same time', async () => {
    const { cadet, open, send, report } = await newCadet();
    const { course, lessons } = made;
    await open(course, lessons.free);
    await Promise.all([
      ...['a', 'b', 'c'].map((letter) =>
        send(course, lessons.free, answer('free-check', `free-check-${letter}`)),
      ),
      ...[1, 2, 3].map(() => report(toReport(course, lessons.free, { reachedEnd: 'true' }))),
      ...[1, 2].map(() => send(course, lessons.free, finish)),
    ]);
    expect(await completionsOf(cadet.id)).toHaveLength(1);
    expect(await auditOf(cadet.id)).toHaveLength(1);
  });

  test('stays when the lesson changes, at the revision that was read, and the page says so', async () => {
    const own = await publishLearningCourse();
    const { cadet, open, send } = await newCadet(own);
    const { course, lessons } = own;
    await open(course, lessons.checks);
    await send(course, lessons.checks, answer('voice-check', 'voice-check-b'));
    await send(course, lessons.checks, finish);
    const read = await db.contentItem.findUnique({ where: { contentId: lessons.checks } });
    const changed = await own.changeChecks();
    await own.attempt(cadet.id, 1, true);
    // The new revision was never opened: the completion names the one that was.
    await inTransaction((tx) => completeIfMet(tx, cadet.id, [lessons.checks], { now: new Date() }));
    const [completion] = await completionsOf(cadet.id);
    expect(completion?.revisionId).toBe(read?.revisionId);
    expect(await open(course, lessons.checks)).toMatchObject({
      state: 'done',
      completion: { changedSince: true },
    });
    await send(course, lessons.checks, answer('voice-check', 'voice-check-a'));
    expect(await completionsOf(cadet.id)).toHaveLength(1);
    const progress = await db.lessonProgress.findFirst({ where: { userId: cadet.id } });
    expect(progress?.revisionId).toBe(changed.id);
  });

  test('comes with the next visit when the rule has become easier', async () => {
    const own = await publishLearningCourse();
    const { cadet, open, send } = await newCadet(own);
    const { course, lessons } = own;
    await open(course, lessons.free);
    await send(course, lessons.free, finish);
    await own.dropFreeCheck();
    expect(await open(course, lessons.free)).toMatchObject({ state: 'done' });
    expect(await completionsOf(cadet.id)).toHaveLength(1);
  });

  test('that was voided comes back with another reading to the end, as a record of its own', async () => {
    const { cadet, open, send } = await newCadet();
    const { course, lessons, cohort } = made;
    await open(course, lessons.free);
    await send(course, lessons.free, answer('free-check', 'free-check-a'));
    await send(course, lessons.free, finish);
    const [first] = await completionsOf(cadet.id);
    const { id, name, email } = await createUser({ roles: ['instructor'] });
    await db.cohortInstructor.create({ data: { cohortId: cohort.id, userId: id } });
    const takeBack = (completionId: string, reason: string) =>
      voidCompletion(
        { actor: { id, name, email, roles: ['instructor'] } },
        { cohortId: cohort.id, userId: cadet.id, completionId },
        reason,
      );
    await takeBack(first?.id ?? '', 'Taken by a friend.');
    // Neither opening it nor answering again is reading it again.
    await send(course, lessons.free, answer('free-check', 'free-check-b'));
    expect(await open(course, lessons.free)).toMatchObject({
      state: 'under-way',
      completion: null,
      voidReason: 'Taken by a friend.',
    });
    expect(await completionsOf(cadet.id)).toHaveLength(1);
    await send(course, lessons.free, finish);
    expect(await open(course, lessons.free)).toMatchObject({ state: 'done' });
    const rows = await completionsOf(cadet.id);
    expect(rows.map(({ sequence, voidReason }) => [sequence, voidReason])).toEqual([
      [1, 'Taken by a friend.'],
      [2, null],
    ]);
    // Of two voids the last one is told.
    await takeBack(rows[1]?.id ?? '', 'At two desks at once.');
    expect(await open(course, lessons.free)).toMatchObject({
      completion: null,
      voidReason: 'At two desks at once.',
    });
  });
});
