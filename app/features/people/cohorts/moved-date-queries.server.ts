import { join, readRows, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { type AssignmentDates, type Lost, type MovedDates, openingInstant } from './rules.ts';

/**
 * What follows the dates of courses, in the transaction that moves them: handed in by who knows the floor above.
 * @returns how many open attempts got another deadline
 */
export type FollowDates = (tx: Tx, moved: MovedDates) => Promise<number>;

/** Those enrolled in a cohort. */
export async function listEnrolled(tx: Tx, cohortId: string): Promise<string[]> {
  const where = { cohortId, withdrawnAt: null };
  const rows = await tx.enrollment.findMany({ where, select: { userId: true } });
  return rows.map(({ userId }) => userId);
}

/** Those enrolled in a cohort who have a course by no other cohort: what this one takes, they do not have. */
export async function listDependent(tx: Tx, cohortId: string, courseId: string): Promise<string[]> {
  const rows = await readRows<{ userId: string }[]>(
    sql`
    SELECT e."userId" FROM "Enrollment" e
    WHERE e."cohortId" = ${cohortId} AND e."withdrawnAt" IS NULL AND NOT EXISTS (
      SELECT 1 FROM "Enrollment" o JOIN "Assignment" s ON s."cohortId" = o."cohortId"
      WHERE o."userId" = e."userId" AND o."cohortId" <> ${cohortId} AND o."withdrawnAt" IS NULL
        AND s."courseId" = ${courseId} AND s."takenBackAt" IS NULL)`,
    tx,
  );
  return rows.map(({ userId }) => userId);
}

/** Since when a person, by whatever cohort, does not have a course that they had; null when they never had it, or have it. */
export async function findLost(tx: Tx, userId: string, courseId: string): Promise<Lost | null> {
  const rows = await readRows<LostRow[]>(
    sql`
    SELECT e."withdrawnAt", s."takenBackAt", s."opensOn", s."timeZone"
    FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
    WHERE e."userId" = ${userId} AND s."courseId" = ${courseId}`,
    tx,
  );
  const lost = rows.map(({ withdrawnAt, takenBackAt, ...dates }) => {
    const ends = [withdrawnAt, takenBackAt].flatMap((at) => (at ? toDate(at).getTime() : []));
    const from = ends.length > 0 ? new Date(Math.min(...ends)) : null;
    return from && { from, promised: openingInstant(dates, from) };
  });
  if (lost.includes(null)) return null;
  return lost.reduce((last, one) => (last && one && last.from > one.from ? last : one), null);
}

type LostRow = Record<'withdrawnAt' | 'takenBackAt', Date | string | null> &
  Pick<AssignmentDates, 'opensOn' | 'timeZone'>;

/** When a course opens for each of these people by the first of their cohorts that opens it: `now` where one has. */
export async function listOpenings(
  tx: Tx,
  userIds: readonly string[],
  courseId: string,
  now: Date,
): Promise<Map<string, Date>> {
  const found = new Map<string, Date>();
  if (userIds.length === 0) return found;
  const rows = await readRows<OpeningRow[]>(
    sql`
    SELECT e."userId", s."opensOn", s."timeZone"
    FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
    WHERE e."userId" IN (${join([...userIds])}) AND e."withdrawnAt" IS NULL
      AND s."courseId" = ${courseId} AND s."takenBackAt" IS NULL`,
    tx,
  );
  for (const { userId, ...dates } of rows) {
    const at = openingInstant(dates, now);
    const first = found.get(userId);
    if (!first || at < first) found.set(userId, at);
  }
  return found;
}

type OpeningRow = { userId: string } & Pick<AssignmentDates, 'opensOn' | 'timeZone'>;

/**
 * What a cohort that takes a course from people leaves to them: another one that opens it later than it opened `before`
 * (as `listOpenings` says). Their open attempts stand still until then.
 */
export async function listPutOff(
  tx: Tx,
  before: ReadonlyMap<string, Date>,
  courseId: string,
  now: Date,
): Promise<MovedDates[]> {
  const after = await listOpenings(tx, [...before.keys()], courseId, now);
  return [...after].flatMap(([userId, to]) => {
    const from = before.get(userId) ?? to;
    return to > from ? [{ courseId, userIds: [userId], away: { from, promised: from, to } }] : [];
  });
}
