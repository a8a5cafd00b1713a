import { createHash } from 'node:crypto';
import type { Visit } from '#app/auth/change.ts';
import { findDevice } from '#app/auth/known-device.server.ts';
import { db, inTransactionAbout, newId } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { hasEventSince } from '#app/features/audit/queries.server.ts';
import { toNetwork } from './network-rules.ts';
import { signInLimits } from './schema.ts';
import { turns } from './sign-in-turns.server.ts';

/**
 * Tries at a secret of an account: its password, wherever it is asked for, and the codes beside it. Failures are rows, so that limits hold across
 * processes; of each account that is tried the audit log says so, once in a quarter of an hour at most.
 */

/**
 * Whose secret is tried. `name`: under which the failures are counted, that which was typed at sign-in; `user`: null when
 * there is no such account; `event`: what the log says of a failure.
 */
export type Tried = {
  name: string;
  user: { id: string; passwordHash: string | null } | null;
  event?: 'refuse-sign-in' | 'refuse-code';
};

/** What came of a try. `forgive`: takes back what was counted against who turned out to be its owner. */
export type TryResult =
  | { kind: 'fits'; forgive: () => Promise<void> }
  | { kind: 'wrong' }
  | { kind: 'limited'; seconds: number };

/** The name under which failures of who is signed in are counted. */
export const toTriedName = ({ id, email }: { id: string; email: string | null }): string =>
  email ?? id;

const windowMs = signInLimits.windowMinutes * 60_000;

/** Failed tries within the window, newest first, as many as the limit at most. */
function listFailures(of: { account: string } | { address: string }, limit: number, now: Date) {
  const at = { gt: new Date(now.getTime() - windowMs) };
  const where = { ...of, succeeded: false, at };
  return db.signInTry.findMany({ where, orderBy: { at: 'desc' }, take: limit });
}

/**
 * Tries a secret when it is its turn. Those of an account are looked at one after the other, and failures are counted when
 * it is a try's turn: of any number of parallel guesses no more than the limit reach the secret on this server. A browser
 * that is known has a limit of its own. A network with many failures is slowed down, not shut out: others are behind it too.
 */
export async function trySecret(
  { clientAddress, requestId, cookieHeader }: Visit,
  { name, user, event = 'refuse-sign-in' }: Tried,
  fits: () => Promise<boolean>,
): Promise<TryResult> {
  const now = new Date();
  const device = user && findDevice(cookieHeader, user);
  const account = createHash('sha256')
    .update(device ? `${name} ${device}` : name)
    .digest('hex');
  const network = toNetwork(clientAddress);
  const address = device ? `device ${device}` : network;
  const { perAccount, perNetwork } = signInLimits;
  const slow = (await listFailures({ address }, perNetwork, now)).length >= perNetwork;

  const tried = await turns.take({ account, network: address, slow }, async () => {
    const failures = await listFailures({ account }, perAccount, now);
    const oldest = failures[perAccount - 1];
    const waitMs = oldest ? oldest.at.getTime() + windowMs - now.getTime() : 0;
    const right = waitMs <= 0 && (await fits());
    if (!right && waitMs <= 0)
      await addFailure(
        { account, address },
        { action: event, userId: user?.id ?? account, isKnown: user !== null, network, requestId },
      );
    return { right, waitMs, failures: failures.length };
  });
  const waitMs = tried ? tried.waitMs : signInLimits.busySeconds * 1000;
  if (!tried || waitMs > 0) return { kind: 'limited', seconds: Math.ceil(waitMs / 1000) };
  if (!tried.right) return { kind: 'wrong' };
  return {
    kind: 'fits',
    async forgive() {
      if (tried.failures > 0)
        await db.signInTry.updateMany({ where: { account }, data: { succeeded: true } });
    },
  };
}

type Failure = {
  action: 'refuse-sign-in' | 'refuse-code';
  userId: string;
  isKnown: boolean;
  network: string;
  requestId: string;
};

async function addFailure(
  of: { account: string; address: string },
  { action, userId, isKnown, network, requestId }: Failure,
): Promise<void> {
  const at = new Date();
  const since = new Date(at.getTime() - windowMs);
  const event = { action, subject: 'user', subjectId: userId } as const;
  await db.signInTry.create({ data: { id: newId(), ...of, at } });
  await db.signInTry.deleteMany({ where: { at: { lte: since } } });
  await inTransactionAbout(userId, async (tx) => {
    // Asked for an account that does not exist, too, so that the time taken says nothing.
    const isTold = await hasEventSince(tx, event, since);
    if (isKnown && !isTold)
      await recordAudit(tx, { ...event, actorId: null, after: { network }, requestId });
  });
}
