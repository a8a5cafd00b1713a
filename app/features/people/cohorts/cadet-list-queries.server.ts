import { readRows, sql } from '#app/db/client.server.ts';
import { byCodePoint, toDate, toNumber } from '#app/db/dialect.server.ts';
import { holdsText } from '#app/features/people/users/queries.server.ts';
import type { Person } from './admin-queries.server.ts';
import { cadetsPerPage } from './admin-rules.ts';
import type { CadetListFilter } from './admin-schema.ts';

/** A cadet of a cohort. Who was withdrawn stays in the list. */
export type CadetRow = Person & { enrolledAt: Date; withdrawnAt: Date | null };

/**
 * A page of a cohort's cadets. `total`: all that the search lets through; whatever it is, `enrolled`: all who are enrolled
 * now, `everEnrolled`: with them those who were withdrawn.
 */
export type CadetList = {
  cadets: CadetRow[];
  page: number;
  pages: number;
  total: number;
  enrolled: number;
  everEnrolled: number;
};

type Row = Person & { enrolledAt: Date | string; withdrawnAt: Date | string | null };

/**
 * One page of the cadets whose name or e-mail holds `q`: those enrolled, then those withdrawn, each by name. `page` is
 * 1-based; beyond the last page the last one is given.
 */
export async function listCohortCadets(
  cohortId: string,
  filter: CadetListFilter,
): Promise<CadetList> {
  const found = filter.q ? holdsText(filter.q) : sql`1 = 1`;
  const here = sql`"Enrollment" e JOIN "User" u ON u."id" = e."userId" WHERE e."cohortId" = ${cohortId}`;
  const [counted] = await readRows<Record<'ever' | 'enrolled' | 'found', number | bigint>[]>(sql`
    SELECT COUNT(*) AS "ever", COUNT(CASE WHEN e."withdrawnAt" IS NULL THEN 1 END) AS "enrolled",
      COUNT(CASE WHEN ${found} THEN 1 END) AS "found"
    FROM ${here}`);
  const total = toNumber(counted?.found ?? 0);
  const pages = Math.max(1, Math.ceil(total / cadetsPerPage));
  const page = Math.min(filter.page, pages);
  const rows = await readRows<Row[]>(sql`
    SELECT u."id", u."name", u."email", u."badgeNumber", e."enrolledAt", e."withdrawnAt"
    FROM ${here} AND ${found}
    ORDER BY CASE WHEN e."withdrawnAt" IS NULL THEN 0 ELSE 1 END,
      ${byCodePoint(sql`u."foldedName"`)}, ${byCodePoint(sql`COALESCE(u."email", u."badgeNumber", '')`)}, u."id"
    LIMIT ${cadetsPerPage} OFFSET ${(page - 1) * cadetsPerPage}`);
  return {
    cadets: rows.map((row) => ({
      ...row,
      enrolledAt: toDate(row.enrolledAt),
      withdrawnAt: toDate(row.withdrawnAt),
    })),
    page,
    pages,
    total,
    enrolled: toNumber(counted?.enrolled ?? 0),
    everEnrolled: toNumber(counted?.ever ?? 0),
  };
}
