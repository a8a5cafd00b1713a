import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { getMember } from '#app/features/people/cohorts/queries.server.ts';

/** Extra time for a person, in every quiz with a time limit. */

/** Extra time in force. `factor` times the limit, or null for no limit. */
export type ExtraTime = { id: string; factor: number | null };

/** A person's extra time in force, or null. The caller has checked who asks. */
export async function findExtraTime(userId: string, tx?: Tx): Promise<ExtraTime | null> {
  const [row] = await readRows<ExtraTime[]>(
    sql`SELECT "id", "factor" FROM "ExtraTime" WHERE "activeKey" = ${userId}`,
    tx,
  );
  return row ?? null;
}

/** One grant of extra time, for the record. `endedAt` null: in force. */
export type ExtraTimeRecord = ExtraTime & {
  grantedAt: Date;
  grantedBy: string;
  endedAt: Date | null;
  endedBy: string | null;
};

type Row = Omit<ExtraTimeRecord, 'grantedAt' | 'endedAt'> & {
  grantedAt: Date | string;
  endedAt: Date | string | null;
};

/**
 * Every grant of extra time to a cadet of a cohort of the actor's, the latest first.
 * @throws 404 when the cadet is not one of theirs.
 */
export async function listExtraTime(
  actor: Actor,
  cohortId: string,
  userId: string,
): Promise<ExtraTimeRecord[]> {
  await getMember(actor, cohortId, userId);
  const rows = await readRows<Row[]>(sql`
    SELECT x."id", x."factor", x."grantedAt", g."name" AS "grantedBy", x."endedAt", e."name" AS "endedBy"
    FROM "ExtraTime" x JOIN "User" g ON g."id" = x."grantedById"
      LEFT JOIN "User" e ON e."id" = x."endedById"
    WHERE x."userId" = ${userId} ORDER BY x."grantedAt" DESC, x."id"`);
  return rows.map(({ grantedAt, endedAt, ...row }) => ({
    ...row,
    grantedAt: toDate(grantedAt),
    endedAt: toDate(endedAt),
  }));
}
