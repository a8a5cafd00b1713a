import type { Change } from '#app/auth/change.ts';
import { inTransaction, newId, type sql, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { isInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { toNoticeResult } from '#app/features/notices/rules.ts';
import type { NewNotice } from '#app/features/notices/schema.ts';
import type { RegradeQuery } from '#app/features/records/gradings/decision-schema.ts';
import { type Consequences, toMarks } from '#app/features/records/gradings/history-rules.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { appendGradings, readMarks } from './grading-mutations.server.ts';
import { mayRegrade, type RegradePlan, type RegradeTask } from './regrade-plan-queries.server.ts';
import { getRegradePlan } from './regrade-queries.server.ts';

/** Applying a fixed key to attempts that were made at an earlier revision of their quiz. */

const changedSince = refuse(
  'Something changed since this was shown: an attempt was handed in or graded, or the quiz was published anew. Nothing was done. Look at it again as it stands now, then apply it.',
);

/** A regrade that was applied. `changed`: how many attempts have another grading by it. */
export type AppliedRegrade = { regradeId: string; changed: number };

/** What to apply. `preview`: the fingerprint of the plan that the actor saw. */
export type Regrading = { quizId: string; query: RegradeQuery; preview: string; reason: string };

/**
 * Applies a regrade as it was previewed, or not at all: every grading, what follows from it, the notices and the audit
 * log in one transaction. Nothing is overwritten; each attempt that changes gets another grading that names the regrade.
 * @throws 404 as `getRegradePage`.
 */
export async function applyRegrade(
  { actor, requestId, now = new Date() }: Change,
  { quizId, query, preview, reason }: Regrading,
): Promise<Refusal | AppliedRegrade> {
  const planned = await getRegradePlan(actor, quizId, query, now);
  if (planned?.plan.fingerprint !== preview) return changedSince;
  const { task, plan } = planned;
  const titles = { quiz: task.fix.version.body.frontmatter.title, by: actor.name, reason };
  return inTransaction(async (tx) => {
    const scope = mayRegrade(actor, quizId, task.revisionId);
    if (!(await stands(tx, task, plan, scope))) return changedSince;
    const regradeId = newId();
    const { changes, kept, same } = plan;
    const attempts = changes.length + kept.length + same.length;
    await tx.regrade.create({
      data: {
        id: regradeId,
        quizId,
        revisionId: task.revisionId,
        reason,
        attempts,
        policiesJson: JSON.stringify(task.policies),
        neverLower: task.neverLower,
        changed: changes.length,
        appliedAt: now,
        appliedById: actor.id,
      },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'regrade-quiz',
      subject: 'content',
      subjectId: quizId,
      after: {
        regradeId,
        revisionId: task.revisionId,
        reason,
        policies: task.policies,
        neverLower: task.neverLower,
        attempts,
        changed: changes.length,
      },
      requestId,
    });
    const consequences = await appendGradings(tx, task.seat, changes, {
      kind: 'key-fix',
      action: 'regrade-attempt',
      actorId: actor.id,
      reason,
      regradeId,
      now,
      requestId,
    });
    await recordNotices(tx, toNotices(plan, consequences, titles), now);
    return { regradeId, changed: changes.length };
  });
}

/** Whether everything still stands as it was planned for: the revision published, and every attempt in reach. */
async function stands(
  tx: Tx,
  { seat, revisionId }: RegradeTask,
  { marks }: RegradePlan,
  scope: ReturnType<typeof sql>,
): Promise<boolean> {
  if (!(await isInForce({ id: seat.quizId, revisionId }, tx))) return false;
  const now = await readMarks(tx, scope);
  return toMarks(now) === toMarks(marks);
}

function toNotices(
  { changes }: RegradePlan,
  consequences: Consequences,
  titles: { quiz: string; by: string; reason: string },
): NewNotice[] {
  return changes.map(({ attemptId, userId, number, before, after }) => ({
    userId,
    subjectId: attemptId,
    text: {
      kind: 'regraded',
      number,
      ...titles,
      before: toNoticeResult(before),
      after: toNoticeResult(after),
      ...(before.passed === after.passed
        ? { completed: [], voided: [] }
        : (consequences.get(userId) ?? { completed: [], voided: [] })),
    },
  }));
}
