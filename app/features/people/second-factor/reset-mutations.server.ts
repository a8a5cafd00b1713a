import type { Change } from '#app/auth/change.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { withoutFactor } from './queries.server.ts';
import { removeFactors } from './remove-mutations.server.ts';

/**
 * An administrator takes away the second factor of a person who has lost all of it: the password alone opens the account
 * then, if it is one that can stand alone, and else, or where their role needs more, leads them to set something up. Their sessions end, and they are told.
 * @throws 404 when there is no such account
 */
export async function resetSecondFactor(
  { actor, requestId, now = new Date() }: Change,
  userId: string,
  reason: string,
): Promise<Refusal | null> {
  if (userId === actor.id)
    return refuse('This is your own. Change it on the page of your second factor.');
  return inTransaction(async (tx) => {
    const where = { id: userId };
    if (!(await tx.user.findUnique({ where }))) throw notFound();
    if ((await tx.user.count({ where: { ...where, ...withoutFactor } })) > 0)
      return refuse('This account has no second factor.');
    await removeFactors(tx, userId);
    const data = { passwordDoubted: true };
    await tx.user.updateMany({ where: { ...where, passwordHash: { not: null } }, data });
    const sessions = await tx.session.deleteMany({ where: { userId } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'reset-second-factor',
      subject: 'user',
      subjectId: userId,
      after: { reason, sessionsEnded: sessions.count },
      requestId,
    });
    const text = { kind: 'second-factor-reset', by: actor.name, reason } as const;
    await recordNotices(tx, [{ userId, subjectId: userId, text }], now);
    return null;
  });
}
