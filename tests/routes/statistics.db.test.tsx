import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#app/auth/permissions.ts';
import { db, inTransaction, newId } from '#app/db/client.server.ts';
import { getQuizReport } from '#app/features/assessment/statistics/statistics-queries.server.ts';
import { StatisticsView } from '#app/features/assessment/statistics/statistics-view.tsx';
import {
  forgetTallies,
  tallyAttempts,
  tallyRevision,
} from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { createUser } from '#tests/factories/people.ts';
import { publishQuizCourse, type QuizCourse, rightAnswers } from '#tests/support/quiz-course.ts';

/** Item statistics as an instructor meets them, from none to many attempts, on the real database. */

async function createInstructor(course: QuizCourse): Promise<Actor> {
  const user = await createUser({ roles: ['instructor'] });
  await db.cohortInstructor.create({ data: { cohortId: course.cohort.id, userId: user.id } });
  return { ...user, roles: ['instructor'] };
}

/** A finished attempt: each item right or wrong as the pattern says ('1101'), by a cadet of its own. */
async function finish(
  course: QuizCourse,
  pattern: string,
  given: { number?: number; pending?: number; status?: string } = {},
) {
  const { number = 1, pending = 0, status = 'submitted' } = given;
  const cadet = await createUser();
  const ids = Object.keys(rightAnswers);
  const detail = Object.fromEntries(
    ids.map((id, index) => {
      const right = pattern[index] === '1';
      const chosen = right ? (rightAnswers[id] ?? []) : [`${id}-${id === 'voice' ? 'b' : 'a'}`];
      return [id, { points: right ? 1 : 0, outcome: right ? 'right' : 'wrong', chosen }];
    }),
  );
  const points = [...pattern].filter((mark) => mark === '1').length;
  const attempt = await db.attempt.create({
    data: {
      id: newId(),
      userId: cadet.id,
      quizId: course.quiz,
      revisionId: course.quizRevision.id,
      number,
      seed: 1,
      status,
      startedAt: new Date(),
      submittedAt: new Date(),
      gradings: {
        create: {
          id: newId(),
          sequence: 1,
          kind: 'original',
          revisionId: course.quizRevision.id,
          points,
          maxPoints: 4,
          score: points / 4,
          passed: points >= 3,
          pending,
          detailJson: JSON.stringify(detail),
          gradedAt: new Date(),
        },
      },
      responses: {
        create: ids.map((itemId) => ({
          itemId,
          valueJson: JSON.stringify(detail[itemId]?.chosen),
          seq: 1,
          savedAt: new Date(),
          spentMs: 20_000,
        })),
      },
    },
  });
  return attempt.id;
}

// Who does well elsewhere gets `respect` wrong: its key is wrong.
const patterns = ['1110', '1110', '1100', '0101', '0001', '1010', '0001', '1110'];

async function finishMany(course: QuizCourse, count: number) {
  for (let index = 0; index < count; index += 1)
    await finish(course, patterns[index % patterns.length] ?? '');
}

const render = (report: Awaited<ReturnType<typeof getQuizReport>>) =>
  renderToStaticMarkup(<StatisticsView report={report} timeZone="UTC" />);

