import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { refusalWords } from '#app/features/assessment/attempts/refusal-rules.ts';
import { saveProgress } from '#app/features/learning/lessons/reading-mutations.server.ts';
import { listStandings } from '#app/features/records/completions/queries.server.ts';
import { toItem, toKey } from '#tests/factories/shapes.ts';
import { readLessons } from '#tests/support/quiz-course.ts';
import { allRightValues, createTaker, plus, setUpTaker } from '#tests/support/quiz-taker.ts';

const hour = 60;
const wrong = { voice: ['voice-b'] };

type Taker = Awaited<ReturnType<typeof setUpTaker>>;

/** What the quiz page says is in the way, in words. */
async function refusal(taker: Taker, minutes: number): Promise<string | undefined> {
  const { allowance, remediation, timeZone } = await taker.overview(minutes);
  const lessons = remediation.map(({ title }) => title);
  const words = refusalWords(allowance, { lessons, timeZone, now: plus(minutes) });
  return words ? `${words.title}: ${words.text}` : undefined;
}

const attemptsOf = ({ user }: Taker) => db.attempt.count({ where: { userId: user.id } });

describe('the waiting time', () => {
  test('runs from the end of the last attempt; the refusal says until when, and nothing is started', async () => {
    const taker = await setUpTaker({ policy: { waitHours: 12, attempts: 3 } });
    await taker.take(wrong, 0);
    expect(await taker.start(12 * hour - 1)).toEqual({ kind: 'waiting' });
    expect(await attemptsOf(taker)).toBe(1);
    // Minute 0 is 12:00 in Halifax.
    expect(await refusal(taker, 12 * hour - 1)).toBe(
      'Before your next attempt: You can start again from Wed 13 May, 00:00, Halifax time.',
    );
    expect(await taker.start(12 * hour)).toMatchObject({ kind: 'open' });
  });

  test('does not count a voided attempt', async () => {
    const taker = await setUpTaker({ policy: { waitHours: 12 } });
    const attempt = await taker.take(wrong, 0);
    await db.attempt.update({ where: { id: attempt }, data: { status: 'voided' } });
    expect(await taker.start(1)).toMatchObject({ kind: 'open' });
  });

  test('holds for ten requests at once', async () => {
    const taker = await setUpTaker({ policy: { waitHours: 1 } });
    await taker.take(wrong, 0);
    const answers = await Promise.all(Array.from({ length: 10 }, () => taker.start(30)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ kind: 'waiting' })));
  });
});

describe('the remediation lessons', () => {
  test('are to be read to the end again after the failed attempt; reading before it does not count', async () => {
    const taker = await setUpTaker({ remediation: [0, 1] });
    const [first = '', second = ''] = taker.quiz.lessons;
    await taker.read(first, -60);
    expect(await taker.start(0)).toMatchObject({ kind: 'open' });
    const { attempts } = await taker.overview(0);
    await taker.submit(attempts[0]?.id ?? '', 1);
    expect(await taker.start(2)).toEqual({ kind: 'remediation' });
    expect(await refusal(taker, 2)).toBe(
      `Before your next attempt: Read “Lesson ${first}” and “Lesson ${second}” to the end again.`,
    );
    await taker.read(first, 3);
    expect((await taker.overview(4)).remediation.map(({ id }) => id)).toEqual([second]);
    expect(await taker.start(4)).toEqual({ kind: 'remediation' });
    await taker.read(second, 5);
    expect(await taker.start(6)).toMatchObject({ kind: 'open' });
  });

  test('are asked for again after each failed attempt, together with the waiting time', async () => {
    const taker = await setUpTaker({ remediation: [0], policy: { waitHours: 1, attempts: 5 } });
    const [lesson = ''] = taker.quiz.lessons;
    await taker.take(wrong, 0);
    await taker.read(lesson, 10);
    expect(await taker.start(20)).toEqual({ kind: 'waiting' });
    await taker.take(wrong, 60);
    expect(await refusal(taker, 61)).toBe(
      `Before your next attempt: Read “Lesson ${lesson}” to the end again. You can start again from Tue 12 May, 14:00, Halifax time.`,
    );
  });

  test('are read again once the reader saw the end in a later visit; that it was reached before says nothing', async () => {
    const taker = await setUpTaker({ remediation: [0] });
    const [lesson = ''] = taker.quiz.lessons;
    const report = (minutes: number, given: { reachedEnd: boolean; endSeen?: boolean }) =>
      saveProgress(taker.at(minutes), {
        intent: 'save-progress',
        course: taker.quiz.course,
        lesson,
        block: 0,
        lastBlock: 0,
        seconds: 10,
        ...given,
      });
    await report(-30, { reachedEnd: true });
    await taker.take(wrong, 0);
    await report(5, { reachedEnd: true });
    await report(6, { reachedEnd: true, endSeen: false });
    expect(await taker.start(7)).toEqual({ kind: 'remediation' });
    await report(8, { reachedEnd: true, endSeen: true });
    expect(await taker.start(9)).toMatchObject({ kind: 'open' });
  });

  test('opening a lesson that was read long ago is not reading it again', async () => {
    const taker = await setUpTaker({ remediation: [0] });
    await readLessons(taker.quiz, taker.user.id);
    await db.lessonProgress.updateMany({
      where: { userId: taker.user.id },
      data: { lastEndAt: plus(-60) },
    });
    await taker.take(wrong, 0);
    const [lesson = ''] = taker.quiz.lessons;
    await db.lessonProgress.updateMany({
      where: { userId: taker.user.id, lessonId: lesson },
      data: { lastViewedAt: plus(5) },
    });
    expect(await taker.start(10)).toEqual({ kind: 'remediation' });
  });
});

