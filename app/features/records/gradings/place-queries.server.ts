import { readRows, sql } from '#app/db/client.server.ts';
import { findQuizPlace } from '#app/features/curriculum/courses/queries.server.ts';
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
