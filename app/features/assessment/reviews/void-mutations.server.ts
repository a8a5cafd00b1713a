import type { Change } from '#app/auth/change.ts';
import {
  inTransaction,
  isUniqueViolation,
  newId,
  readRows,
  sql,
  type Tx,
} from '#app/db/client.server.ts';
import { toBoolean } from '#app/db/dialect.server.ts';
import { toTaughtWhy } from '#app/features/assessment/attempts/held-rules.ts';
import { forgetTallies } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { findAway } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { voidUnearned } from '#app/features/records/completions/mutations.server.ts';
import { hasPassedQuiz } from '#app/features/records/gradings/counting-queries.server.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import { mayDecide } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';

/** Attempts that an instructor takes out of the count, or opens again. Both with a reason, both on record. */

type Row = {
  id: string;
  userId: string;
  quizId: string;
  revisionId: string;
  number: number;
  status: string;
  deadlineAt: Date | string | null;
};

/** An attempt of a cadet of the actor's. @throws 404 when there is none, it is not theirs, or it is their own. */
async function getDecidable({ actor }: Change, attemptId: string): Promise<Row> {
  const [row] = await readRows<Row[]>(sql`
    SELECT a."id", a."userId", a."quizId", a."revisionId", a."number", a."status", a."deadlineAt"
    FROM "Attempt" a WHERE a."id" = ${attemptId} AND ${mayDecide(actor)}`);
  if (!row) throw notFound();
  return row;
}

/**
 * Voids an attempt: it counts for nothing any more, and what rested on it alone is voided with it. Its answers and gradings
 * stay on record, and the cadet has one attempt more.
 * @throws 404 when there is no such attempt, it is not of a cadet of the actor's, or it is their own.
 */
export async function voidAttempt(
  change: Change,
  attemptId: string,
  reason: string,
): Promise<Refusal | null> {
  const { actor, requestId, now = new Date() } = change;
  const { userId, quizId, revisionId, number } = await getDecidable(change, attemptId);
  const { body } = await getQuizRevision(revisionId);
  const quiz = body.frontmatter.title;
  return inTransaction(async (tx) => {
    const [before] = await readRows<{ status: string }[]>(
      sql`SELECT "status" FROM "Attempt" WHERE "id" = ${attemptId} AND "status" <> 'voided'`,
      tx,
    );
    if (!before) return refuse('This attempt is voided already.');
    await tx.attempt.update({
      where: { id: attemptId },
      data: {
        status: 'voided',
        openKey: null,
        voidedAt: now,
        voidedById: actor.id,
        voidReason: reason,
      },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'void-attempt',
      subject: 'attempt',
      subjectId: attemptId,
      before,
      after: { status: 'voided', reason },
      requestId,
    });
    const cause = { actorId: actor.id, reason, now, requestId };
    const voided = await voidUnearned(tx, quizId, [userId], cause);
    await forgetTallies(tx, [attemptId]);
    const lessons = { completed: [], voided: voided.map(({ title }) => title) };
    const text = { kind: 'attempt-voided', quiz, number, by: actor.name, reason } as const;
    await recordNotices(tx, [{ userId, subjectId: attemptId, text: { ...text, ...lessons } }], now);
    return null;
  });
}

/**
 * Opens a finished attempt again, so that its cadet can go on with it: with what was saved, and `minutes` from now where
 * it closes by itself. Its gradings stay on record; the next one is made when it is closed again.
 * @throws 404 when there is no such attempt, it is not of a cadet of the actor's, or it is their own.
 */
export async function reopenAttempt(
  change: Change,
  attemptId: string,
  { minutes, reason }: { minutes?: number; reason: string },
): Promise<Refusal | null> {
  const { actor, requestId, now = new Date() } = change;
  const row = await getDecidable(change, attemptId);
  const { userId, quizId, number } = row;
  const { body } = await getQuizRevision(row.revisionId);
  const timed = row.deadlineAt !== null;
  if (timed && minutes === undefined)
    return new Refusal({
      minutes: ['This attempt has a deadline. Say how many minutes it is open for.'],
    });
  const deadlineAt = timed && minutes ? new Date(now.getTime() + minutes * 60_000) : null;
  const courseId = await getCourseId(quizId);
  try {
    return await inTransaction(async (tx) => {
      const problem = await findReopeningProblem(tx, row, courseId, now);
      if (problem) return refuse(problem);
      await tx.attempt.update({
        where: { id: attemptId },
        data: {
          status: 'open',
          openKey: `${userId} ${quizId}`,
          submittedAt: null,
          deadlineAt,
        },
      });
      await tx.reopening.create({
        data: { id: newId(), attemptId, reopenedAt: now, reopenedById: actor.id, reason },
      });
      await recordAudit(tx, {
        actorId: actor.id,
        action: 'reopen-attempt',
        subject: 'attempt',
        requestId,
        subjectId: attemptId,
        before: { status: row.status },
        after: { status: 'open', reason, ...(deadlineAt && { deadlineAt }) },
      });
      await forgetTallies(tx, [attemptId]);
      // Any attempt, not the first alone: an answer in it may have to wait for an instructor again.
      await tx.attempt.update({ where: { id: attemptId }, data: { tallied: false } });
      const quiz = body.frontmatter.title;
      const text = { kind: 'attempt-reopened', quiz, number, by: actor.name, reason } as const;
      const until = { deadlineAt: deadlineAt?.toISOString() ?? null };
      await recordNotices(tx, [{ userId, subjectId: attemptId, text: { ...text, ...until } }], now);
      return null;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse(anotherOpen);
    throw error;
  }
}

const anotherOpen = 'The cadet has another attempt at this quiz open. One at a time.';

/** Why an attempt cannot be opened again as it stands in the transaction, in words; null when it can. */
async function findReopeningProblem(
  tx: Tx,
  { id, userId, quizId }: Row,
  courseId: string,
  now: Date,
): Promise<string | null> {
  const [found] = await readRows<Standing[]>(
    sql`
    SELECT a."status", ${hasPassedQuiz(userId, quizId)} AS "passed",
      EXISTS (SELECT 1 FROM "Attempt" o WHERE o."openKey" = ${`${userId} ${quizId}`}) AS "another"
    FROM "Attempt" a WHERE a."id" = ${id}`,
    tx,
  );
  if (found?.status === 'open') return 'This attempt is open already.';
  if (found?.status === 'voided') return 'This attempt is voided. Voided attempts stay voided.';
  if (toBoolean(found?.passed ?? false))
    return 'The cadet has passed this quiz, so there is nothing to open an attempt for.';
  if (toBoolean(found?.another ?? false)) return anotherOpen;
  const away = await findAway({ id: userId }, courseId, now, tx);
  return away && `The cadet could not go on: ${toTaughtWhy(away, now)}.`;
}

type Standing = {
  status: string;
  passed: boolean | number | bigint;
  another: boolean | number | bigint;
};
