import type { Actor } from '#app/auth/permissions.ts';
import { empty, join, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { dayOf } from '#app/time/days.ts';
import { type GivenCourse, listGivenCourses } from './assignment-queries.server.ts';
import { mayTeach } from './queries.server.ts';
import { findHolding, type SingleDate } from './rules.ts';

/** Due days that are one person's, in place of their cohort's. */

/** The due days that hold for single persons, for one course of one cohort: by the person's id. */
export type SingleDates = (cohortId: string, courseId: string) => ReadonlyMap<string, SingleDate>;

const none: ReadonlyMap<string, SingleDate> = new Map();

/** The days that hold for single persons in these cohorts, as far as they are the actor's. @param userId of one person */
export async function listSingleDates(
  actor: Actor,
  cohortIds: readonly string[],
  now: Date,
  userId?: string,
): Promise<SingleDates> {
  if (cohortIds.length === 0) return () => none;
  const rows = await listGivenCourses(sql`
    SELECT w."userId" FROM "Enrollment" w
    WHERE w."cohortId" IN (${join([...cohortIds])}) AND w."withdrawnAt" IS NULL
      AND ${mayTeach(actor, sql`w."cohortId"`)}
      ${userId === undefined ? empty : sql`AND w."userId" = ${userId}`}
      AND (EXISTS (SELECT 1 FROM "Assignment" g
            JOIN "OwnDate" d ON d."activeKey" = g."id" || ' ' || w."userId" WHERE g."cohortId" = w."cohortId")
        OR EXISTS (SELECT 1 FROM "Enrollment" x WHERE x."userId" = w."userId"
          AND x."cohortId" <> w."cohortId" AND x."withdrawnAt" IS NULL))`);
  const ways = new Map<string, GivenCourse[]>();
  for (const row of rows) {
    const key = `${row.userId} ${row.courseId}`;
    ways.set(key, [...(ways.get(key) ?? []), row]);
  }
  const found = new Map<string, Map<string, SingleDate>>();
  for (const given of ways.values()) {
    const holding = findHolding(given, now);
    if (!holding) continue;
    const { dueOn, timeZone } = holding;
    for (const here of given) {
      const isOther = here.dueOn !== dueOn || here.timeZone !== timeZone;
      if (!isOther && !here.isOwn) continue;
      const key = `${here.cohortId} ${here.courseId}`;
      const date = { dueOn, timeZone, today: dayOf(now, timeZone), isOther };
      found.set(key, (found.get(key) ?? new Map<string, SingleDate>()).set(here.userId, date));
    }
  }
  return (cohortId, courseId) => found.get(`${cohortId} ${courseId}`) ?? none;
}

/** One own due day that a person has or had; `ended` null: in force. */
export type OwnDateRecord = {
  id: string;
  dueOn: string;
  reason: string;
  setAt: Date;
  setBy: string;
  ended: { at: Date; by: string | null } | null;
};

type RecordRow = Omit<OwnDateRecord, 'setAt' | 'ended'> & {
  setAt: Date | string;
  endedAt: Date | string | null;
  endedBy: string | null;
};

/** The own due days that somebody in a cohort of the actor's has and had in a course, the latest first. */
export async function listOwnDateRecords(
  actor: Actor,
  { cohortId, userId, courseId }: { cohortId: string; userId: string; courseId: string },
): Promise<OwnDateRecord[]> {
  const rows = await readRows<RecordRow[]>(sql`
    SELECT o."id", o."dueOn", o."reason", o."setAt", u."name" AS "setBy", o."endedAt", x."name" AS "endedBy"
    FROM "Assignment" s JOIN "OwnDate" o ON o."assignmentId" = s."id"
      JOIN "User" u ON u."id" = o."setById" LEFT JOIN "User" x ON x."id" = o."endedById"
    WHERE s."cohortId" = ${cohortId} AND s."courseId" = ${courseId} AND o."userId" = ${userId}
      AND ${mayTeach(actor, sql`s."cohortId"`)}
    ORDER BY o."setAt" DESC`);
  return rows.map(({ setAt, endedAt, endedBy, ...row }) => ({
    ...row,
    setAt: toDate(setAt),
    ended: endedAt === null ? null : { at: toDate(endedAt), by: endedBy },
  }));
}
