import type { Actor } from '#app/auth/permissions.ts';
import { join, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { mayTeach } from './queries.server.ts';

/** Due days that are one person's, in place of their cohort's. */

/** The own due days in force in cohorts of the actor's, for one course of one cohort: by the person's id. */
export type OwnDates = (cohortId: string, courseId: string) => ReadonlyMap<string, string>;

type Row = { cohortId: string; courseId: string; userId: string; dueOn: string };

const none: ReadonlyMap<string, string> = new Map();

/** Reads the own due days of these cohorts, as far as they are the actor's. */
export async function listOwnDates(actor: Actor, cohortIds: readonly string[]): Promise<OwnDates> {
  if (cohortIds.length === 0) return () => none;
  const rows = await readRows<Row[]>(sql`
    SELECT s."cohortId", s."courseId", o."userId", o."dueOn"
    FROM "Assignment" s JOIN "OwnDate" o ON o."assignmentId" = s."id" AND o."endedAt" IS NULL
    WHERE s."cohortId" IN (${join([...cohortIds])}) AND s."takenBackAt" IS NULL
      AND ${mayTeach(actor, sql`s."cohortId"`)}`);
  const found = new Map<string, Map<string, string>>();
  for (const { cohortId, courseId, userId, dueOn } of rows) {
    const key = `${cohortId} ${courseId}`;
    found.set(key, (found.get(key) ?? new Map<string, string>()).set(userId, dueOn));
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
