import { type Actor, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { empty, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { jsonAgg, toDate, toNumber } from '#app/db/dialect.server.ts';
import { notFound } from '#app/http/errors.ts';
import {
  type CohortAssignment,
  type CohortHead,
  type CohortPage,
  cohortAssignmentsSchema,
  type Member,
} from './schema.ts';

/** Cohorts for the people who teach them: an instructor's own ones, every one for an administrator. */

/** How many cohorts a page lists. */
export const cohortsPerPage = 12;

/**
 * SQL: whether the actor may see the cohort whose id the expression gives. Every query about a cohort and its cadets
 * has it in its WHERE.
 */
export function mayTeach(actor: Pick<Actor, 'id' | 'roles'>, cohortId: Sql): Sql {
  if (canSeeAllCohorts(actor)) return sql`1 = 1`;
  return sql`${cohortId} IN
    (SELECT ci."cohortId" FROM "CohortInstructor" ci WHERE ci."userId" = ${actor.id})`;
}

/**
 * SQL: the same of a cohort that is reached by way of somebody in it: one look for one cohort. Through the list of the
 * actor's cohorts, which may be hundreds, SQLite would go again for everybody (5.9 ms for 22 attempts, so 0.1).
 */
export function mayTeachCohortOf(actor: Pick<Actor, 'id' | 'roles'>, cohortId: Sql): Sql {
  if (canSeeAllCohorts(actor)) return sql`1 = 1`;
  return sql`EXISTS (SELECT 1 FROM "CohortInstructor" ci
    WHERE ci."cohortId" = ${cohortId} AND ci."userId" = ${actor.id})`;
}

/** Whether a cohort that the actor may see has the course; administrators teach every one. */
export async function teachesCourse(actor: Actor, courseId: string): Promise<boolean> {
  if (canSeeAllCohorts(actor)) return true;
  const rows = await readRows<unknown[]>(sql`
    SELECT 1 AS "one" FROM "Assignment" a
    WHERE a."courseId" = ${courseId} AND a."takenBackAt" IS NULL
      AND ${mayTeach(actor, sql`a."cohortId"`)} LIMIT 1`);
  return rows.length > 0;
}

/** SQL that selects the ids of the courses that cohorts which the actor may see have; archived ones are left out. */
export function taughtCourseIds(actor: Pick<Actor, 'id' | 'roles'>): Sql {
  return sql`SELECT DISTINCT a."courseId" FROM "Assignment" a JOIN "Cohort" c ON c."id" = a."cohortId"
    WHERE a."takenBackAt" IS NULL AND c."archivedAt" IS NULL AND ${mayTeach(actor, sql`a."cohortId"`)}`;
}

/** The ids that `taughtCourseIds` selects. */
export async function listTaughtCourseIds(actor: Actor): Promise<Set<string>> {
  const rows = await readRows<{ courseId: string }[]>(taughtCourseIds(actor));
  return new Set(rows.map(({ courseId }) => courseId));
}

type CohortRow = Omit<CohortHead, 'assignments' | 'archivedAt'> & {
  archivedAt: Date | string | null;
  assignmentsJson: string;
};

const assignment = {
  courseId: sql`a."courseId"`,
  opensOn: sql`a."opensOn"`,
  dueOn: sql`a."dueOn"`,
  timeZone: sql`a."timeZone"`,
};

function selectCohorts(condition: Sql, rest: Sql = empty): Promise<CohortRow[]> {
  return readRows<CohortRow[]>(sql`
    SELECT c."id", c."name", c."timeZone", c."startsOn", c."endsOn", c."archivedAt",
      (SELECT ${jsonAgg(assignment, assignment.courseId)} FROM "Assignment" a
        WHERE a."cohortId" = c."id" AND a."takenBackAt" IS NULL) AS "assignmentsJson"
    FROM "Cohort" c WHERE ${condition} ${rest}`);
}

function toHead({ assignmentsJson, archivedAt, ...cohort }: CohortRow): CohortHead {
  const assignments = cohortAssignmentsSchema.parse(JSON.parse(assignmentsJson));
  return { ...cohort, archivedAt: toDate(archivedAt), assignments };
}

/** SQL: whether cohort `c` is among the archived, or among all the others. */
export function isArchived(archived: boolean): Sql {
  return archived ? sql`c."archivedAt" IS NOT NULL` : sql`c."archivedAt" IS NULL`;
}

/** How many of the cohorts `c` that a condition names are archived, and how many are not. */
export async function countCohorts(
  condition: Sql,
): Promise<Record<'current' | 'archived', number>> {
  const [counted] = await readRows<Record<'all' | 'archived', number | bigint>[]>(
    sql`SELECT COUNT(*) AS "all", COUNT(c."archivedAt") AS "archived" FROM "Cohort" c WHERE ${condition}`,
  );
  const archived = toNumber(counted?.archived ?? 0);
  return { archived, current: toNumber(counted?.all ?? 0) - archived };
}

/** A cohort that the actor may see. @throws 404 when there is none, or it is not theirs. */
export async function getCohort(actor: Actor, cohortId: string): Promise<CohortHead> {
  const [row] = await selectCohorts(sql`c."id" = ${cohortId} AND ${mayTeach(actor, sql`c."id"`)}`);
  if (!row) throw notFound();
  return toHead(row);
}

/** A course that a cohort had, with the dates it had when it was taken back. */
export type TakenBackCourse = CohortAssignment & { takenBackAt: Date };

/** The courses that were taken back from a cohort of the actor's. */
export async function listTakenBack(actor: Actor, cohortId: string): Promise<TakenBackCourse[]> {
  const rows = await readRows<(CohortAssignment & { takenBackAt: Date | string })[]>(sql`
    SELECT a."courseId", a."opensOn", a."dueOn", a."timeZone", a."takenBackAt" FROM "Assignment" a
    WHERE a."cohortId" = ${cohortId} AND a."takenBackAt" IS NOT NULL
      AND ${mayTeach(actor, sql`a."cohortId"`)}`);
  return rows.map((row) => ({ ...row, takenBackAt: toDate(row.takenBackAt) }));
}

/**
 * One page of the cohorts that the actor may see, the latest first.
 * @param page 1-based; beyond the last page the last one is given
 * @param archived which ones: the archived, or all the others
 */
export async function listCohorts(
  actor: Actor,
  page: number,
  archived: boolean,
): Promise<CohortPage> {
  const own = mayTeach(actor, sql`c."id"`);
  const counts = await countCohorts(own);
  const total = archived ? counts.archived : counts.current;
  const pages = Math.max(1, Math.ceil(total / cohortsPerPage));
  const here = Math.min(Math.max(1, page), pages);
  const from = (here - 1) * cohortsPerPage;
  const rows = await selectCohorts(
    sql`${own} AND ${isArchived(archived)}`,
    sql`ORDER BY c."startsOn" DESC, c."name" LIMIT ${cohortsPerPage} OFFSET ${from}`,
  );
  return { cohorts: rows.map(toHead), page: here, pages, total, archived: counts.archived };
}

type MemberRow = Omit<Member, 'enrolledAt' | 'withdrawnAt'> & {
  enrolledAt: Date | string;
  withdrawnAt: Date | string | null;
};

/** Someone who is or was enrolled in a cohort of the actor's. @throws 404 when there is none, or it is not theirs. */
export async function getMember(actor: Actor, cohortId: string, userId: string): Promise<Member> {
  const [row] = await readRows<MemberRow[]>(sql`
    SELECT u."id", u."name", u."email", u."badgeNumber", e."enrolledAt", e."withdrawnAt"
    FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId"
    WHERE e."cohortId" = ${cohortId} AND e."userId" = ${userId}
      AND ${mayTeach(actor, sql`e."cohortId"`)}`);
  if (!row) throw notFound();
  const { enrolledAt, withdrawnAt } = row;
  return { ...row, enrolledAt: toDate(enrolledAt), withdrawnAt: toDate(withdrawnAt) };
}
