import { type Actor, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { revisionInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { findKeyChange, type KeyChange } from './key-change-queries.server.ts';

/** Quizzes whose key was changed after attempts that the actor decides about. `timeZone`: the academy's. */
export type KeyWork = {
  quizzes: { quizId: string; title: string; change: KeyChange }[];
  timeZone: string;
};

/** The quizzes of the actor's courses with a key that was changed and attempts that no regrade has looked at since. */
export async function listKeyWork(actor: Actor, now: Date): Promise<KeyWork> {
  const scope = canSeeAllCohorts(actor)
    ? sql`1 = 1`
    : sql`i."courseId" IN (SELECT s."courseId" FROM "Assignment" s
        WHERE s."takenBackAt" IS NULL AND ${mayTeach(actor, sql`s."cohortId"`)})`;
  const rows = await readRows<{ quizId: string; title: string }[]>(sql`
    SELECT i."contentId" AS "quizId", i."title" FROM "ContentItem" i
    WHERE i."kind" = 'quiz' AND i."retiredAt" IS NULL AND ${scope} AND EXISTS (
      SELECT 1 FROM "ContentRevision" r WHERE r."contentId" = i."contentId" AND r."kind" = 'quiz'
        AND r."id" <> ${revisionInForce(sql`i`, now)}
        AND EXISTS (SELECT 1 FROM "Attempt" a WHERE a."revisionId" = r."id"))
    ORDER BY i."title"`);
  const quizzes: KeyWork['quizzes'] = [];
  for (const { quizId, title } of rows) {
    const change = await findKeyChange(actor, quizId);
    if (change) quizzes.push({ quizId, title, change });
  }
  return { quizzes, timeZone: env.TIME_ZONE };
}
