import { readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';

/**
 * How many of those enrolled in a cohort have begun each of its courses, by course id: opened a lesson or started a quiz.
 * Courses that nobody has begun are left out.
 */
export async function countBegun(cohortId: string): Promise<Map<string, number>> {
  const rows = await readRows<{ courseId: string; begun: number | bigint }[]>(sql`
    SELECT s."courseId", COUNT(*) AS "begun"
    FROM "Assignment" s JOIN "Enrollment" e ON e."cohortId" = s."cohortId" AND e."withdrawnAt" IS NULL
    WHERE s."cohortId" = ${cohortId} AND s."takenBackAt" IS NULL AND (
      EXISTS (SELECT 1 FROM "LessonProgress" p JOIN "ContentItem" i ON i."contentId" = p."lessonId"
        WHERE p."userId" = e."userId" AND i."courseId" = s."courseId")
      OR EXISTS (SELECT 1 FROM "Attempt" a JOIN "ContentItem" i ON i."contentId" = a."quizId"
        WHERE a."userId" = e."userId" AND i."courseId" = s."courseId"))
    GROUP BY s."courseId"`);
  return new Map(rows.map(({ courseId, begun }) => [courseId, toNumber(begun)]));
}
