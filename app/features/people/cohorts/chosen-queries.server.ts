import type { Actor } from '#app/auth/permissions.ts';
import { join, readRows, sql } from '#app/db/client.server.ts';
import { byName, type Listed } from '#app/names.ts';
import type { Deed } from './chosen-schema.ts';
import { mayTeach } from './queries.server.ts';

/** Cadets who were ticked in the grid, and those for whom something was done at one instant. */

export type ChosenCadet = Listed & { id: string };

/** Who of these people is in the cohort now, as far as it is the actor's, in the order of names. */
export async function listChosen(
  actor: Actor,
  cohortId: string,
  userIds: readonly string[],
): Promise<ChosenCadet[]> {
  if (userIds.length === 0) return [];
  const rows = await readRows<ChosenCadet[]>(sql`
    SELECT u."id", u."name", u."email", u."badgeNumber" FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId"
    WHERE e."cohortId" = ${cohortId} AND e."withdrawnAt" IS NULL
      AND e."userId" IN (${join([...userIds])}) AND ${mayTeach(actor, sql`e."cohortId"`)}`);
  return rows.sort(byName);
}

/** An own due day that was set at the instant and is in force, and the one that it took the place of. */
export type SetDate = {
  userId: string;
  courseId: string;
  before: { dueOn: string; reason: string } | null;
};

type SetDateRow = { userId: string; courseId: string; dueOn: string | null; reason: string | null };

/** The own due days in force that the actor set at one instant for people of a cohort of theirs. */
export async function listDatesSetAt(actor: Actor, cohortId: string, at: Date): Promise<SetDate[]> {
  const rows = await readRows<SetDateRow[]>(sql`
    SELECT o."userId", s."courseId", b."dueOn", b."reason"
    FROM "Assignment" s JOIN "OwnDate" o ON o."assignmentId" = s."id"
      LEFT JOIN "OwnDate" b ON b."assignmentId" = s."id" AND b."userId" = o."userId" AND b."endedAt" = ${at}
    WHERE s."cohortId" = ${cohortId} AND o."setAt" = ${at} AND o."setById" = ${actor.id}
      AND o."endedAt" IS NULL AND ${mayTeach(actor, sql`s."cohortId"`)}`);
  return rows.map(({ userId, courseId, dueOn, reason }) => ({
    userId,
    courseId,
    before: dueOn === null || reason === null ? null : { dueOn, reason },
  }));
}

/** Who left a cohort of the actor's at one instant, and has not come back. */
export async function listLeftAt(actor: Actor, cohortId: string, at: Date): Promise<ChosenCadet[]> {
  return readRows<ChosenCadet[]>(sql`
    SELECT u."id", u."name", u."email", u."badgeNumber" FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId"
    WHERE e."cohortId" = ${cohortId} AND e."withdrawnAt" = ${at}
      AND ${mayTeach(actor, sql`e."cohortId"`)}`);
}

/** For how many people what was done at the instant still stands, and could be taken back. */
export async function countDoneAt(
  actor: Actor,
  cohortId: string,
  what: Deed,
  at: Date,
): Promise<number> {
  const found = what === 'extend' ? listDatesSetAt : listLeftAt;
  return (await found(actor, cohortId, at)).length;
}
