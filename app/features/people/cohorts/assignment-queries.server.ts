import type { Actor } from '#app/auth/permissions.ts';
import { empty, readRows, sql, type Tx } from '#app/db/client.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type AssignmentDates, dueInstant, isOpen } from './rules.ts';

/** A course assigned to the actor through a cohort they are enrolled in. Dates are local days in `timeZone`. */
export type CadetAssignment = AssignmentDates & { courseId: string; cohortName: string };

function selectAssignments(actor: Pick<Actor, 'id'>, courseId?: string, tx?: Tx) {
  const query = sql`
    SELECT a."courseId", a."opensOn", a."dueOn", a."timeZone", c."name" AS "cohortName"
    FROM "Enrollment" e
      JOIN "Cohort" c ON c."id" = e."cohortId"
      JOIN "Assignment" a ON a."cohortId" = e."cohortId"
    WHERE e."userId" = ${actor.id} AND e."withdrawnAt" IS NULL
      ${courseId === undefined ? empty : sql`AND a."courseId" = ${courseId}`}`;
  return readRows<CadetAssignment[]>(query, tx);
}

// Two cohorts may have the same course: one that is open counts before one that is not, the earlier due date first.
function byUrgency(now: Date) {
  return (a: CadetAssignment, b: CadetAssignment) =>
    Number(isOpen(b, now)) - Number(isOpen(a, now)) || dueTime(a) - dueTime(b);
}

const dueTime = (dates: CadetAssignment) => dueInstant(dates)?.getTime() ?? Number.MAX_SAFE_INTEGER;

/**
 * The courses assigned to the actor through enrollments that are not withdrawn: one row a course, open ones first, then
 * by due date. Courses that open later are included: tell them apart with `isOpen`.
 */
export async function listAssignments(actor: Actor, now: Date): Promise<CadetAssignment[]> {
  const rows = (await selectAssignments(actor)).sort(byUrgency(now));
  return rows.filter((row, at) => rows.findIndex((one) => one.courseId === row.courseId) === at);
}

/**
 * The actor's open assignment of a course: what makes its lessons and quizzes theirs. Pass the transaction when a
 * change depends on it.
 * @throws 404 Response when the course is not assigned to the actor, or not open yet.
 */
export async function getOpenAssignment(
  actor: Pick<Actor, 'id'>,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<CadetAssignment> {
  const rows = await selectAssignments(actor, courseId, tx);
  const open = rows.filter((row) => isOpen(row, now)).sort(byUrgency(now))[0];
  if (!open) throw notFound();
  return open;
}
