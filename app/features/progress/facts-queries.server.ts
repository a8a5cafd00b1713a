import type { Actor } from '#app/auth/permissions.ts';
import { empty, join, type Sql, sql } from '#app/db/client.server.ts';
import { instantText, jsonAgg, toDate } from '#app/db/dialect.server.ts';
import { readReport } from '#app/db/replica.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import {
  listNewerEditions,
  toEditionPlaces,
} from '#app/features/records/completions/edition-queries.server.ts';
import {
  countedScore,
  countingAttempt,
  countingGrading,
} from '#app/features/records/gradings/counting-queries.server.ts';
import { mapInTurns } from '#app/long-turns.server.ts';
import { type CadetFacts, type Completed, toQuizStandings } from './facts-rules.ts';

/**
 * What the records say of cadets: the one reading behind the grid, its file, the overview and the cadet page. One
 * statement gives one row a cadet, with what the cadet did as JSON made by the database: rows by the thousand would cost
 * more to carry than to read. Each part is found by the cadet's id in an index that holds all of it, so that the cost
 * follows the cohort's size and nothing else.
 */

/** A cadet's facts with the enrollment that they were found through. */
export type EnrolledFacts = CadetFacts & { cohortId: string; withdrawnAt: Date | null };

type CompletionRow = [
  lessonId: string,
  minutes: number,
  activeSeconds: number,
  completedAt: string,
  accepted: boolean | 0 | 1,
];
type ViewRow = [lessonId: string, activeSeconds: number];
type AttemptRow = [
  quizId: string,
  number: number,
  status: string,
  at: string,
  score: number | null,
  passed: boolean | 0 | 1 | null,
];

type FactsRow = {
  cohortId: string;
  id: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  disabledAt: Date | string | null;
  enrolledAt: Date | string;
  withdrawnAt: Date | string | null;
  viewedAt: Date | string | null;
  signedInAt: Date | string | null;
  completionsJson: string;
  viewsJson: string | null;
  attemptsJson: string;
};

/** SQL: whether an instant lies in enrollment `e`, not after the cadet left. Leaving ends what a cohort may see. */
const beforeLeaving = (instant: Sql): Sql =>
  sql`(e."withdrawnAt" IS NULL OR ${instant} <= e."withdrawnAt")`;

const completion = [
  sql`k."lessonId"`,
  sql`k."minutes"`,
  sql`k."activeSeconds"`,
  instantText(sql`k."completedAt"`),
  sql`k."acceptedAt" IS NOT NULL`,
];
const view = [sql`p."lessonId"`, sql`p."activeSeconds"`];
const attempt = [
  sql`a."quizId"`,
  sql`a."number"`,
  sql`a."status"`,
  instantText(sql`COALESCE(a."submittedAt", a."startedAt")`),
  countedScore,
  sql`g."passed"`,
];

const selectCompletions = sql`SELECT ${jsonAgg(completion)} FROM "Completion" k
  WHERE k."userId" = e."userId" AND k."voidedAt" IS NULL AND ${beforeLeaving(sql`k."completedAt"`)}`;

const selectViewedAt = sql`SELECT MAX(p."lastViewedAt") FROM "LessonProgress" p
  WHERE p."userId" = e."userId" AND ${beforeLeaving(sql`p."lastViewedAt"`)}`;

const selectViews = sql`SELECT ${jsonAgg(view)} FROM "LessonProgress" p
  WHERE p."userId" = e."userId" AND ${beforeLeaving(sql`p."lastViewedAt"`)}`;

const selectAttempts = sql`SELECT ${jsonAgg(attempt)} FROM "Attempt" a
  LEFT JOIN "Grading" g ON ${countingGrading}
  WHERE a."userId" = e."userId" AND ${countingAttempt} AND ${beforeLeaving(sql`a."startedAt"`)}`;

/** The list that `jsonAgg` made: its shape is that of the statement above, for which the compiler cannot vouch. */
const parse = <Row>(json: string | null): Row[] => (json ? JSON.parse(json) : []);

function toCompletions(rows: readonly CompletionRow[]): Map<string, Completed> {
  const found = new Map<string, Completed>();
  for (const [lessonId, minutes, activeSeconds, at, accepted] of rows) {
    const known = found.get(lessonId);
    if (!known || known.at < at)
      found.set(lessonId, { at, minutes, activeSeconds, accepted: Boolean(accepted) });
  }
  return found;
}

