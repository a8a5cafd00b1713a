import type { Change } from '#app/auth/change.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudits } from '#app/features/audit/mutations.server.ts';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import { createLinks, forgetSealed, withdrawLink } from './link-mutations.server.ts';
import { liveAt, slipDays } from './rules.ts';

// How many accounts in a statement.
const atOnce = 500;

/**
 * Makes a slip for each of these accounts, in place of the links that they have: those end. Accounts that are disabled, or
 * gone, get none.
 */
export async function createSlips(
  { actor, requestId, now = new Date() }: Change,
  userIds: readonly string[],
  seal: Seal,
): Promise<void> {
  await inTransaction(async (tx) => {
    await forgetSealed(tx, now);
    for (let from = 0; from < userIds.length; from += atOnce) {
      const id = { in: userIds.slice(from, from + atOnce) };
      const users = await tx.user.findMany({ where: { id, disabledAt: null } });
      const live = { accountId: id, ...liveAt(now) };
      for (const link of await tx.invitation.findMany({ where: live }))
        await withdrawLink(tx, { actor, requestId, now }, link);
      await createLinks(
        tx,
        users.map(({ id: accountId, email, name }) => ({
          email,
          name,
          roles: [],
          accountId,
          createdById: actor.id,
          days: slipDays,
          onPaper: true,
        })),
        { seal, now },
      );
      await recordAudits(
        tx,
        users.map((user) => ({
          actorId: actor.id,
          action: 'make-password-link' as const,
          subject: 'user' as const,
          subjectId: user.id,
          requestId,
        })),
      );
      if (isLongTurn()) await nextTurn();
    }
  });
}
