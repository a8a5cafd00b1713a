import type { Change } from '#app/auth/change.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';

/**
 * Takes the link between an account and a person at the provider away, and ends the sessions that single sign-on opened. Who
 * has the account's address there is linked anew when they sign in next. Unlinking twice changes nothing.
 */
export async function unlinkIdentity(
  { actor, requestId }: Change,
  userId: string,
  { identityId, reason }: { identityId: string; reason: string },
): Promise<null> {
  await inTransaction(async (tx) => {
    const identity = await tx.identity.findFirst({ where: { id: identityId, userId } });
    if (!identity) return;
    await tx.identity.delete({ where: { id: identityId } });
    const { count } = await tx.session.deleteMany({
      where: { userId, idTokenSealed: { not: null } },
    });
    const { issuer, subject, email } = identity;
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'unlink-identity',
      subject: 'user',
      subjectId: userId,
      before: { issuer, subject, email },
      after: { reason, sessionsEnded: count },
      requestId,
    });
  });
  return null;
}
