import { join, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { findDue, listAssigned } from '#app/features/people/cohorts/assignment-queries.server.ts';
import type { FollowDates } from '#app/features/people/cohorts/moved-date-queries.server.ts';
import type { Lost } from '#app/features/people/cohorts/rules.ts';
import {
  followDeadline,
  fromStoredFactor,
  graceMs,
} from '#app/features/records/gradings/time-rules.ts';

type OpenRow = {
  id: string;
  userId: string;
  revisionId: string;
  startedAt: Date | string;
  deadlineAt: Date | string;
  extraTime: number | null;
};

/**
 * Moves the deadlines of open attempts after the dates by which their cadets have the course: to another due day, if it is
 * later, and by the time for which the course was away. What is over by more than the grace stays over.
 */
export function followDates(now: Date): FollowDates {
  return async (tx, { courseId, userIds, away }) => {
    if (userIds.length === 0) return 0;
    const edge = new Date((away?.from ?? now).getTime() - graceMs);
    const rows = await readRows<OpenRow[]>(
      sql`
      SELECT a."id", a."userId", a."revisionId", a."startedAt", a."deadlineAt", a."extraTime"
      FROM "Attempt" a JOIN "ContentItem" i ON i."contentId" = a."quizId" AND i."courseId" = ${courseId}
      WHERE a."status" = 'open' AND a."deadlineAt" >= ${edge} AND a."startedAt" <= ${away?.from ?? now}
        AND a."userId" IN (${join([...userIds])})`,
      tx,
    );
    // By the dates of the day on which the course is theirs again; without it there is no due day to follow.
    const at = away?.to ?? now;
    const has = await listAssigned(
      rows.map(({ userId }) => userId),
      courseId,
      at,
      tx,
    );
    let moved = 0;
    for (const row of rows.filter(({ userId }) => has.has(userId))) {
      const { frontmatter: policy } = (await getQuizRevision(row.revisionId)).body;
      const before = toDate(row.deadlineAt);
      const deadlineAt = followDeadline(before, policy, {
        startedAt: toDate(row.startedAt),
        extra: fromStoredFactor(row.extraTime),
        due: await findDue(row.userId, courseId, at, tx),
        awayMs: away ? away.to.getTime() - toGivenBack(away, before).getTime() : 0,
      });
      if (deadlineAt?.getTime() === before.getTime()) continue;
      await tx.attempt.update({ where: { id: row.id }, data: { deadlineAt } });
      moved += 1;
    }
    return moved;
  };
}

// The day on which a course was to open was given back when it was set, to attempts that were open then: so says their deadline.
function toGivenBack({ from, promised }: Lost, deadlineAt: Date): Date {
  return deadlineAt.getTime() + graceMs < promised.getTime() ? from : promised;
}
