import { newId, readRows, type Sql, sql, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { forgetTallies } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { recordAudits } from '#app/features/audit/mutations.server.ts';
import type { AuditAction } from '#app/features/audit/schema.ts';
import { listAssigned } from '#app/features/people/cohorts/assignment-queries.server.ts';
import {
  completeAllIfMet,
  voidUnearned,
} from '#app/features/records/completions/mutations.server.ts';
import { countingGrading } from '#app/features/records/gradings/counting-queries.server.ts';
import {
  type AttemptMark,
  type Consequences,
  type GradingDraft,
  type QuizSeat,
  toConsequences,
} from '#app/features/records/gradings/history-rules.ts';
import type { GradedAttempt } from '#app/features/records/gradings/schema.ts';

/**
 * Gradings are appended, never changed: the newest one counts. What follows from it (completions, item statistics, the
 * audit log) is written in the same transaction.
 */

/** Whose decision it is, and why. */
export type Decision = {
  kind: 'key-fix' | 'manual' | 'appeal';
  action: Extract<AuditAction, { subject: 'attempt' }>['action'];
  actorId: string;
  reason: string;
  regradeId?: string;
  now: Date;
  requestId?: string;
};

/** How the attempts `a` that meet a condition stand in the transaction. */
export function readMarks(tx: Tx, condition: Sql): Promise<AttemptMark[]> {
  return readRows<AttemptMark[]>(
    sql`
      SELECT a."id", a."status", g."sequence" FROM "Attempt" a JOIN "Grading" g ON ${countingGrading}
      WHERE ${condition}`,
    tx,
  );
}

const batch = 500;

function* batches<T>(list: readonly T[]): Generator<T[]> {
  for (let from = 0; from < list.length; from += batch) yield list.slice(from, from + batch);
}

/**
 * Appends gradings to attempts of one quiz, in the caller's transaction, which has made sure that they stand as they did
 * when the drafts were made. A pass won completes lessons if the cadet still has the course; a pass lost voids the
 * completions that rested on it.
 */
export async function appendGradings(
  tx: Tx,
  seat: QuizSeat,
  drafts: readonly GradingDraft[],
  decision: Decision,
): Promise<Consequences> {
  const { kind, actorId, reason, regradeId, now, requestId } = decision;
  await insertRows(
    tx,
    'Grading',
    drafts.map(({ attemptId, sequence, revisionId, after: { detail, ...total } }) => ({
      id: newId(),
      attemptId,
      sequence: sequence + 1,
      kind,
      revisionId,
      ...total,
      detailJson: JSON.stringify(detail),
      gradedAt: now,
      gradedById: actorId,
      reason,
      regradeId: regradeId ?? null,
    })),
  );
  for (const some of batches(drafts)) {
    await forgetTallies(
      tx,
      some.map(({ attemptId }) => attemptId),
    );
    // Nothing is tallied that waits for an instructor: the list of what waits is found by that.
    const waiting = some.filter(({ after }) => after.pending > 0);
    if (waiting.length > 0)
      await tx.attempt.updateMany({
        where: { id: { in: waiting.map(({ attemptId }) => attemptId) } },
        data: { tallied: false },
      });
  }
  await recordAudits(
    tx,
    drafts.map(({ attemptId, before, after }) => ({
      actorId,
      action: decision.action,
      subject: 'attempt',
      subjectId: attemptId,
      requestId,
      before: toAudit(before),
      after: { ...toAudit(after), reason, ...(regradeId && { regradeId }) },
    })),
  );
  return rederive(tx, seat, drafts, { actorId, reason, now, requestId });
}

const toAudit = ({ points, maxPoints, passed, pending }: GradedAttempt) => ({
  points,
  maxPoints,
  passed,
  ...(pending > 0 && { pending }),
});

type Cause = { actorId: string; reason: string; now: Date; requestId?: string };

async function rederive(
  tx: Tx,
  { quizId, courseId, lessonIds }: QuizSeat,
  drafts: readonly GradingDraft[],
  cause: Cause,
): Promise<Consequences> {
  const usersOf = (wanted: (draft: GradingDraft) => boolean) => [
    ...new Set(drafts.filter(wanted).map(({ userId }) => userId)),
  ];
  const won = usersOf(({ before, after }) => after.passed && !before.passed);
  const lost = usersOf(({ before, after }) => before.passed && !after.passed);
  const assigned = await listAssigned(won, courseId, cause.now, tx);
  const completed = await completeAllIfMet(
    tx,
    won.filter((userId) => assigned.has(userId)),
    lessonIds,
    cause,
  );
  return toConsequences(completed, await voidUnearned(tx, quizId, lost, cause));
}