describe('the cap over a course', () => {
  test('counts failed attempts over all quizzes of the course, then an instructor decides', async () => {
    const taker = await setUpTaker({ failedAttempts: 2, policy: { attempts: null } });
    await taker.take(wrong, 0);
    const first = await taker.take(wrong, 1);
    expect(await taker.start(2)).toEqual({ kind: 'course-cap' });
    expect(await refusal(taker, 2)).toMatch(/2 failed attempts .* Talk to your instructor/);
    expect((await taker.overview(2)).allowance.courseCap).toEqual({ used: 2, allowed: 2 });
    await db.attempt.update({ where: { id: first }, data: { status: 'voided' } });
    expect(await taker.start(3)).toMatchObject({ kind: 'open' });
  });

  test('counts neither passes nor what an instructor has still to read', async () => {
    const text = toItem({ id: 'say', type: 'text' });
    const taker = await setUpTaker({
      failedAttempts: 1,
      items: [text],
      key: toKey({ say: { patterns: ['listen'] } }),
      policy: { attempts: null },
    });
    const attempt = await taker.take({ say: ['hear them out'] }, 0);
    expect(await taker.gradings(attempt)).toMatchObject([{ passed: false, pending: 1, points: 0 }]);
    expect((await taker.overview(1)).allowance).toMatchObject({
      start: 'may-start',
      courseCap: { used: 0, allowed: 1 },
    });
    await db.grading.create({
      data: {
        id: `manual-${attempt}`,
        attemptId: attempt,
        sequence: 2,
        kind: 'manual',
        points: 0,
        maxPoints: 1,
        score: 0,
        passed: false,
        detailJson: '{}',
        pending: 0,
        revisionId: taker.quiz.quizRevision.id,
        gradedAt: plus(1),
      },
    });
    expect((await taker.overview(2)).allowance.start).toBe('course-cap');
    const passing = await setUpTaker({ failedAttempts: 2 });
    await passing.take(wrong, 0);
    await passing.take(allRightValues, 1);
    expect((await passing.overview(2)).allowance.courseCap).toEqual({ used: 1, allowed: 2 });
  });
});

describe('attempts', () => {
  test('that are used up send the cadet to the instructor; nothing else happens', async () => {
    const taker = await setUpTaker({ policy: { attempts: 1 } });
    await taker.take(wrong, 0);
    expect(await taker.start(1)).toEqual({ kind: 'used-up' });
    expect(await refusal(taker, 1)).toMatch(/Talk to your instructor .*Nothing happens by itself/);
    const enrollment = await db.enrollment.findFirstOrThrow({ where: { userId: taker.user.id } });
    expect(enrollment.withdrawnAt).toBeNull();
    const user = await db.user.findUniqueOrThrow({ where: { id: taker.user.id } });
    expect(user.disabledAt).toBeNull();
  });
});

