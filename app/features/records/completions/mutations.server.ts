import { newId, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { recordAudits } from '#app/features/audit/mutations.server.ts';
import {
  listCompletable,
  listUnearned,
  type RestingCompletion,
} from './completion-queries.server.ts';
import type { CompletionDraft } from './pinned-edition-rules.ts';

/** Completions: derived from what the cadet did, written once, never edited; voided with a reason. */

const batch = 500;

/**
 * Writes the completion of each of the lessons whose rule the user meets now, in the caller's transaction, with its
 * audit event. Call it after anything that may meet a rule; calling it again changes nothing. A lesson that is completed,
 * at any revision, stays as it is; one whose completion was voided is completed anew, under the next sequence.
 * @returns the ids of the lessons completed by this call.
 */
export async function completeIfMet(
  tx: Tx,
  userId: string,
  lessonIds: readonly string[],
  cause: Cause,
): Promise<string[]> {
  const completed = await completeAllIfMet(tx, [userId], lessonIds, cause);
  return completed.map(({ lessonId }) => lessonId);
}

/** When, in which request, and whose doing it is; without `actorId` the cadet's own. */
type Cause = { now: Date; requestId?: string; actorId?: string };

/**
 * As `completeIfMet`, for any number of users at once: a few statements, however many they are.
 * @returns what was completed by this call.
 */
export async function completeAllIfMet(
  tx: Tx,
  userIds: readonly string[],
  lessonIds: readonly string[],
  { now, requestId, actorId }: Cause,
): Promise<CompletionDraft[]> {
  if (userIds.length === 0 || lessonIds.length === 0) return [];
  const drafts = await listCompletable(userIds, lessonIds, { tx });
  const rows = drafts.map(({ title: _title, rule, ...draft }) => ({ id: newId(), rule, ...draft }));
  const completed = insertRows(
    tx,
    'Completion',
    rows.map(({ rule, ...row }) => ({
      ...row,
      completedAt: now,
      ruleJson: JSON.stringify(rule),
    })),
  );
  const events = recordAudits(
    tx,
    rows.map(({ id, userId, sequence, ...after }) => ({
      actorId: actorId ?? userId,
      action: 'complete-lesson',
      subject: 'completion',
      subjectId: id,
      after: { ...after, ...(sequence > 1 && { sequence }) },
      requestId,
    })),
  );
  await Promise.all([completed, events]);
  return drafts;
}

/** What is taken back, by whom, and why. */
type Voiding = { actorId: string; reason: string; now: Date; requestId?: string };

/**
 * Voids the completions of these users that rested on a quiz which they have not passed any more, in the caller's
 * transaction: after a grading or a void took the pass away. Who has passed it in another attempt keeps them.
 * @returns what was voided by this call.
 */
export async function voidUnearned(
  tx: Tx,
  quizId: string,
  userIds: readonly string[],
  voiding: Voiding,
): Promise<RestingCompletion[]> {
  if (userIds.length === 0) return [];
  const unearned = await listUnearned(quizId, userIds, { tx });
  for (let from = 0; from < unearned.length; from += batch) {
    const ids = unearned.slice(from, from + batch).map(({ id }) => id);
    await markVoided(tx, ids, voiding);
  }
  return unearned;
}

/** Marks completions as voided, with their audit events. Those that are voided already stay as they are. */
export async function markVoided(
  tx: Tx,
  completionIds: readonly string[],
  { actorId, reason, now, requestId }: Voiding,
): Promise<void> {
  await tx.completion.updateMany({
    where: { id: { in: [...completionIds] }, voidedAt: null },
    data: { voidedAt: now, voidedById: actorId, voidReason: reason },
  });
  await recordAudits(
    tx,
    completionIds.map((id) => ({
      actorId,
      action: 'void-completion',
      subject: 'completion',
      subjectId: id,
      after: { reason },
      requestId,
    })),
  );
}
