import type { Change } from '#app/auth/change.ts';
import { inTransactionAbout, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { getLesson, getLessonKey } from '#app/features/curriculum/courses/queries.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { completeIfMet } from '#app/features/records/completions/mutations.server.ts';
import type { LessonForm } from '#app/features/records/completions/schema.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { toWordColumn } from '#app/searched-words.ts';
import { formatTime } from '#app/words/dates.ts';
import { findCheckProblem, judgeCheck, toKeptValue } from './check-rules.ts';
import type { LessonPlace } from './reading-mutations.server.ts';

/** What a cadet leaves in a lesson: answers to checks, private notes. */

type AnswerCheck = Extract<LessonForm, { intent: 'answer-check' }>;
type SaveReflection = Extract<LessonForm, { intent: 'save-reflection' }>;

/**
 * Judges and stores the actor's answer to a check: the latest one is kept, with the number of tries. The same answer
 * sent again (a double click, a retry) is not another try.
 * @throws 404 Response when there is no such check, or the course is not assigned to the actor and open.
 */
export async function answerCheck(
  { actor, requestId, now = new Date() }: Change,
  place: LessonPlace,
  answer: AnswerCheck,
): Promise<Refusal | null> {
  const { lesson, body } = await getLesson(place.course, place.lesson);
  const block = body.blocks.find((one) => one.type === 'check' && one.item.id === answer.check);
  if (block?.type !== 'check') throw notFound('This check is no longer part of the lesson.');
  const { item } = block;
  const value = toKeptValue(item, [...new Set(answer.option)]);
  const problem = findCheckProblem(item, value);
  if (problem) return new Refusal({ option: [problem] });
  const key = (await getLessonKey(lesson.revisionId))[item.id];
  const { correct } = judgeCheck(item, key, value);
  await inTransactionAbout(actor.id, async (tx) => {
    await getOpenAssignment(actor, place.course, now, tx);
    const kept = { lessonId: lesson.id, checkId: item.id, revisionId: lesson.revisionId };
    await keepCheckAnswer(tx, { actor, requestId, now }, { ...kept, value, correct });
  });
  return null;
}

/** An answer to keep. `value`: what the lesson's page shows again of it. */
type KeptAnswer = {
  lessonId: string;
  checkId: string;
  revisionId: string;
  value: readonly string[];
  correct: boolean;
};

/**
 * Keeps the actor's latest answer to a check, or that a scenario (whose id is `checkId`) was played or skipped, and
 * completes the lesson if its rule is met by it. In the caller's transaction, which has made sure that the lesson is
 * the actor's to learn.
 */
export async function keepCheckAnswer(
  tx: Tx,
  { actor, requestId, now = new Date() }: Change,
  { lessonId, checkId, revisionId, value, correct }: KeptAnswer,
): Promise<void> {
  await writeRows(
    sql`
    INSERT INTO "CheckAnswer"
      ("userId", "lessonId", "checkId", "revisionId", "valueJson", "correct", "tries", "answeredAt")
    VALUES (${actor.id}, ${lessonId}, ${checkId}, ${revisionId}, ${JSON.stringify(value)},
      ${correct}, 1, ${now})
    ON CONFLICT ("userId", "lessonId", "checkId") DO UPDATE SET
      "tries" = "CheckAnswer"."tries" +
        CASE WHEN "CheckAnswer"."valueJson" = excluded."valueJson" THEN 0 ELSE 1 END,
      "revisionId" = excluded."revisionId", "valueJson" = excluded."valueJson",
      "correct" = excluded."correct", "answeredAt" = excluded."answeredAt"`,
    tx,
  );
  await completeIfMet(tx, actor.id, [lessonId], { now, requestId });
}

/**
 * Stores the actor's private note.
 * @returns when it was saved, and what the cohort's clock showed ('14:05').
 * @throws 404 Response when there is no such place for a note, or the course is not assigned to the actor and open.
 */
export async function saveReflection(
  { actor, now = new Date() }: Change,
  place: LessonPlace,
  { reflect, body: note }: Pick<SaveReflection, 'reflect' | 'body'>,
): Promise<{ savedAt: Date; time: string }> {
  const { lesson, body } = await getLesson(place.course, place.lesson);
  if (!body.blocks.some((block) => block.type === 'reflect' && block.id === reflect)) {
    throw notFound('This note is no longer part of the lesson.');
  }
  return inTransactionAbout(actor.id, async (tx) => {
    const { timeZone } = await getOpenAssignment(actor, place.course, now, tx);
    await writeRows(
      sql`
        INSERT INTO "Reflection" ("userId", "lessonId", "reflectId", "revisionId", "body", "words", "updatedAt")
        VALUES (${actor.id}, ${lesson.id}, ${reflect}, ${lesson.revisionId}, ${note}, ${toWordColumn(note)}, ${now})
        ON CONFLICT ("userId", "lessonId", "reflectId") DO UPDATE SET
          "revisionId" = excluded."revisionId", "body" = excluded."body",
          "words" = excluded."words", "updatedAt" = excluded."updatedAt"`,
      tx,
    );
    return { savedAt: now, time: formatTime(now, timeZone) };
  });
}
