import type { Actor } from '#app/auth/permissions.ts';
import { empty, join, readRows, type Sql, sql, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { notFound } from '#app/http/errors.ts';
import { dayOf } from '#app/time/days.ts';
import {
  type Away,
  dueInstant,
  findHolding,
  type GivenDates,
  isOpen,
  type PersonalDates,
  toPersonal,
} from './rules.ts';

/** Who has which course now, and by when. */

/**
 * SQL, for FROM: enrollment `e` with each course `s` that it gives now. A person has a course who is enrolled, and has not
 * withdrawn, in a cohort to which it is assigned and from which it was not taken back. Whether it is open yet, its days
 * say: `isOpen`.
 */
const givenCourses = sql`"Enrollment" e
  JOIN "Assignment" s ON s."cohortId" = e."cohortId" AND e."withdrawnAt" IS NULL AND s."takenBackAt" IS NULL`;

/** SQL: whether a person has a course now, open yet or not. */
export function hasCourse(userId: Sql | string, courseId: Sql | string): Sql {
  return sql`EXISTS (SELECT 1 FROM ${givenCourses}
    WHERE e."userId" = ${userId} AND s."courseId" = ${courseId})`;
}

/** SQL: whether a course that a person has is open to them by its opening day, on what is today in the zone of their dates. */
export function hasOpenCourse(userId: string, courseId: string, now: Date, timeZone: string): Sql {
  return sql`EXISTS (SELECT 1 FROM ${givenCourses}
    WHERE e."userId" = ${userId} AND s."courseId" = ${courseId}
      AND (s."opensOn" IS NULL OR s."opensOn" <= ${dayOf(now, timeZone)}))`;
}

/** SQL: what `GivenDates` holds, and the person's own due day, of a course that is given in cohort `c`. */
const givenDates = sql`s."opensOn", s."dueOn", s."timeZone", c."endsOn", c."archivedAt",
  c."timeZone" AS "cohortZone", o."dueOn" AS "ownDueOn"`;

/** SQL, for FROM: `givenCourses` with the cohort `c`, and the own date `o` that is in force for the person, if one is. */
const givenWithDates = sql`${givenCourses} JOIN "Cohort" c ON c."id" = e."cohortId"
  LEFT JOIN "OwnDate" o ON o."activeKey" = s."id" || ' ' || e."userId"`;

type Dated = GivenDates & { ownDueOn: string | null };

const toGiven = <T extends Dated>(row: T) => toPersonal(row, row.ownDueOn);

/** A course assigned to the actor through a cohort they are enrolled in. Dates are local days in `timeZone`. */
export type CadetAssignment = PersonalDates & { courseId: string; cohortName: string };

async function selectAssignments(actor: Pick<Actor, 'id'>, courseId?: string, tx?: Tx) {
  const query = sql`
    SELECT s."courseId", ${givenDates}, c."name" AS "cohortName"
    FROM ${givenWithDates}
    WHERE e."userId" = ${actor.id}
      ${courseId === undefined ? empty : sql`AND s."courseId" = ${courseId}`}`;
  const rows = await readRows<(Omit<CadetAssignment, 'isOwn'> & Dated)[]>(query, tx);
  return rows.map(toGiven);
}

/** A course as one cohort gives it to a person. */
export type GivenCourse = GivenDates &
  PersonalDates & { userId: string; cohortId: string; courseId: string };

/** Every way in which users have their courses now, open yet or not. `users`: SQL that selects their ids. */
export async function listGivenCourses(users: Sql): Promise<GivenCourse[]> {
  const rows = await readRows<(Omit<GivenCourse, 'isOwn'> & Dated)[]>(sql`
    SELECT e."userId", e."cohortId", s."courseId", ${givenDates}
    FROM ${givenWithDates} WHERE e."userId" IN (${users})`);
  return rows.map(toGiven);
}

function byUrgency(now: Date) {
  return (a: CadetAssignment, b: CadetAssignment) =>
    Number(isOpen(b, now)) - Number(isOpen(a, now)) || dueTime(a) - dueTime(b);
}

const dueTime = (dates: CadetAssignment) => dueInstant(dates)?.getTime() ?? Number.MAX_SAFE_INTEGER;

/**
 * The courses assigned to the actor through enrollments that are not withdrawn: one row a course, as `findHolding` has
 * it; open ones first, then by due date. Courses that open later are included: tell them apart with `isOpen`.
 */
export async function listAssignments(actor: Actor, now: Date): Promise<CadetAssignment[]> {
  const rows = await selectAssignments(actor);
  return [...new Set(rows.map(({ courseId }) => courseId))]
    .map((id) => rows.filter(({ courseId }) => courseId === id))
    .flatMap((given) => findHolding(given, now) ?? [])
    .sort(byUrgency(now));
}

/**
 * The IANA zone in which the actor reads times: that of their assignment of the course, or else of the most urgent one; of
 * somebody who has none any more, that of the cohort they joined last; the academy's of everybody else.
 */
export async function findTimeZone(actor: Actor, now: Date, courseId?: string): Promise<string> {
  const assignments = await listAssignments(actor, now);
  const own = assignments.find((one) => one.courseId === courseId) ?? assignments[0];
  if (own) return own.timeZone;
  const [last] = await readRows<{ timeZone: string }[]>(sql`
    SELECT c."timeZone" FROM "Enrollment" e JOIN "Cohort" c ON c."id" = e."cohortId"
    WHERE e."userId" = ${actor.id} ORDER BY e."enrolledAt" DESC LIMIT 1`);
  return last?.timeZone ?? env.TIME_ZONE;
}

/**
 * The actor's open assignment of a course: what makes its lessons and quizzes theirs. Pass the transaction when a
 * change depends on it.
 * @throws 404 Response when the course is not assigned to the actor, or not open yet.
 */
export async function getOpenAssignment(
  actor: Pick<Actor, 'id'>,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<CadetAssignment> {
  const rows = await selectAssignments(actor, courseId, tx);
  const holding = findHolding(rows, now);
  if (!holding || !isOpen(holding, now)) throw notFound();
  return holding;
}

/** Why a course that the actor had is not open to them now; null when it is. Pass the transaction when a change depends on it. */
export async function findAway(
  { id: userId }: Pick<Actor, 'id'>,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<Away | null> {
  const holding = findHolding(await selectAssignments({ id: userId }, courseId, tx), now);
  if (holding?.opensOn && !isOpen(holding, now))
    return { why: 'later', opensOn: holding.opensOn, timeZone: holding.timeZone };
  if (holding) return null;
  const taken = await readRows<unknown[]>(
    sql`
    SELECT 1 AS "one" FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
    WHERE e."userId" = ${userId} AND e."withdrawnAt" IS NULL
      AND s."courseId" = ${courseId} AND s."takenBackAt" IS NOT NULL LIMIT 1`,
    tx,
  );
  return { why: taken.length > 0 ? 'taken-back' : 'left' };
}

/** Users named in one statement: no database takes lists of any length. */
const batch = 500;

type GivenRow = Dated & { userId: string };

/** The dates by which these users have the course, as far as it is open for them: one row a user and cohort. */
async function listOpenDates(
  userIds: readonly string[],
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<GivenRow[]> {
  const found: GivenRow[] = [];
  for (let from = 0; from < userIds.length; from += batch) {
    const rows = await readRows<GivenRow[]>(
      sql`
        SELECT e."userId", ${givenDates}
        FROM ${givenWithDates}
        WHERE e."userId" IN (${join(userIds.slice(from, from + batch))}) AND s."courseId" = ${courseId}`,
      tx,
    );
    for (const row of rows) if (isOpen(row, now)) found.push(toGiven(row));
  }
  return found;
}

/** Those of these users for whom a course is open now, whoever asks. */
export async function listAssigned(
  userIds: readonly string[],
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<Set<string>> {
  const rows = await listOpenDates(userIds, courseId, now, tx);
  return new Set(rows.map(({ userId }) => userId));
}

/** Whether a course is open for a cadet now, whoever asks. */
export async function isAssigned(
  userId: string,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<boolean> {
  return (await listOpenDates([userId], courseId, now, tx)).length > 0;
}

/**
 * The instant at which a course is due for a cadet, by the cohort that `findHolding` says; null when it is never, or the
 * course is not open to them.
 */
export async function findDue(
  userId: string,
  courseId: string,
  now: Date,
  tx?: Tx,
): Promise<Date | null> {
  const holding = findHolding(await listOpenDates([userId], courseId, now, tx), now);
  return holding ? dueInstant(holding) : null;
}