/** What a course holds, what was taken out of it too. */
async function listContents(courseId: string): Promise<Set<string>> {
  const rows = await readReport<{ contentId: string }[]>(
    sql`SELECT "contentId" FROM "ContentItem" WHERE "courseId" = ${courseId}`,
  );
  return new Set(rows.map(({ contentId }) => contentId));
}

function toFacts(row: FactsRow, contents: ReadonlySet<string>, until = Infinity): EnrolledFacts {
  const inTime = (at: string) => Date.parse(at) <= until;
  const attempts = parse<AttemptRow>(row.attemptsJson).filter(([, , , at]) => inTime(at));
  const completions = parse<CompletionRow>(row.completionsJson).filter(([, , , at]) => inTime(at));
  const seen = attempts.map(([, , , at]) => Date.parse(at));
  for (const at of [row.viewedAt, row.signedInAt])
    if (at && toDate(at).getTime() <= until) seen.push(toDate(at).getTime());
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    badgeNumber: row.badgeNumber,
    cohortId: row.cohortId,
    disabled: row.disabledAt !== null,
    enrolledAt: toDate(row.enrolledAt),
    withdrawnAt: toDate(row.withdrawnAt),
    lastSeenAt: seen.length === 0 ? null : new Date(Math.max(...seen)),
    completions: toCompletions(completions),
    activeSeconds: new Map(parse<ViewRow>(row.viewsJson).filter(([id]) => contents.has(id))),
    quizzes: toQuizStandings(
      attempts.map(([quizId, number, status, , score, passed]) => ({
        quizId,
        number,
        status,
        score,
        passed: Boolean(passed),
      })),
    ),
    rereads: new Map(),
  };
}

/**
 * The facts of everyone who is or was enrolled in these cohorts, as far as they are the actor's. Of someone who left, what
 * came after is left out. In no order. Someone in two of the cohorts comes twice.
 * @param only `userId`: of one person; `courseId`: the course whose lessons `activeSeconds` tells of, none without it; `until`:
 * what came after is left out, except of `activeSeconds`, of which only the sum is kept
 */
export async function listFacts(
  actor: Actor,
  cohortIds: readonly string[],
  only: { userId?: string; courseId?: string; until?: Date } = {},
): Promise<EnrolledFacts[]> {
  if (cohortIds.length === 0) return [];
  const { userId, courseId, until } = only;
  const contents = courseId === undefined ? new Set<string>() : await listContents(courseId);
  const rows = await readReport<FactsRow[]>(sql`
    SELECT e."cohortId", u."id", u."name", u."email", u."badgeNumber", u."disabledAt", e."enrolledAt", e."withdrawnAt",
      (${selectViewedAt}) AS "viewedAt",
      CASE WHEN ${beforeLeaving(sql`u."signedInAt"`)} THEN u."signedInAt" END AS "signedInAt",
      (${selectCompletions}) AS "completionsJson",
      ${courseId === undefined ? sql`NULL` : sql`(${selectViews})`} AS "viewsJson",
      (${selectAttempts}) AS "attemptsJson"
    FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId"
    WHERE e."cohortId" IN (${join([...cohortIds])}) AND ${mayTeach(actor, sql`e."cohortId"`)}
      ${userId === undefined ? empty : sql`AND e."userId" = ${userId}`}`);
  return addRereads(await mapInTurns(rows, (row) => toFacts(row, contents, until?.getTime())));
}

/** The same facts with what is to be read again; of those who left, nothing is. */
async function addRereads(facts: EnrolledFacts[]): Promise<EnrolledFacts[]> {
  const asking = (await listCourses()).filter(({ rereadOn }) => rereadOn.length > 0);
  const userIds = facts.flatMap(({ id, withdrawnAt }) => (withdrawnAt === null ? [id] : []));
  const newer = await listNewerEditions([...new Set(userIds)], asking.flatMap(toEditionPlaces));
  const asked = new Map<string, Map<string, number>>();
  for (const { userId, lessonId, again, from } of newer)
    if (again) asked.set(userId, (asked.get(userId) ?? new Map()).set(lessonId, from));
  if (asked.size === 0) return facts;
  return facts.map((one) => {
    const own = one.withdrawnAt === null ? asked.get(one.id) : undefined;
    return own ? { ...one, rereads: own } : one;
  });
}
