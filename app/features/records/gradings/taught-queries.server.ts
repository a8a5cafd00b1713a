import { type Actor, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { revisionInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { hasCourse } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { mayTeach, mayTeachCohortOf } from '#app/features/people/cohorts/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { hasPassedQuiz } from './counting-queries.server.ts';

/** Whose attempts an instructor may see and decide about, which quizzes are theirs, and which are not while they take them. */

/**
 * SQL: whether attempt `a` is one of a cadet of the actor's: of someone in a cohort of theirs that has the course, begun
 * before they left it; any for an administrator. From a cohort that had the course until it was taken back, what was begun
 * by then is theirs to decide about still.
 */
export function isTaught(actor: Pick<Actor, 'id' | 'roles'>): Sql {
  if (canSeeAllCohorts(actor)) return sql`1 = 1`;
  return sql`EXISTS (
    SELECT 1 FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
      JOIN "ContentItem" i ON i."courseId" = s."courseId"
    WHERE e."userId" = a."userId" AND i."contentId" = a."quizId"
      AND (e."withdrawnAt" IS NULL OR a."startedAt" <= e."withdrawnAt")
      AND (s."takenBackAt" IS NULL OR a."startedAt" <= s."takenBackAt")
      AND ${mayTeachCohortOf(actor, sql`e."cohortId"`)})`;
}

/**
 * SQL: whether the actor may decide about attempt `a`: one that is taught by them and not their own. No one decides about
 * themselves, administrators neither.
 */
export function mayDecide(actor: Pick<Actor, 'id' | 'roles'>): Sql {
  return sql`(${isTaught(actor)} AND a."userId" <> ${actor.id})`;
}

type QuizRow = {
  title: string;
  courseId: string;
  revisionId: string;
  retiredAt: Date | string | null;
};

/**
 * A quiz whose course an actor teaches: a cohort of theirs has it, or had it, since the attempts are theirs to decide
 * about; every quiz for an administrator.
 * @throws 404 when there is no such quiz, or it is not theirs to see.
 */
export async function getTaughtQuiz(actor: Actor, quizId: string): Promise<QuizRow> {
  const scope = canSeeAllCohorts(actor)
    ? sql`1 = 1`
    : sql`EXISTS (SELECT 1 FROM "Assignment" s WHERE s."courseId" = i."courseId"
        AND ${mayTeach(actor, sql`s."cohortId"`)})`;
  const [row] = await readRows<QuizRow[]>(sql`
    SELECT i."title", i."courseId", i."retiredAt",
      ${revisionInForce(sql`i`, new Date())} AS "revisionId"
    FROM "ContentItem" i
    WHERE i."contentId" = ${quizId} AND i."kind" = 'quiz' AND ${scope}`);
  if (!row) throw notFound('There is no quiz at this address, or none of your cohorts takes it.');
  return row;
}

/**
 * Whether the actor takes this quiz themselves, and has not passed it yet: what a report, a review or a preview shows
 * would give the answers away. So it is for whoever is answering it, and for a cadet whose course it belongs to.
 */
export async function takesQuiz(actor: Pick<Actor, 'id'>, quizId: string): Promise<boolean> {
  return (await listTakenQuizzes(actor, [quizId])).has(quizId);
}

/** Those of these quizzes that the actor takes themselves and has not passed yet: see `takesQuiz`. */
export async function listTakenQuizzes(
  actor: Pick<Actor, 'id'>,
  quizIds: readonly string[],
): Promise<Set<string>> {
  if (quizIds.length === 0) return new Set();
  const rows = await readRows<{ contentId: string }[]>(sql`
    SELECT i."contentId" FROM "ContentItem" i WHERE i."contentId" IN (${join([...quizIds])}) AND (
      EXISTS (SELECT 1 FROM "Attempt" o WHERE o."userId" = ${actor.id}
        AND o."quizId" = i."contentId" AND o."status" = 'open')
      OR (${hasCourse(actor.id, sql`i."courseId"`)}
        AND NOT ${hasPassedQuiz(actor.id, sql`i."contentId"`)}))`);
  return new Set(rows.map(({ contentId }) => contentId));
}
