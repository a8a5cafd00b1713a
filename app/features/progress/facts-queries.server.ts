import type { Actor } from '#app/auth/permissions.ts';
import { empty, join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { instantText, stringAgg, toDate } from '#app/db/dialect.server.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { type AttemptFact, type CadetFacts, toQuizStandings } from './grid-rules.ts';

/**
 * What the records say of cadets, read for the grid: one statement gives one row a cadet, with what the cadet did
 * joined into text inside the database. Every part of it is found by the cadet's id in an index, so that the cost
 * follows the cohort's size and nothing else.
 */

/** A cadet's facts with the enrollment that they were found through. */
export type EnrolledFacts = CadetFacts & { cohortId: string; withdrawnAt: Date | null };

type FactsRow = {
  cohortId: string;
  id: string;
  name: string;
  email: string;
  disabledAt: Date | string | null;
  enrolledAt: Date | string;
  withdrawnAt: Date | string | null;
  done: string | null;
  viewed: string | null;
  attempts: string | null;
};

/** SQL: whether an instant lies in enrollment `e`, not after the cadet left. Leaving ends what a cohort may see. */
const beforeLeaving = (instant: Sql): Sql =>
  sql`(e."withdrawnAt" IS NULL OR ${instant} <= e."withdrawnAt")`;

/**
 * SQL, as a column: what user `u` tried, as far as it began in enrollment `e`, and how it was graded, then the time of the last try. Text of the form
 * `quiz number status sequence score passed,…|instant`, one entry a grading (sequence 0: none yet); voided attempts are
 * left out. Read it with `parseAttempts`.
 */
export const attemptsColumn: Sql = sql`
  (SELECT ${stringAgg(sql`t."quizId" || ' ' || t."number" || ' ' || t."status"
      || ' ' || COALESCE(g."sequence", 0) || ' ' || COALESCE(CAST(g."score" AS TEXT), '-')
      || ' ' || CASE WHEN g."passed" THEN 'passed' ELSE '-' END`)}
    || '|' || ${instantText(sql`MAX(COALESCE(t."submittedAt", t."startedAt"))`)}
    FROM "Attempt" t LEFT JOIN "Grading" g ON g."attemptId" = t."id"
    WHERE t."userId" = u."id" AND t."status" <> 'voided'
      AND ${beforeLeaving(sql`t."startedAt"`)}) AS "attempts"`;

/** Splits `list|instant`; the list is empty, and the instant 0, when there is nothing. */
function parseTrace(text: string | null): { list: string; at: number } {
  const [list = '', instant] = text?.split('|') ?? [];
  return { list, at: instant ? toDate(instant).getTime() : 0 };
}

/** Reads an `attemptsColumn`: each attempt with its newest grading, and when the last one was (0: never). */
export function parseAttempts(text: string | null): { attempts: AttemptFact[]; at: number } {
  const { list, at } = parseTrace(text);
  const attempts: (AttemptFact & { sequence: number })[] = [];
  for (const entry of list === '' ? [] : list.split(',')) {
    const [quizId = '', number, status = '', sequence, score = '-', passed] = entry.split(' ');
    const attempt = {
      quizId,
      number: Number(number),
      status,
      sequence: Number(sequence),
      score: score === '-' ? null : Number(score),
      passed: passed === 'passed',
    };
    const known = attempts.find((one) => one.number === attempt.number && one.quizId === quizId);
    if (!known) attempts.push(attempt);
    else if (attempt.sequence > known.sequence) Object.assign(known, attempt);
  }
  return { attempts, at };
}

const toSet = (list: string | null) => new Set(list ? list.split(',') : []);

function toFacts(row: FactsRow): EnrolledFacts {
  const viewed = parseTrace(row.viewed);
  const { attempts, at: triedAt } = parseAttempts(row.attempts);
  const lastSeenAt = Math.max(viewed.at, triedAt);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    cohortId: row.cohortId,
    disabled: row.disabledAt !== null,
    enrolledAt: toDate(row.enrolledAt),
    withdrawnAt: toDate(row.withdrawnAt),
    lastSeenAt: lastSeenAt === 0 ? null : new Date(lastSeenAt),
    doneLessons: toSet(row.done),
    viewedLessons: toSet(viewed.list),
    quizzes: toQuizStandings(attempts),
  };
}

/**
 * The facts of everyone who is or was enrolled in these cohorts, as far as they are the actor's; of one person when
 * `userId` is given. Of someone who left, what came after is left out. In no order. Someone in two of the cohorts comes twice.
 */
export async function listFacts(
  actor: Actor,
  cohortIds: readonly string[],
  userId?: string,
): Promise<EnrolledFacts[]> {
  if (cohortIds.length === 0) return [];
  const seen = instantText(sql`MAX(p."lastViewedAt")`);
  const rows = await readRows<FactsRow[]>(sql`
    SELECT e."cohortId", u."id", u."name", u."email", u."disabledAt", e."enrolledAt", e."withdrawnAt",
      (SELECT ${stringAgg(sql`k."lessonId"`)} FROM "Completion" k
        WHERE k."userId" = u."id" AND k."voidedAt" IS NULL
          AND ${beforeLeaving(sql`k."completedAt"`)}) AS "done",
      (SELECT ${stringAgg(sql`p."lessonId"`)} || '|' || ${seen} FROM "LessonProgress" p
        WHERE p."userId" = u."id" AND ${beforeLeaving(sql`p."lastViewedAt"`)}) AS "viewed",
      ${attemptsColumn}
    FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId"
    WHERE e."cohortId" IN (${join([...cohortIds])}) AND ${mayTeach(actor, sql`e."cohortId"`)}
      ${userId === undefined ? empty : sql`AND e."userId" = ${userId}`}`);
  return rows.map(toFacts);
}
