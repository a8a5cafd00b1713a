import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { notFound } from '#app/http/errors.ts';

/** Completions about which those decide who teach. */

/** Whose completion it is, seen from which cohort. */
export type CompletionPlace = { cohortId: string; userId: string; completionId: string };

type TaughtCompletion = {
  lessonId: string;
  title: string;
  courseId: string;
  minutes: number;
  activeSeconds: number;
};

/**
 * A completion that the actor may decide about.
 * @throws 404 when there is no such completion in a course of the cohort, it is not the actor's to see, or it is their own
 */
export async function getTaughtCompletion(
  actor: Actor,
  { cohortId, userId, completionId }: CompletionPlace,
): Promise<TaughtCompletion> {
  const [row] = await readRows<TaughtCompletion[]>(sql`
    SELECT k."lessonId", r."title", i."courseId", k."minutes", k."activeSeconds"
    FROM "Completion" k JOIN "ContentRevision" r ON r."id" = k."revisionId"
      JOIN "ContentItem" i ON i."contentId" = k."lessonId"
      JOIN "Assignment" s ON s."courseId" = i."courseId" AND s."cohortId" = ${cohortId}
      JOIN "Enrollment" e ON e."cohortId" = s."cohortId" AND e."userId" = k."userId"
    WHERE k."id" = ${completionId} AND k."userId" = ${userId} AND k."userId" <> ${actor.id}
      AND (e."withdrawnAt" IS NULL OR k."completedAt" <= e."withdrawnAt")
      AND ${mayTeach(actor, sql`e."cohortId"`)}`);
  if (!row) throw notFound();
  return row;
}
