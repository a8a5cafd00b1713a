import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import type { LessonView } from '#app/features/learning/lessons/lesson-queries.server.ts';
import {
  type ProgressResult,
  saveProgress,
} from '#app/features/learning/lessons/reading-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { loader as homeLoader } from '#app/routes/learn._index.tsx';
import { loader as courseLoader } from '#app/routes/learn.$course._index.tsx';
import { createUser, enroll } from '#tests/factories/people.ts';
import { createLearner, toReport } from '#tests/support/learner.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';
import { toStatus } from '#tests/support/quiz-browser.ts';
import { listStatements } from '#tests/support/statements.ts';

let made: LearningCourse;
let course: string;
let lesson: string;

beforeAll(async () => {
  made = await publishLearningCourse({ dates: { dueOn: '2026-11-25' } });
  course = made.course;
  lesson = made.lessons.checks;
});

// Only the date: timers drive the database's connections.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T15:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

async function newCadet() {
  const cadet = await createUser();
  await enroll(made.cohort.id, cadet.id);
  const learner = await createLearner(cadet.id);
  const beat = async (given: Record<string, string>, of = lesson) => {
    const sent = await learner.report(toReport(course, of, given));
    return (await (sent as Response).json()) as ProgressResult;
  };
  const progress = (of = lesson) =>
    db.lessonProgress.findFirst({ where: { userId: cadet.id, lessonId: of } });
  return { ...learner, cadet, beat, progress };
}

describe('opening a lesson', () => {
  test('is recorded, at most once a minute', async () => {
    const { open, progress } = await newCadet();
    const first = Date.now();
    await open(course, lesson);
    wait(59);
    await open(course, lesson);
    expect(await progress()).toMatchObject({
      firstViewedAt: new Date(first),
      lastViewedAt: new Date(first),
      block: 0,
      lastBlock: 0,
      reachedEnd: false,
      activeSeconds: 0,
    });
    wait(2);
    await open(course, lesson);
    expect(await progress()).toMatchObject({
      firstViewedAt: new Date(first),
      lastViewedAt: new Date(first + 61_000),
    });
  });

  test('costs at most four statements when it was open just now', async () => {
    const { open } = await newCadet();
    await open(course, lesson);
    const texts = await listStatements(() => open(course, lesson));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.length).toBeLessThanOrEqual(4);
    expect(texts.filter((text) => !/^\s*SELECT/.test(text))).toEqual([]);
  });
});

describe('active time', () => {
  test('counts what is claimed, up to a minute a report and the time that went by', async () => {
    const { open, beat } = await newCadet();
    await open(course, lesson);
    wait(20);
    expect(await beat({ seconds: '20' })).toMatchObject({ activeSeconds: 20 });
    wait(20);
    expect(await beat({ seconds: '3600' })).toMatchObject({ activeSeconds: 40 });
    wait(3600);
    expect(await beat({ seconds: '3600' })).toMatchObject({ activeSeconds: 100 });
    wait(20);
    expect(await beat({ seconds: '5' })).toMatchObject({ activeSeconds: 105 });
    expect(await beat({ seconds: '60' })).toMatchObject({ activeSeconds: 105 });
  });

  test('is not doubled by two tabs', async () => {
    const { open, beat, progress } = await newCadet();
    await open(course, lesson);
    wait(30);
    await Promise.all(Array.from({ length: 5 }, () => beat({ seconds: '30' })));
    expect((await progress())?.activeSeconds).toBe(30);
  });

  test('starts at nothing when a report comes before any visit', async () => {
    const { beat } = await newCadet();
    expect(await beat({ seconds: '60' })).toMatchObject({ activeSeconds: 0 });
  });

  test('is in the completion', async () => {
    const { open, beat, send, cadet } = await newCadet();
    const { free } = made.lessons;
    await open(course, free);
    wait(45);
    await beat({ seconds: '45', reachedEnd: 'true' }, free);
    const check = { intent: 'answer-check', check: 'free-check', option: 'free-check-a' };
    await send(course, free, check);
    const completion = await db.completion.findFirst({ where: { userId: cadet.id } });
    expect(completion).toMatchObject({ minutes: 40, activeSeconds: 45, completedAt: new Date() });
  });

  test('without a script is what went by since the lesson was opened, up to its minutes', async () => {
    const { open, send, progress } = await newCadet();
    const finish = { intent: 'finish-reading' };
    await open(course, lesson);
    wait(600);
    // The button alone, where a script measures, claims nothing.
    await send(course, lesson, finish);
    expect((await progress())?.activeSeconds).toBe(0);
    wait(300);
    await send(course, lesson, { ...finish, unscripted: 'true' });
    expect((await progress())?.activeSeconds).toBe(300);
    wait(86_400);
    await send(course, lesson, { ...finish, unscripted: 'true' });
    expect((await progress())?.activeSeconds).toBe(300 + 40 * 60);
  });

  test('and place are refused when they make no sense', async () => {
    const { report, progress } = await newCadet();
    const bad: Record<string, string>[] = [
      { seconds: '-5' },
      { seconds: 'long' },
      { block: '-1' },
      { lastBlock: '1.5' },
      { reachedEnd: 'perhaps' },
      { course: '../x' },
    ];
    for (const given of bad) {
      expect(toStatus(await report(toReport(course, lesson, given)))).toBe('400');
    }
    expect(await progress()).toBeNull();
  });
});

