import { type Actor, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { join, readRows, type Sql, sql, type Tx } from '#app/db/client.server.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { type AssignmentDates, isOpen } from '#app/features/people/cohorts/rules.ts';

/** Whose attempts an instructor may see and decide about. */

/**
 * SQL: whether attempt `a` is one of a cadet of the actor's: of someone in a cohort of theirs that has the course, begun
 * before they left it; any for an administrator.
 */
export function isTaught(actor: Pick<Actor, 'id' | 'roles'>): Sql {
  if (canSeeAllCohorts(actor)) return sql`1 = 1`;
  return sql`EXISTS (
    SELECT 1 FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
      JOIN "ContentItem" i ON i."courseId" = s."courseId"
    WHERE e."userId" = a."userId" AND i."contentId" = a."quizId"
      AND (e."withdrawnAt" IS NULL OR a."startedAt" <= e."withdrawnAt")
      AND ${mayTeach(actor, sql`e."cohortId"`)})`;
}

/**
 * SQL: whether the actor may decide about attempt `a`: one that is taught by them and not their own. No one decides about
 * themselves, administrators neither.
 */
export function mayDecide(actor: Pick<Actor, 'id' | 'roles'>): Sql {
  return sql`(${isTaught(actor)} AND a."userId" <> ${actor.id})`;
}

/** Users named in one statement. */
const batch = 500;

/** Those of these users who have the course now: enrolled in a cohort for which it is open. A pass completes their lessons. */
export async function listAssigned(
  userIds: readonly string[],
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < userIds.length; from += batch) {
    const rows = await readRows<(AssignmentDates & { userId: string })[]>(
      sql`
        SELECT e."userId", s."opensOn", s."dueOn", s."timeZone"
        FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
        WHERE e."userId" IN (${join(userIds.slice(from, from + batch))})
          AND e."withdrawnAt" IS NULL AND s."courseId" = ${courseId}`,
      tx,
    );
    for (const row of rows) if (isOpen(row, now)) found.add(row.userId);
  }
  return found;
}
