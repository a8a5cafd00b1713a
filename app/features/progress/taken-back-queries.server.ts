import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import type { TakenBackCourse } from '#app/features/people/cohorts/queries.server.ts';
import type { Member } from '#app/features/people/cohorts/schema.ts';

/** What a cohort may still see of a course that was taken back from it: what was begun and done by then. */

/** The member as one who left when the course was taken back: what came after is none of the cohort's. */
export function until(member: Member, takenBackAt: Date | null): Member {
  const { withdrawnAt } = member;
  if (!takenBackAt || (withdrawnAt && withdrawnAt < takenBackAt)) return member;
  return { ...member, withdrawnAt: takenBackAt };
}

/** Those of the courses taken back from a cohort in which a person had begun something by then. */
export async function listBegun(
  userId: string,
  taken: readonly TakenBackCourse[],
): Promise<TakenBackCourse[]> {
  if (taken.length === 0) return [];
  const rows = await readRows<{ courseId: string; at: Date | string }[]>(sql`
    SELECT i."courseId", p."firstViewedAt" AS "at" FROM "LessonProgress" p
      JOIN "ContentItem" i ON i."contentId" = p."lessonId" WHERE p."userId" = ${userId}
    UNION ALL SELECT i."courseId", a."startedAt" FROM "Attempt" a
      JOIN "ContentItem" i ON i."contentId" = a."quizId" WHERE a."userId" = ${userId}
    UNION ALL SELECT i."courseId", k."completedAt" FROM "Completion" k
      JOIN "ContentItem" i ON i."contentId" = k."lessonId" WHERE k."userId" = ${userId}`);
  return taken.filter(({ courseId, takenBackAt }) =>
    rows.some((row) => row.courseId === courseId && toDate(row.at) <= takenBackAt),
  );
}
