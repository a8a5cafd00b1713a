import { db, readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import { notFound } from '#app/http/errors.ts';
import { findJob } from '#app/jobs/background.server.ts';
import { hasRosterFile } from './roster-file.server.ts';
import {
  columnsSchema,
  problemsSchema,
  type RosterFilter,
  rowsPerPage,
  shownPersonSchema,
} from './roster-schema.ts';
import type { Answer, Verdict } from './schema.ts';

/** Lists of people that were sent in, for administrators. The caller has checked who asks. */

/** Under which name one list is worked at. */
export const toJobName = (id: string) => `roster ${id}`;

/** How many rows of a list have each verdict. */
export type Counts = Partial<Record<Verdict, number>>;

async function countRows(rosterId: string): Promise<Counts> {
  const rows = await readRows<{ verdict: Verdict; count: number | bigint }[]>(sql`
    SELECT "verdict", COUNT(*) AS "count" FROM "RosterRow" WHERE "rosterId" = ${rosterId}
    GROUP BY "verdict"`);
  return Object.fromEntries(rows.map(({ verdict, count }) => [verdict, toNumber(count)]));
}

const listed = 50;

/** The lists that were sent in last. */
export async function listRosters() {
  const rows = await db.roster.findMany({
    orderBy: { createdAt: 'desc' },
    take: listed,
    include: { createdBy: { select: { name: true } }, cohort: { select: { name: true } } },
  });
  return rows.map(({ id, fileName, state, refused, createdAt, appliedAt, ...row }) => {
    const cohort = row.cohort?.name ?? null;
    return { id, fileName, state, refused, createdAt, appliedAt, cohort, by: row.createdBy.name };
  });
}

/** A row of a list as the page shows it. */
export type ShownRow = {
  position: number;
  line: number | null;
  verdict: Verdict;
  reason: string | null;
  person: ReturnType<typeof shownPersonSchema.parse> | null;
  userId: string | null;
  asked: string | null;
  mayTake: boolean;
  answer: Answer | null;
};

/**
 * A list with what its rows would do or did, and a page of them. `job`: it is read or applied just now. `page` is 1-based;
 * beyond the last page the last one is given.
 * @throws 404 when there is no such list
 */
export async function getRoster(id: string, { show, page }: RosterFilter) {
  const roster = await db.roster.findUnique({
    where: { id },
    include: {
      cohort: { select: { id: true, name: true } },
      createdBy: { select: { name: true } },
      appliedBy: { select: { name: true } },
    },
  });
  if (!roster) throw notFound();
  const [job, counts, hasFile] = await Promise.all([
    findJob(toJobName(id)),
    countRows(id),
    hasRosterFile(id),
  ]);
  const total = show ? (counts[show] ?? 0) : sum(counts);
  const pages = Math.max(1, Math.ceil(total / rowsPerPage));
  const here = Math.min(page, pages);
  const rows = await db.rosterRow.findMany({
    where: { rosterId: id, verdict: show },
    orderBy: { position: 'asc' },
    skip: (here - 1) * rowsPerPage,
    take: rowsPerPage,
  });
  const { columnsJson, problemsJson, createdBy, appliedBy, ...about } = roster;
  return {
    ...about,
    by: createdBy.name,
    appliedBy: appliedBy?.name ?? null,
    columns: columnsSchema.parse(JSON.parse(columnsJson)),
    problems: problemsSchema.parse(JSON.parse(problemsJson)),
    counts,
    hasFile,
    job,
    rows: rows.map(toShown),
    shown: { total, page: here, pages },
  };
}

export type RosterPage = Awaited<ReturnType<typeof getRoster>>;

const sum = (counts: Counts) => Object.values(counts).reduce((all, count) => all + count, 0);

function toShown({
  position,
  line,
  verdict,
  reason,
  personJson,
  userId,
  asked,
  mayTake,
  answer,
}: Awaited<ReturnType<typeof db.rosterRow.findMany>>[number]): ShownRow {
  return {
    position,
    line,
    verdict: verdict as Verdict,
    reason,
    person: personJson ? shownPersonSchema.parse(JSON.parse(personJson)) : null,
    userId,
    asked,
    mayTake,
    answer: answer as Answer | null,
  };
}

/** The accounts of a list that was applied and that nobody can sign in to by a password yet, and how many have a slip that works. */
export async function listToActivate(id: string, now: Date) {
  const rows = await readRows<{ userId: string; hasLink: number | boolean }[]>(sql`
    SELECT u."id" AS "userId", EXISTS (SELECT 1 FROM "Invitation" i WHERE i."accountId" = u."id"
      AND i."usedAt" IS NULL AND i."withdrawnAt" IS NULL AND i."expiresAt" > ${now}) AS "hasLink"
    FROM "RosterRow" r JOIN "User" u ON u."id" = r."userId"
    WHERE r."rosterId" = ${id} AND r."verdict" IN ('create', 'update', 'unchanged')
      AND u."passwordHash" IS NULL AND u."disabledAt" IS NULL
    ORDER BY r."position"`);
  const userIds = rows.map(({ userId }) => userId);
  const live = rows.filter(({ hasLink }) => Boolean(hasLink)).map(({ userId }) => userId);
  return { userIds, live };
}
