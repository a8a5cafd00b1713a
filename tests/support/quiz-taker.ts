import type { Actor } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import {
  startAttempt,
  submitAttempt,
} from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import {
  openAttempt,
  openQuiz,
  openResult,
} from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import {
  saveForm,
  saveResponses,
} from '#app/features/assessment/attempts/response-mutations.server.ts';
import { finishReading } from '#app/features/learning/lessons/reading-mutations.server.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { publishQuizCourse, type QuizCourse, rightAnswers } from './quiz-course.ts';

/** The instant from which the minutes of a test are counted: no day of any change of clocks, no midnight. */
export const noon = new Date('2026-05-12T15:00:00Z');

/** So many minutes after `noon`. */
export const plus = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

type Given = Record<string, readonly string[]>;

/** A cadet who takes a quiz at given minutes after `noon`, without pages in between. */
export async function createTaker(quiz: QuizCourse) {
  const user = await createUser();
  await enroll(quiz.cohort.id, user.id);
  const actor: Actor = { id: user.id, name: user.name, email: user.email, roles: ['cadet'] };
  const at = (minutes: number) => ({ actor, now: plus(minutes) });
  const start = (minutes: number) => startAttempt(at(minutes), quiz.course, quiz.module);
  const begin = async (minutes: number) => {
    const started = await start(minutes);
    if (started.kind !== 'open') throw new Error(`No attempt was started: ${started.kind}`);
    return started.attemptId;
  };
  /** Saves as the page's script does. `seq`: tenths of a second after the attempt began. */
  const save = (attempt: string, answers: Given, minutes: number, seq: number) =>
    saveResponses(
      at(minutes),
      attempt,
      Object.entries(answers).map(([itemId, value]) => ({ itemId, value: [...value], seq })),
    );
  const submit = (attempt: string, minutes: number) =>
    submitAttempt(at(minutes), attempt, { confirmed: true });
  return {
    user,
    actor,
    at,
    start,
    begin,
    save,
    submit,
    /** Saves a page's form without a script. */
    saveForm: (attempt: string, answers: Given, minutes: number) =>
      saveForm(
        at(minutes),
        attempt,
        Object.entries(answers).map(([itemId, value]) => ({ itemId, value: [...value] })),
      ),
    /** A whole attempt, begun and submitted in the same minute. */
    take: async (answers: Given, minutes: number) => {
      const attempt = await begin(minutes);
      await save(attempt, answers, minutes, 1);
      await submit(attempt, minutes);
      return attempt;
    },
    overview: (minutes: number) => openQuiz(at(minutes), quiz.course, quiz.module),
    open: (attempt: string, minutes: number) => openAttempt(at(minutes), attempt),
    result: async (attempt: string, minutes: number) => {
      const result = await openResult(at(minutes), attempt);
      if (!result) throw new Error('The attempt is open.');
      return result;
    },
    read: (lesson: string, minutes: number) =>
      finishReading(at(minutes), { course: quiz.course, lesson }),
    row: (attempt: string) => db.attempt.findUniqueOrThrow({ where: { id: attempt } }),
    gradings: (attempt: string) =>
      db.grading.findMany({ where: { attemptId: attempt }, orderBy: { sequence: 'asc' } }),
    /** Value, and whether it counts, of each item's stored answer. */
    stored: async (attempt: string) =>
      Object.fromEntries(
        (await db.response.findMany({ where: { attemptId: attempt } })).map((row) => [
          row.itemId,
          { value: JSON.parse(row.valueJson) as string[], counted: row.counted },
        ]),
      ),
  };
}

/** A quiz course of its own and one cadet who takes it. */
export async function setUpTaker(given: Parameters<typeof publishQuizCourse>[0] = {}) {
  const quiz = await publishQuizCourse(given);
  return { quiz, ...(await createTaker(quiz)) };
}

/** Every answer of the basic quiz right. */
export const allRightValues: Given = rightAnswers;
