import { readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';

/** Of those enrolled in a cohort: how many have begun a course, and how many attempts at its quizzes they have open. */
export type Begun = { cadets: number; openAttempts: number };

/** Of those enrolled in a cohort: how many attempts at quizzes of its courses they have open, by the person's id. */
export async function countOpenAttempts(cohortId: string): Promise<Map<string, number>> {
  const rows = await readRows<{ userId: string; open: number | bigint }[]>(sql`
    SELECT a."userId", COUNT(*) AS "open"
    FROM "Enrollment" e JOIN "Attempt" a ON a."userId" = e."userId" AND a."status" = 'open'
      JOIN "ContentItem" i ON i."contentId" = a."quizId"
      JOIN "Assignment" s ON s."cohortId" = e."cohortId" AND s."courseId" = i."courseId"
    WHERE e."cohortId" = ${cohortId} AND e."withdrawnAt" IS NULL AND s."takenBackAt" IS NULL
    GROUP BY a."userId"`);
  return new Map(rows.map(({ userId, open }) => [userId, toNumber(open)]));
}

/**
 * What of each course of a cohort is begun, by course id: a lesson opened or a quiz started. Courses that nobody has begun
 * are left out.
 */
export async function countBegun(cohortId: string): Promise<Map<string, Begun>> {
  const rows = await readRows<
    { courseId: string; begun: number | bigint; open: number | bigint }[]
  >(sql`
    SELECT s."courseId", COUNT(*) AS "begun", CAST(SUM((
      SELECT COUNT(*) FROM "Attempt" a JOIN "ContentItem" i ON i."contentId" = a."quizId"
      WHERE a."userId" = e."userId" AND a."status" = 'open' AND i."courseId" = s."courseId"
    )) AS INTEGER) AS "open"
    FROM "Assignment" s JOIN "Enrollment" e ON e."cohortId" = s."cohortId" AND e."withdrawnAt" IS NULL
    WHERE s."cohortId" = ${cohortId} AND s."takenBackAt" IS NULL AND (
      EXISTS (SELECT 1 FROM "LessonProgress" p JOIN "ContentItem" i ON i."contentId" = p."lessonId"
        WHERE p."userId" = e."userId" AND i."courseId" = s."courseId")
      OR EXISTS (SELECT 1 FROM "Attempt" a JOIN "ContentItem" i ON i."contentId" = a."quizId"
        WHERE a."userId" = e."userId" AND i."courseId" = s."courseId"))
    GROUP BY s."courseId"`);
  return new Map(
    rows.map(({ courseId, begun, open }) => [
      courseId,
      { cadets: toNumber(begun), openAttempts: toNumber(open) },
    ]),
  );
}
