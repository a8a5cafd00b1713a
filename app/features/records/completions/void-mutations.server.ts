import type { Change } from '#app/auth/change.ts';
import { inTransaction, readRows, sql } from '#app/db/client.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import { markVoided } from './mutations.server.ts';

/** Completions that an instructor takes back, with a reason. */

/** Whose completion it is, seen from which cohort. */
export type CompletionPlace = { cohortId: string; userId: string; completionId: string };

type Row = { lessonId: string; title: string; courseId: string; voidedAt: Date | string | null };

/**
 * Voids a completion of a cadet of the actor's. It stays on record as voided; the cadet reads the lesson to its end again
 * to complete it anew.
 * @throws 404 when there is no such completion in a course of the cohort, it is not the actor's to see, or it is their own;
 * 409 when it is voided already.
 */
export async function voidCompletion(
  { actor, requestId, now = new Date() }: Change,
  { cohortId, userId, completionId }: CompletionPlace,
  reason: string,
): Promise<void> {
  const [row] = await readRows<Row[]>(sql`
    SELECT k."lessonId", r."title", i."courseId", k."voidedAt"
    FROM "Completion" k JOIN "ContentRevision" r ON r."id" = k."revisionId"
      JOIN "ContentItem" i ON i."contentId" = k."lessonId"
      JOIN "Assignment" s ON s."courseId" = i."courseId" AND s."cohortId" = ${cohortId}
      JOIN "Enrollment" e ON e."cohortId" = s."cohortId" AND e."userId" = k."userId"
    WHERE k."id" = ${completionId} AND k."userId" = ${userId} AND k."userId" <> ${actor.id}
      AND (e."withdrawnAt" IS NULL OR k."completedAt" <= e."withdrawnAt")
      AND ${mayTeach(actor, sql`e."cohortId"`)}`);
  if (!row) throw notFound();
  const { lessonId, title: lesson, courseId } = row;
  await inTransaction(async (tx) => {
    const open = await tx.completion.count({ where: { id: completionId, voidedAt: null } });
    if (open === 0) throw conflict('This completion is voided already. Nothing was changed.');
    await markVoided(tx, [completionId], { actorId: actor.id, reason, now, requestId });
    // Else the next visit would complete it again: by the very reading that is called into question.
    await tx.lessonProgress.updateMany({
      where: { userId, lessonId },
      data: { reachedEnd: false },
    });
    const text = { kind: 'completion-voided', lesson, lessonId, courseId } as const;
    await recordNotices(
      tx,
      [{ userId, subjectId: completionId, text: { ...text, by: actor.name, reason } }],
      now,
    );
  });
}
