import type { Change, Visit } from '#app/auth/change.ts';
import { toStoredId } from '#app/auth/lucia.server.ts';
import { inTransactionAbout, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';

/**
 * Ends sessions of the actor: one, or all but the one they act in. What is over already, or somebody else's, stays as it
 * is and is told to no log.
 */
export async function endOwnSessions(
  { actor, requestId }: Change,
  which: { id: string } | { allBut: string | null },
): Promise<void> {
  const id = 'id' in which ? which.id : { not: which.allBut ?? '' };
  await inTransactionAbout(actor.id, async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId: actor.id, id } });
    if (count === 0) return;
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'end-sessions',
      subject: 'user',
      subjectId: actor.id,
      after: { sessionsEnded: count },
      requestId,
    });
  });
}

/**
 * Ends all sessions of a person but the one they act in, in which they have just shown who they are: what opens the account
 * is another from now on. @returns how many
 */
export async function endOtherSessions(
  tx: Tx,
  userId: string,
  { cookieHeader }: Visit,
  confirmedAt: Date,
): Promise<number> {
  const here = toStoredId(cookieHeader) ?? '';
  const { count } = await tx.session.deleteMany({ where: { userId, id: { not: here } } });
  await tx.session.updateMany({ where: { id: here }, data: { confirmedAt } });
  return count;
}

/** An administrator signs a person out everywhere. @throws 404 when there is no such account */
export async function endAllSessions(
  { actor, requestId }: Change,
  userId: string,
): Promise<Refusal | null> {
  if (userId === actor.id)
    return refuse('These are your own. End them on the page of your account.');
  return inTransactionAbout(userId, async (tx) => {
    if (!(await tx.user.findUnique({ where: { id: userId } }))) throw notFound();
    const { count } = await tx.session.deleteMany({ where: { userId } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'end-all-sessions',
      subject: 'user',
      subjectId: userId,
      after: { sessionsEnded: count },
      requestId,
    });
    return null;
  });
}