describe('item statistics', () => {
  test('no attempts, 9 attempts: a sentence and no figure', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    expect(render(await getQuizReport(instructor, course.quiz, null))).toContain(
      'No first attempts yet',
    );
    await finishMany(course, 9);
    expect(await tallyRevision(course.quizRevision.id)).toBe(9);
    const report = await getQuizReport(instructor, course.quiz, null);
    expect(report).toMatchObject({ attempts: 9, waiting: 0, items: [], reliability: null });
    expect([report.meanScore, report.histogram]).toEqual([null, null]);
    const page = render(report);
    expect(page).toContain('9 of 10 first attempts so far');
    expect(page).not.toContain('svg');
  });

  test('from 10 attempts on: the scores with the pass line, and each item in grey without a flag', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    await finishMany(course, 12);
    await tallyAttempts();
    const report = await getQuizReport(instructor, course.quiz, null);
    expect(report.histogram).toEqual({
      bars: [0, 0, 2, 0, 0, 5, 0, 5, 0, 0],
      passMark: 75,
      reached: 5,
      attempts: 12,
    });
    expect(report.reliability).toBeNull();
    expect(report.items.flatMap(({ flags }) => flags)).toEqual([]);
    const page = render(report);
    expect(page).toContain('50% to under 60%: 5; 70% to under 80%: 5. 5 of 12 reached');
    expect(page).toContain('Pass mark 75%');
    expect(page).toContain('No item has 30 first attempts yet');
    expect(page).toContain('too early: 12 of 30 attempts');
    expect(page.match(/marked-bar-muted/g)?.length).toBeGreaterThanOrEqual(4);
    expect(page).not.toMatch(/marked-bar-(accent|problem)/);
    // What single options were chosen by waits, too.
    expect(page).not.toContain('Option b of greeting');
  });

  test('40 attempts: the wrong key is named first, and every number is in the table', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    await finishMany(course, 40);
    await tallyAttempts();
    const report = await getQuizReport(instructor, course.quiz, null);
    expect(report.attempts).toBe(40);
    const respect = report.items.find(({ id }) => id === 'respect');
    expect(respect?.n).toBe(40);
    expect(respect?.difficulty).toBeCloseTo(3 / 8, 12);
    expect(respect?.discrimination).toBeLessThan(0);
    expect(respect?.typicalMs).toBeCloseTo(20_000, 3);
    expect(respect?.flags.map(({ kind }) => kind)).toContain('wrong-key');
    const greeting = report.items.find(({ id }) => id === 'greeting');
    expect(greeting?.options.find(({ id }) => id === 'greeting-b')).toMatchObject({
      correct: true,
      n: 25,
    });
    const page = render(report);
    expect(page).toContain('Check the key of item 4 first');
    // The bar of its correlation alone is in the color of problems.
    expect(page.match(/marked-bar-problem/g)).toHaveLength(1);
  });

  test('an item that fewer than 30 have met is grey, and one that fewer than 10 have met not shown, whatever the quiz has', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    await finishMany(course, 32);
    await tallyAttempts();
    const tally = await db.quizTally.findUniqueOrThrow({
      where: { revisionId: course.quizRevision.id },
    });
    const sums = JSON.parse(tally.sumsJson);
    sums.items.voice.n = 29;
    sums.items.respect.n = 9;
    await db.quizTally.update({
      where: { revisionId: course.quizRevision.id },
      data: { sumsJson: JSON.stringify(sums) },
    });
    const page = render(await getQuizReport(instructor, course.quiz, null));
    expect(page).toContain('2 of 4 items cannot be judged yet');
    expect(page).toContain('not shown, by item: 4 (9)');
    expect(page).toContain('too early: 29 of 30 attempts');
    expect(page).not.toContain('too early: 9 of 30 attempts');
    expect(page).not.toContain('Option b of voice');
    expect(page).toContain('Option b of greeting');
  });

  test('what somebody typed is not counted by its words', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    const id = await finish(course, '1111');
    const grading = await db.grading.findFirstOrThrow({ where: { attemptId: id } });
    const detail = JSON.parse(grading.detailJson);
    detail.voice.chosen = ['constructor', 'no such option'];
    await db.grading.update({
      where: { id: grading.id },
      data: { detailJson: JSON.stringify(detail) },
    });
    await tallyAttempts();
    const { sumsJson } = await db.quizTally.findUniqueOrThrow({
      where: { revisionId: course.quizRevision.id },
    });
    expect(JSON.parse(sumsJson).items.voice.chosen).toEqual({});
    expect(await getQuizReport(instructor, course.quiz, null)).toMatchObject({ attempts: 1 });
  });

  test('each attempt is counted once, later, voided, open and unread ones not', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    await finish(course, '1111');
    await finish(course, '1111', { number: 2 });
    await finish(course, '1111', { status: 'voided' });
    await finish(course, '1111', { status: 'open' });
    await finish(course, '1111', { status: 'expired' });
    await finish(course, '1111', { pending: 1 });
    await Promise.all([tallyAttempts(), tallyAttempts(), tallyRevision(course.quizRevision.id)]);
    const report = await getQuizReport(instructor, course.quiz, null);
    expect(report).toMatchObject({ attempts: 2, waiting: 1 });
  });

  test('a forgotten tally is made anew from the newest gradings', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    const first = await finish(course, '1110');
    await finish(course, '1110');
    await tallyAttempts();
    const before = await db.quizTally.findUniqueOrThrow({
      where: { revisionId: course.quizRevision.id },
    });
    await inTransaction(async (tx) => {
      await tx.attempt.update({ where: { id: first }, data: { status: 'voided' } });
      await forgetTallies(tx, [first]);
    });
    expect(await getQuizReport(instructor, course.quiz, null)).toMatchObject({
      attempts: 0,
      waiting: 1,
    });
    await tallyAttempts();
    const after = await db.quizTally.findUniqueOrThrow({
      where: { revisionId: course.quizRevision.id },
    });
    expect([before.attempts, after.attempts]).toEqual([2, 1]);
  });

  test('only for those who teach the course; hidden while one answers the quiz oneself', async () => {
    const course = await publishQuizCourse();
    const instructor = await createInstructor(course);
    const stranger = await createInstructor(await publishQuizCourse());
    const admin = await createUser({ roles: ['admin'] });
    await expect(getQuizReport(stranger, course.quiz, null)).rejects.toMatchObject({ status: 404 });
    await expect(getQuizReport(instructor, course.quiz, 'none')).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      getQuizReport({ ...admin, roles: ['admin'] }, course.quiz, null),
    ).resolves.toMatchObject({ attempts: 0 });
    expect(await takesQuiz(instructor, course.quiz)).toBe(false);
    await db.attempt.create({
      data: {
        id: newId(),
        userId: instructor.id,
        quizId: course.quiz,
        number: 1,
        seed: 1,
        revisionId: course.quizRevision.id,
        status: 'open',
        startedAt: new Date(),
      },
    });
    expect(await takesQuiz(instructor, course.quiz)).toBe(true);
  });

  test('closed to a cadet of the course until they have passed', async () => {
    const course = await publishQuizCourse();
    const { cadet } = course;
    expect(await takesQuiz(cadet, course.quiz)).toBe(true);
    const passed = await finish(course, '1111');
    await db.attempt.update({ where: { id: passed }, data: { userId: cadet.id } });
    expect(await takesQuiz(cadet, course.quiz)).toBe(false);
    await db.attempt.update({ where: { id: passed }, data: { status: 'voided' } });
    expect(await takesQuiz(cadet, course.quiz)).toBe(true);
  });
});
