import type { Change } from '#app/auth/change.ts';
import { inTransactionAbout } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { conflict } from '#app/http/errors.ts';
import { isImplausible } from './measured-time-rules.ts';
import { type CompletionPlace, getTaughtCompletion } from './taught-queries.server.ts';

/** Completions of which hardly any time was measured, and which an instructor lets stand: both numbers stay on record. */

/**
 * Accepts a completion of a cadet of the actor's, which is a question to nobody from then on.
 * @throws 404 as `getTaughtCompletion`; 409 when it is no question, or not any more.
 */
export async function acceptCompletion(
  { actor, requestId, now = new Date() }: Change,
  place: CompletionPlace,
  reason: string,
): Promise<void> {
  const { minutes, activeSeconds } = await getTaughtCompletion(actor, place);
  const { completionId: id } = place;
  if (!isImplausible({ minutes, activeSeconds }))
    throw conflict('Enough time was measured for this completion. There is nothing to accept.');
  await inTransactionAbout(place.userId, async (tx) => {
    const { count } = await tx.completion.updateMany({
      where: { id, voidedAt: null, acceptedAt: null },
      data: { acceptedAt: now, acceptedById: actor.id, acceptReason: reason },
    });
    if (count === 0)
      throw conflict('This completion is voided or accepted already. Nothing was changed.');
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'accept-completion',
      subject: 'completion',
      subjectId: id,
      after: { reason, minutes, activeSeconds },
      requestId,
    });
  });
}

/**
 * Takes back that a completion was accepted: it is a question again.
 * @throws 404 as `getTaughtCompletion`; 409 when it is not accepted.
 */
export async function unacceptCompletion(
  { actor, requestId }: Change,
  place: CompletionPlace,
): Promise<void> {
  await getTaughtCompletion(actor, place);
  const { completionId: id } = place;
  await inTransactionAbout(place.userId, async (tx) => {
    const before = await tx.completion.findUniqueOrThrow({ where: { id } });
    const { acceptedById, acceptReason, acceptedAt } = before;
    if (!acceptedAt) throw conflict('This completion is not accepted any more.');
    await tx.completion.update({
      where: { id },
      data: { acceptedAt: null, acceptedById: null, acceptReason: null },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'unaccept-completion',
      subject: 'completion',
      subjectId: id,
      before: { acceptedById, reason: acceptReason },
      requestId,
    });
  });
}
