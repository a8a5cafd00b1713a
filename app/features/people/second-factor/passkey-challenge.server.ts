import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { toAccountKey } from '#app/auth/pending-sign-in.server.ts';
import type { Tx } from '#app/db/client.server.ts';

/**
 * Challenges that passkeys answer: random, for one account, one use and one session (or sign-in under way), for some minutes,
 * and signed, so that any server can tell its own and none is stored before it is answered. Then it is, and no second
 * answer to it is taken.
 */

/** Whose passkey is asked for. `holder`: the session, or the sign-in under way, in which it is. */
export type Asked = { id: string; passwordHash: string | null; holder: string };

/** What for: to keep a new passkey, or to show one that is kept. */
export type Use = 'add' | 'show';

export const challengeMinutes = 10;

const [untilBytes, nonceBytes] = [6, 16];

const sign = (head: Buffer, use: Use, asked: Asked) =>
  createHmac('sha256', toAccountKey(asked))
    .update(JSON.stringify(['passkey', use, asked.id, asked.holder, head.toString('hex')]))
    .digest();

/** A new challenge, in base64url. */
export function makeChallenge(use: Use, asked: Asked, now = new Date()): string {
  const head = Buffer.concat([Buffer.alloc(untilBytes), randomBytes(nonceBytes)]);
  head.writeUIntBE(now.getTime() + challengeMinutes * 60_000, 0, untilBytes);
  return Buffer.concat([head, sign(head, use, asked)]).toString('base64url');
}

/** When a challenge runs out that was made for this; null when it was not, or has. */
export function readChallenge(
  challenge: string,
  use: Use,
  asked: Asked,
  now = new Date(),
): Date | null {
  const bytes = Buffer.from(challenge, 'base64url');
  const head = bytes.subarray(0, untilBytes + nonceBytes);
  const [given, right] = [bytes.subarray(head.length), sign(head, use, asked)];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const until = new Date(head.readUIntBE(0, untilBytes));
  return toAccountKey(asked) !== '' && until > now ? until : null;
}

/** A challenge that was answered, and when it runs out. */
export type Answered = { challenge: string; expiresAt: Date };

/** Uses a challenge up. @returns false when it was used before */
export async function spendChallenge(
  tx: Tx,
  { challenge: id, expiresAt }: Answered,
): Promise<boolean> {
  await tx.spentChallenge.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  if (await tx.spentChallenge.findUnique({ where: { id } })) return false;
  await tx.spentChallenge.create({ data: { id, expiresAt } });
  return true;
}
