import { createHash } from 'node:crypto';
import type { Visit } from '#app/auth/change.ts';
import { closeSession, openSession, readSession } from '#app/auth/lucia.server.ts';
import { verifyPassword } from '#app/auth/password.server.ts';
import { isRole, type Role } from '#app/auth/permissions.ts';
import { db, inTransaction, newId } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { signInLimits } from './schema.ts';

/** What came of a try. `cookie`: a Set-Cookie value; `seconds` until another try is looked at. */
export type SignInResult =
  | { kind: 'signed-in'; cookie: string; userId: string; roles: Role[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'limited'; seconds: number };

const noSuchAccount = refuse(
  'This e-mail address and password do not open an account here. Check both and try again. If you forgot your password, ask your academy’s administrator for a password link.',
);

const windowMs = signInLimits.windowMinutes * 60_000;

/**
 * Seconds until fewer than `limit` failed tries, other than this one, lie within the window; 0 when that is so now.
 */
async function secondsToWait(
  tryId: string,
  of: { account: string } | { address: string },
  limit: number,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - windowMs);
  const [oldest] = await db.signInTry.findMany({
    where: { ...of, succeeded: false, at: { gt: since }, id: { not: tryId } },
    orderBy: { at: 'desc' },
    skip: limit - 1,
    take: 1,
  });
  return oldest
    ? Math.max(1, Math.ceil((oldest.at.getTime() + windowMs - now.getTime()) / 1000))
    : 0;
}

/**
 * Signs a person in. An unknown e-mail, a wrong password, a disabled account and one without a password get the same
 * answer in the same time. Every try is stored before the others are counted, so that of any number of parallel
 * guesses no more than the limit reach a password; a try over the limit is forgotten, so that it prolongs nothing.
 * The session that the Cookie header names, whoever's it is, ends once another one opens.
 */
export async function signIn(
  { clientAddress, requestId, cookieHeader }: Visit,
  { email, password }: { email: string; password: string },
): Promise<SignInResult> {
  const now = new Date();
  const account = createHash('sha256').update(email).digest('hex');
  const tryId = newId();
  await db.signInTry.create({ data: { id: tryId, account, address: clientAddress, at: now } });
  const [forAccount, forAddress] = await Promise.all([
    secondsToWait(tryId, { account }, signInLimits.perAccount, now),
    secondsToWait(tryId, { address: clientAddress }, signInLimits.perAddress, now),
  ]);
  const seconds = Math.max(forAccount, forAddress);
  if (seconds > 0) {
    await db.signInTry.delete({ where: { id: tryId } });
    return { kind: 'limited', seconds };
  }

  const user = await db.user.findUnique({ where: { email }, include: { roles: true } });
  const fits = await verifyPassword(user?.disabledAt ? null : user?.passwordHash, password);
  if (!user || !fits) return { kind: 'refused', refusal: noSuchAccount };

  const userId = user.id;
  await inTransaction(async (tx) => {
    await tx.signInTry.update({ where: { id: tryId }, data: { succeeded: true } });
    await tx.user.update({ where: { id: userId }, data: { signedInAt: now } });
    await recordAudit(tx, {
      actorId: userId,
      action: 'sign-in',
      subject: 'user',
      subjectId: userId,
      requestId,
    });
  });
  await db.signInTry.deleteMany({ where: { at: { lte: new Date(now.getTime() - windowMs) } } });
  const roles = user.roles.map(({ role }) => role).filter(isRole);
  return { kind: 'signed-in', cookie: await openSession(userId, cookieHeader), userId, roles };
}

/** Ends the session of the Cookie header and returns the Set-Cookie value that clears it. */
export async function signOut({ cookieHeader, requestId }: Visit): Promise<string> {
  const { user } = await readSession(cookieHeader);
  const cookie = await closeSession(cookieHeader);
  if (user) {
    const subject = { subject: 'user', subjectId: user.id } as const;
    await inTransaction((tx) =>
      recordAudit(tx, { actorId: user.id, action: 'sign-out', ...subject, requestId }),
    );
  }
  return cookie;
}
