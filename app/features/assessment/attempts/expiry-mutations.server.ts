import type { Change } from '#app/auth/change.ts';
import { inTransactionAbout, join, readRows, sql } from '#app/db/client.server.ts';
import { hasCourse, isAssigned } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { toGraceEdge } from '#app/features/records/gradings/time-rules.ts';
import { logger } from '#app/http/logger.server.ts';
import { ifWritableNow } from '#app/http/storage.server.ts';
import {
  type ClosingAttempt,
  closeAttempt,
  closingColumns,
  readClosingFacts,
} from './closing-mutations.server.ts';
import {
  findOpenAttempt,
  getQuizOverview,
  type OpenAttempt,
  type QuizOverview,
} from './queries.server.ts';
import { type AttemptResult, findResult } from './result-queries.server.ts';

type DueRow = ClosingAttempt & { deadlineAt: Date | string };

// Whose course was taken from them could not go on: their attempt waits for it, and is not scored behind their back.
const isDue = (now: Date) => sql`"status" = 'open' AND "deadlineAt" < ${toGraceEdge(now)}
  AND ${hasCourse(
    sql`"Attempt"."userId"`,
    sql`(SELECT i."courseId" FROM "ContentItem" i WHERE i."contentId" = "Attempt"."quizId")`,
  )}`;

const columns = sql`${closingColumns}, "deadlineAt"`;

/**
 * Closes an open attempt at its deadline, if that and the grace are over and its cadet has the course. However many processes and requests ask at
 * once, it is graded once. A pass completes lessons if the course is still the cadet's.
 * @returns whether this call closed it
 */
async function expire(attempt: ClosingAttempt, now: Date, requestId?: string): Promise<boolean> {
  const facts = await readClosingFacts(attempt);
  return inTransactionAbout(attempt.userId, async (tx) => {
    // Extra time may have moved the deadline since the attempt was read.
    const [due] = await readRows<{ id: string }[]>(
      sql`SELECT "id" FROM "Attempt" WHERE "id" = ${attempt.id} AND ${isDue(now)}`,
      tx,
    );
    if (!due) return false;
    return closeAttempt(tx, facts, { actorId: null, requestId, now }, () =>
      isAssigned(attempt.userId, facts.courseId, now, tx),
    );
  });
}

/**
 * Closes those of a person's attempts that are due, one of them or all: what a page does before it shows them. Nothing
 * while the database cannot write; what cannot be graded is logged.
 */
export async function expireOwnAttempts(
  { actor, requestId, now = new Date() }: Change,
  attemptId?: string,
): Promise<void> {
  const one = attemptId === undefined ? sql`1 = 1` : sql`"id" = ${attemptId}`;
  const due = await readRows<DueRow[]>(
    sql`SELECT ${columns} FROM "Attempt" WHERE "userId" = ${actor.id} AND ${one} AND ${isDue(now)}`,
  );
  for (const attempt of due) await tryToExpire(attempt, now, requestId);
}

async function tryToExpire(attempt: DueRow, now: Date, requestId?: string) {
  try {
    return (await ifWritableNow(() => expire(attempt, now, requestId))) ? 'closed' : 'not-closed';
  } catch (error) {
    const { id: attemptId, deadlineAt } = attempt;
    logger.error({ err: error, attemptId, deadlineAt }, 'an attempt cannot be closed');
    return 'failed';
  }
}

/** How many attempts the ticker looks at in one go. */
const expiryBatch = 50;

/**
 * Closes every attempt that is due, the longest overdue first, in batches. One that cannot be graded is logged and left
 * for the next time; it keeps no other waiting.
 * @returns how many were closed by this call
 */
export async function expireDueAttempts(now = new Date()): Promise<number> {
  let closed = 0;
  const failed: string[] = [];
  for (;;) {
    const before = closed + failed.length;
    const skip = failed.length === 0 ? sql`1 = 1` : sql`"id" NOT IN (${join(failed)})`;
    const due = await readRows<DueRow[]>(sql`
      SELECT ${columns} FROM "Attempt" WHERE ${isDue(now)} AND ${skip}
      ORDER BY "deadlineAt" LIMIT ${expiryBatch}`);
    for (const attempt of due) {
      const outcome = await tryToExpire(attempt, now);
      if (outcome === 'closed') closed += 1;
      if (outcome === 'failed') failed.push(attempt.id);
    }
    const done = due.length < expiryBatch || failed.length >= expiryBatch;
    if (done || closed + failed.length === before) return closed;
  }
}

/**
 * The quiz page of the actor, after closing what is due.
 * @throws 404 as `getQuizOverview`.
 */
export async function openQuiz(
  change: Change,
  courseId: string,
  moduleId: string,
): Promise<QuizOverview> {
  await expireOwnAttempts(change);
  return getQuizOverview(change.actor, courseId, moduleId, change.now);
}

/**
 * The page of the actor's open attempt, or null when it is closed, at its deadline just now perhaps.
 * @throws 404 as `findOpenAttempt`.
 */
export async function openAttempt(change: Change, attemptId: string): Promise<OpenAttempt | null> {
  await expireOwnAttempts(change, attemptId);
  return findOpenAttempt(change.actor, attemptId, change.now);
}

/**
 * The result of the actor's attempt, or null while it is open; after closing it when it is due.
 * @throws 404 as `findResult`.
 */
export async function openResult(change: Change, attemptId: string): Promise<AttemptResult | null> {
  // Any open attempt at the quiz keeps results back, so all that are due are closed.
  await expireOwnAttempts(change);
  return findResult(change.actor, attemptId, change.now);
}