describe('the place in a lesson', () => {
  test('moves forward, remembers where the reader stopped, and stays within the lesson', async () => {
    const { open, beat, progress } = await newCadet();
    await open(course, lesson);
    await beat({ block: '4', lastBlock: '4' });
    await beat({ block: '1', lastBlock: '1' });
    expect(await progress()).toMatchObject({ block: 4, lastBlock: 1 });
    await beat({ block: '99999', lastBlock: '99999', reachedEnd: 'true' });
    await beat({ reachedEnd: 'false' });
    expect(await progress()).toMatchObject({ block: 5, lastBlock: 0, reachedEnd: true });
  });

  test('is where the cadet is sent back to', async () => {
    const { open, beat, toArgs } = await newCadet();
    const home = () => homeLoader(toArgs(paths.learn(), {}));
    expect((await home()).next).toMatchObject({ target: { id: lesson, begun: false } });
    await open(course, lesson);
    await beat({ block: '4', lastBlock: '4' });
    expect((await home()).next).toMatchObject({
      courseId: course,
      target: { id: lesson, begun: true, anchor: 'reflect-own-habit', section: 'Voice' },
    });
    await open(course, made.lessons.plain);
    await beat({ block: '1', lastBlock: '1' }, made.lessons.plain);
    wait(90);
    await open(course, made.lessons.plain);
    expect((await home()).next).toMatchObject({
      target: { id: made.lessons.plain, anchor: 'block-1', section: 'Respect' },
    });
  });
});

describe('the course page', () => {
  test('says how each lesson stands and what is left', async () => {
    const { open, send, toArgs, cadet } = await newCadet();
    const view = () => courseLoader(toArgs(paths.course(course), { course }));
    const states = async () => (await view()).lessons.map(({ state }) => state);
    expect(await states()).toEqual(['open', 'open', 'open']);
    await open(course, lesson);
    expect(await states()).toEqual(['under-way', 'open', 'open']);
    await send(course, lesson, { intent: 'finish-reading' });
    const { lessons, minutes, next } = await view();
    expect(lessons[0]).toMatchObject({
      state: 'waiting',
      open: ['Answer the check.', 'Pass “Quiz of module 1”.'],
    });
    expect(minutes).toEqual({ done: 0, total: 120 });
    expect(next).toMatchObject({ kind: 'lesson', id: lesson });
    const check = { intent: 'answer-check', check: 'voice-check', option: 'voice-check-c' };
    await send(course, lesson, check);
    await open(course, made.lessons.plain);
    await send(course, made.lessons.plain, { intent: 'finish-reading' });
    expect((await view()).next).toMatchObject({ kind: 'quiz', moduleId: made.modules[0] });
    await made.attempt(cadet.id, 1, true);
    await open(course, lesson);
    await open(course, made.lessons.plain);
    const done = await view();
    expect(done.minutes).toEqual({ done: 80, total: 120 });
    expect(done.modules[0]?.quiz?.result).toMatchObject({ passed: true, bestScore: 1 });
    expect(done.next).toMatchObject({ kind: 'lesson', id: made.lessons.free });
    vi.setSystemTime(new Date('2026-11-26T04:00:00Z'));
    expect(await states()).toEqual(['done', 'done', 'overdue']);
  });

  test('shows the same states on the lesson page', async () => {
    const { open } = await newCadet();
    const view = (await open(course, lesson)) as LessonView;
    expect(view.verdict.lines.map(({ met, rule }) => ({ met, rule }))).toEqual([
      { met: false, rule: 'reached-end' },
      { met: false, rule: 'checks-answered' },
      { met: false, rule: 'quiz-passed' },
    ]);
  });
});

test('a report for someone who is not enrolled changes nothing', async () => {
  const stranger = await createUser();
  const actor = { id: stranger.id, name: '', email: '', roles: ['cadet'] as const };
  const report = { intent: 'save-progress' as const, course, lesson };
  const sent = saveProgress(
    { actor },
    { ...report, block: 0, lastBlock: 0, reachedEnd: true, seconds: 9 },
  );
  await expect(sent).rejects.toMatchObject({ status: 404 });
  expect(await db.lessonProgress.count({ where: { userId: stranger.id } })).toBe(0);
});
