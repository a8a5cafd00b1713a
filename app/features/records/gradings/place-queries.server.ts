import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { findQuizPlace } from '#app/features/curriculum/courses/queries.server.ts';
import { listAssignments } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { notFound } from '#app/http/errors.ts';

/**
 * The content id of the course that a quiz is in, or was in when it was retired. A statement only for one that is retired.
 * Not inside a transaction.
 * @throws 404 when there is no such quiz.
 */
export async function getCourseId(quizId: string): Promise<string> {
  const place = await findQuizPlace(quizId);
  if (place) return place.course.id;
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