describe('the due date', () => {
  // The due day ends at 03:00 UTC in Halifax (UTC-3), 12 hours after noon of the test.
  const dates = { dueOn: '2026-05-12', timeZone: 'America/Halifax' };

  test('closes a quiz whose policy says so, and with it an open attempt', async () => {
    const taker = await setUpTaker({ dates, policy: { afterDue: 'closed' } });
    const attempt = await taker.begin(11 * hour);
    expect((await taker.row(attempt)).deadlineAt).toEqual(plus(12 * hour));
    expect(await taker.open(attempt, 11 * hour)).toMatchObject({
      time: { closesAtDue: true, limitMinutes: null, remainingMs: hour * 60_000 },
    });
    await taker.save(attempt, allRightValues, 11.5 * hour, 1);
    const late = await taker.save(attempt, wrong, 12 * hour + 1, 60 * 60 * 10 + 100);
    expect(late).toMatchObject({ kind: 'closed', closedBy: 'deadline', late: 1 });
    expect(await taker.row(attempt)).toMatchObject({
      status: 'expired',
      submittedAt: plus(12 * hour),
    });
    expect(await taker.gradings(attempt)).toMatchObject([{ passed: true, points: 4 }]);
    const other = await createTaker(taker.quiz);
    expect(await other.start(12 * hour)).toEqual({ kind: 'closed' });
    expect(await attemptsOf({ ...taker, ...other })).toBe(0);
  });

  test('closes nothing where the policy does not, or where there is none', async () => {
    const open = await setUpTaker({ dates });
    expect(await open.start(13 * hour)).toMatchObject({ kind: 'open' });
    const undated = await setUpTaker({ policy: { afterDue: 'closed' } });
    const attempt = await undated.begin(13 * hour);
    expect((await undated.row(attempt)).deadlineAt).toBeNull();
  });

  test("is that of the assignment's zone: changing the zone moves it for the attempts that follow", async () => {
    const taker = await setUpTaker({ dates, policy: { afterDue: 'closed', attempts: null } });
    const before = await taker.take(wrong, 0);
    await db.assignment.updateMany({
      where: { cohortId: taker.quiz.cohort.id },
      data: { timeZone: 'Europe/London' },
    });
    const after = await taker.begin(1);
    expect((await taker.row(before)).deadlineAt).toEqual(plus(12 * hour));
    // The end of 12 May in London (UTC+1).
    expect((await taker.row(after)).deadlineAt).toEqual(plus(8 * hour));
  });

  test('with the course in two cohorts is the later one', async () => {
    const taker = await setUpTaker({ dates, policy: { afterDue: 'closed' } });
    const { quiz, user } = taker;
    const cohort = await db.cohort.create({
      data: {
        id: `later-${quiz.cohort.id}`,
        name: `Later ${quiz.cohort.name}`,
        timeZone: 'America/Halifax',
        startsOn: '2026-01-05',
        assignments: {
          create: {
            id: `a-${quiz.cohort.id}`,
            courseId: quiz.course,
            dueOn: '2026-05-13',
            timeZone: 'America/Halifax',
          },
        },
      },
    });
    await db.enrollment.create({
      data: { id: `e-${user.id}`, cohortId: cohort.id, userId: user.id },
    });
    expect(await taker.start(13 * hour)).toMatchObject({ kind: 'open' });
  });

  test('opens what the policy releases after it, and without one a pass does', async () => {
    const policy = { feedback: 'after-due', correctOptions: 'after-due' } as const;
    const dated = await setUpTaker({ dates, policy });
    const attempt = await dated.take(wrong, 0);
    const told = async (minutes: number) => (await dated.result(attempt, minutes)).release;
    expect(await told(12 * hour - 1)).toEqual({ feedback: false, correctOptions: false });
    expect(await told(12 * hour)).toEqual({ feedback: true, correctOptions: true });
    expect((await dated.result(attempt, 0)).due).toEqual(plus(12 * hour));
    const undated = await setUpTaker({ policy });
    const failed = await undated.take(wrong, 0);
    expect((await undated.result(failed, 1)).release.feedback).toBe(false);
    await undated.take(allRightValues, 2);
    expect((await undated.result(failed, 3)).release.feedback).toBe(true);
  });
});

describe('practice', () => {
  test('has no end, completes nothing, and is no condition of anything', async () => {
    const taker = await setUpTaker({
      failedAttempts: 1,
      remediation: [0],
      policy: { practice: true, attempts: 1, waitHours: 24 },
    });
    await readLessons(taker.quiz, taker.user.id);
    for (let n = 0; n < 3; n += 1) await taker.take(wrong, n);
    const passed = await taker.take(allRightValues, 5);
    expect(await taker.gradings(passed)).toMatchObject([{ passed: true }]);
    expect(await taker.start(6)).toMatchObject({ kind: 'open' });
    expect(await db.completion.count({ where: { userId: taker.user.id } })).toBe(0);
    const { allowance, quiz } = await taker.overview(7);
    expect(allowance).toMatchObject({ practice: true, left: null, courseCap: null });
    expect(quiz.policy.practice).toBe(true);
    // The module asks for its quiz, but not for practice: reading to the end is enough.
    const [lesson = ''] = taker.quiz.lessons;
    await taker.read(lesson, 8);
    expect((await listStandings(taker.actor)).get(lesson)?.done).toBe(true);
  });
});
