import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { listAssignments } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { type AssignmentDates, dueInstant, isOpen } from '#app/features/people/cohorts/rules.ts';
import { notFound } from '#app/http/errors.ts';

/**
 * The content id of the course that a quiz is in, or was in when it was retired.
 * @throws 404 when there is no such quiz.
 */
export async function getCourseId(quizId: string): Promise<string> {
  const [row] = await readRows<{ courseId: string }[]>(
    sql`SELECT "courseId" FROM "ContentItem" WHERE "contentId" = ${quizId}`,
  );
  if (!row) throw notFound();
  return row.courseId;
}

/** The IANA zone of the actor's assignment of a course; the academy's when it is not assigned to them any more. */
export async function findTimeZone(actor: Actor, courseId: string, now: Date): Promise<string> {
  const assignments = await listAssignments(actor, now);
  return assignments.find((one) => one.courseId === courseId)?.timeZone ?? env.TIME_ZONE;
}

async function listOpenDates(
  userId: string,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<AssignmentDates[]> {
  const rows = await readRows<AssignmentDates[]>(
    sql`
      SELECT a."opensOn", a."dueOn", a."timeZone"
      FROM "Enrollment" e JOIN "Assignment" a ON a."cohortId" = e."cohortId"
      WHERE e."userId" = ${userId} AND e."withdrawnAt" IS NULL AND a."courseId" = ${courseId}`,
    tx,
  );
  return rows.filter((row) => isOpen(row, now));
}

/** Whether a course is assigned to a cadet and open, whoever asks. */
export async function isAssigned(
  userId: string,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<boolean> {
  return (await listOpenDates(userId, courseId, now, tx)).length > 0;
}

/**
 * The instant at which a course is due for a cadet, as far as quizzes close or open by it; null when it is never, or the
 * course is not open to them. With the course in several of their cohorts the latest counts: no one is shut out of what
 * one of their classes still has to do.
 */
export async function findDue(
  userId: string,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<Date | null> {
  const dues = (await listOpenDates(userId, courseId, now, tx)).map(dueInstant);
  const known = dues.flatMap((due) => (due ? [due.getTime()] : []));
  return known.length === 0 || known.length < dues.length ? null : new Date(Math.max(...known));
}
