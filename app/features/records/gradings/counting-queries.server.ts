import type { Actor } from '#app/auth/permissions.ts';
import { readRows, type Sql, sql } from '#app/db/client.server.ts';

/**
 * What counts, said once for every query. Of an attempt, its newest grading: a key fix, a reading by an instructor and an
 * appeal append one with the next sequence, and what came before is history. Of a person, every attempt that was not
 * voided, open ones too: those have no grading until they are closed, unless they were opened again.
 */

/**
 * SQL, for ON: grading `g` is the one that counts of attempt `a`. Asked this way, score and pass come from an index that
 * has them; asked for the highest sequence, SQLite opens the row with its long detail (over 3,000 attempts: 7 ms for 12).
 */
export const countingGrading: Sql = sql`g."attemptId" = a."id" AND NOT EXISTS
  (SELECT 1 FROM "Grading" n WHERE n."attemptId" = g."attemptId" AND n."sequence" > g."sequence")`;

/** SQL: the score that grading `g` gives; none when there was nothing to score, which is a pass and no 100%. */
export const countedScore: Sql = sql`CASE WHEN g."maxPoints" > 0 THEN g."score" END`;

/** SQL: whether attempt `a` counts. */
export const countingAttempt: Sql = sql`a."status" <> 'voided'`;

/** What the actor reached in a quiz. `bestScore` 0..1, null before the first grading with points; voided attempts do not count. */
export type QuizResult = {
  quizId: string;
  attempts: number;
  bestScore: number | null;
  passed: boolean;
  openAttemptId: string | null;
};

/** The actor's results by quiz id, for quizzes they began. One statement. */
export async function listQuizResults(actor: Pick<Actor, 'id'>): Promise<Map<string, QuizResult>> {
  const rows = await readRows<
    {
      quizId: string;
      attempts: number | bigint;
      bestScore: number | null;
      passed: number | bigint;
      openAttemptId: string | null;
    }[]
  >(sql`
    SELECT a."quizId", COUNT(*) AS "attempts", MAX(${countedScore}) AS "bestScore",
      MAX(CASE WHEN g."passed" THEN 1 ELSE 0 END) AS "passed",
      MAX(CASE WHEN a."status" = 'open' THEN a."id" END) AS "openAttemptId"
    FROM "Attempt" a LEFT JOIN "Grading" g ON ${countingGrading}
    WHERE a."userId" = ${actor.id} AND ${countingAttempt}
    GROUP BY a."quizId"`);
  return new Map(
    rows.map((row) => [
      row.quizId,
      { ...row, attempts: Number(row.attempts), passed: Number(row.passed) === 1 },
    ]),
  );
}

/** SQL: whether the user has passed the quiz, in an attempt that counts. */
export function hasPassedQuiz(userId: string, quizId: Sql | string): Sql {
  return sql`EXISTS (SELECT 1 FROM "Attempt" a JOIN "Grading" g ON ${countingGrading}
    WHERE a."userId" = ${userId} AND a."quizId" = ${quizId} AND ${countingAttempt} AND g."passed")`;
}
