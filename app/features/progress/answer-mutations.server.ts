import { inTransaction, sql } from '#app/db/client.server.ts';
import { getOpenAssignment } from '#app/features/cohorts/assignment-queries.server.ts';
import { formatTime } from '#app/features/cohorts/rules.ts';
import { getLesson, getLessonKey } from '#app/features/curriculum/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { completeIfMet } from './mutations.server.ts';
import type { Change, LessonPlace } from './reading-mutations.server.ts';
import { isCorrect } from './rules.ts';
import type { LessonForm } from './schema.ts';

/** What a cadet leaves in a lesson: answers to checks, private notes. */

type AnswerCheck = Extract<LessonForm, { intent: 'answer-check' }>;
type SaveReflection = Extract<LessonForm, { intent: 'save-reflection' }>;

/** What came of it: stored, or why not, in words for the reader. */
export type AnswerResult = { problem: null } | { problem: string };

const changed = 'This question was changed since you opened the page. Read it again, then choose.';

/**
 * Grades and stores the actor's answer to a check: the latest one is kept, with the number of tries. The same answer
 * sent again (a double click, a retry) is not another try.
 * @throws 404 Response when there is no such check, or the course is not assigned to the actor and open.
 */
export async function answerCheck(
  { actor, requestId, now = new Date() }: Change,
  place: LessonPlace,
  answer: AnswerCheck,
): Promise<AnswerResult> {
  const { lesson, body } = await getLesson(place.course, place.lesson);
  const block = body.blocks.find((one) => one.type === 'check' && one.item.id === answer.check);
  if (block?.type !== 'check') throw notFound('This check is no longer part of the lesson.');
  const { item } = block;
  const offered = item.options.map((option) => option.id);
  const chosen = offered.filter((id) => answer.option.includes(id));
  if (chosen.length < new Set(answer.option).size) return { problem: changed };
  if (item.type === 'single' && chosen.length > 1) return { problem: 'Choose one answer only.' };
  const key = (await getLessonKey(lesson.revisionId))[item.id];
  const correct = isCorrect(chosen, key?.correct ?? []);
  const value = JSON.stringify(chosen);
  await inTransaction(async (tx) => {
    await getOpenAssignment(actor, place.course, now, tx);
    await tx.$executeRaw(sql`
      INSERT INTO "CheckAnswer"
        ("userId", "lessonId", "checkId", "revisionId", "valueJson", "correct", "tries", "answeredAt")
      VALUES (${actor.id}, ${lesson.id}, ${item.id}, ${lesson.revisionId}, ${value}, ${correct}, 1, ${now})
      ON CONFLICT ("userId", "lessonId", "checkId") DO UPDATE SET
        "tries" = "CheckAnswer"."tries" +
          CASE WHEN "CheckAnswer"."valueJson" = excluded."valueJson" THEN 0 ELSE 1 END,
        "revisionId" = excluded."revisionId", "valueJson" = excluded."valueJson",
        "correct" = excluded."correct", "answeredAt" = excluded."answeredAt"`);
    await completeIfMet(tx, actor, [lesson.id], now, requestId);
  });
  return { problem: null };
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
  const { revisionId } = lesson;
  const where = { userId: actor.id, lessonId: lesson.id, reflectId: reflect };
  return inTransaction(async (tx) => {
    const { timeZone } = await getOpenAssignment(actor, place.course, now, tx);
    await tx.reflection.upsert({
      where: { userId_lessonId_reflectId: where },
      create: { ...where, revisionId, body: note, updatedAt: now },
      update: { revisionId, body: note, updatedAt: now },
    });
    return { savedAt: now, time: formatTime(now, timeZone) };
  });
}
