import { db, readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { notFound } from '#app/http/errors.ts';
import { byName, type Listed } from '#app/names.ts';
import { dayOf } from '#app/time/days.ts';
import { countCohorts, isArchived } from './queries.server.ts';

/** Cohorts as administrators see them: every one, with who is in it and what is assigned. */

/** How many cohorts the administrators' list has on a page. */
const adminCohortsPerPage = 50;

/** A cohort in the list. Days are local days in `timeZone`; the counts leave out the withdrawn. */
export type CohortRow = {
  id: string;
  name: string;
  timeZone: string;
  startsOn: string;
  endsOn: string | null;
  cadets: number;
  instructors: number;
  courses: number;
};

/** A page of the list. `total`: all cohorts of the list; `archived`: all that are archived, whichever list it is. */
export type CohortList = {
  cohorts: CohortRow[];
  page: number;
  pages: number;
  total: number;
  archived: number;
};

/**
 * One page of all cohorts, the latest first: of the archived ones, or of all the others. `page` is 1-based; beyond the
 * last page the last one is given.
 */
export async function listAllCohorts(page: number, archived: boolean): Promise<CohortList> {
  const counts = await countCohorts(sql`1 = 1`);
  const total = archived ? counts.archived : counts.current;
  const pages = Math.max(1, Math.ceil(total / adminCohortsPerPage));
  const here = Math.min(page, pages);
  const rows = await readRows<
    (Omit<CohortRow, 'cadets' | 'instructors' | 'courses'> &
      Record<'cadets' | 'instructors' | 'courses', number | bigint>)[]
  >(sql`
    SELECT c."id", c."name", c."timeZone", c."startsOn", c."endsOn",
      (SELECT COUNT(*) FROM "Enrollment" e
        WHERE e."cohortId" = c."id" AND e."withdrawnAt" IS NULL) AS "cadets",
      (SELECT COUNT(*) FROM "CohortInstructor" i WHERE i."cohortId" = c."id") AS "instructors",
      (SELECT COUNT(*) FROM "Assignment" a
        WHERE a."cohortId" = c."id" AND a."takenBackAt" IS NULL) AS "courses"
    FROM "Cohort" c WHERE ${isArchived(archived)} ORDER BY c."startsOn" DESC, c."name"
    LIMIT ${adminCohortsPerPage} OFFSET ${(here - 1) * adminCohortsPerPage}`);
  const cohorts = rows.map((row) => ({
    ...row,
    cadets: toNumber(row.cadets),
    instructors: toNumber(row.instructors),
    courses: toNumber(row.courses),
  }));
  return { cohorts, page: here, pages, total, archived: counts.archived };
}

/** Cohorts to choose from in a form: the 200 that start last, by name; archived ones are left out. */
export async function listCohortChoices(): Promise<{ id: string; name: string }[]> {
  const cohorts = await readRows<{ id: string; name: string }[]>(
    sql`SELECT c."id", c."name" FROM "Cohort" c WHERE ${isArchived(false)}
      ORDER BY c."startsOn" DESC LIMIT 200`,
  );
  return cohorts.sort((a, b) => numbered.compare(a.name, b.name));
}

const numbered = new Intl.Collator('en', { numeric: true });

/** A person of a cohort. */
export type Person = Listed & { id: string };

/** Everything an administrator sets in one cohort. */
export type CohortDetail = {
  id: string;
  name: string;
  timeZone: string;
  startsOn: string;
  endsOn: string | null;
  archivedAt: Date | null;
  /** Links sent out that would enroll who opens them. */
  liveInvitations: number;
  instructors: Person[];
  assignments: AssignmentDetail[];
  /** Courses that were taken back: assigned again, they come back with these dates. */
  takenBack: AssignmentDetail[];
};

/** A course of a cohort. `ownDates`: due days that are single cadets', of those enrolled, the earliest first. */
export type AssignmentDetail = {
  id: string;
  courseId: string;
  opensOn: string | null;
  dueOn: string | null;
  timeZone: string;
  ownDates: { name: string; dueOn: string }[];
};

const person = { select: { id: true, name: true, email: true, badgeNumber: true } } as const;

/** An invitation that can still be accepted. */
export const liveInvitation = (now: Date) => ({
  usedAt: null,
  withdrawnAt: null,
  expiresAt: { gt: now },
});

/** A cohort with its instructors, by name, and the courses that it has. @throws 404 when there is no such cohort. */
export async function getCohortDetail(cohortId: string): Promise<CohortDetail> {
  const cohort = await db.cohort.findUnique({
    where: { id: cohortId },
    include: {
      instructors: { include: { user: person } },
      assignments: {
        orderBy: { courseId: 'asc' },
        include: {
          ownDates: {
            where: {
              endedAt: null,
              user: { enrollments: { some: { cohortId, withdrawnAt: null } } },
            },
            orderBy: { dueOn: 'asc' },
            include: { user: person },
          },
        },
      },
      _count: { select: { invitations: { where: liveInvitation(new Date()) } } },
    },
  });
  if (!cohort) throw notFound();
  const { id, name, timeZone, startsOn, endsOn, archivedAt } = cohort;
  return {
    id,
    name,
    timeZone,
    startsOn,
    endsOn,
    archivedAt,
    liveInvitations: cohort._count.invitations,
    instructors: cohort.instructors.map(({ user }) => toPerson(user)).sort(byName),
    assignments: cohort.assignments.filter((one) => one.takenBackAt === null).map(toAssignment),
    takenBack: cohort.assignments.filter((one) => one.takenBackAt !== null).map(toAssignment),
  };
}

type AssignmentRow = Omit<AssignmentDetail, 'ownDates'> & {
  ownDates: { dueOn: string; user: { name: string } }[];
};

const toAssignment = (row: AssignmentRow): AssignmentDetail => ({
  id: row.id,
  courseId: row.courseId,
  opensOn: row.opensOn,
  dueOn: row.dueOn,
  timeZone: row.timeZone,
  ownDates: row.ownDates.map(({ dueOn, user }) => ({ dueOn, name: user.name })),
});

const toPerson = ({ id, name, email, badgeNumber }: Person): Person => ({
  id,
  name,
  email,
  badgeNumber,
});

/** What the form of a new cohort starts with: the academy's zone, and today there. */
export function getNewCohort(
  now: Date,
): Pick<CohortDetail, 'name' | 'timeZone' | 'startsOn' | 'endsOn'> {
  const timeZone = env.TIME_ZONE;
  return { name: '', timeZone, startsOn: dayOf(now, timeZone), endsOn: null };
}

/** The time zones this server knows, by IANA name. */
export function listTimeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
