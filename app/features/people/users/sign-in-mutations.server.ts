import { createHash } from 'node:crypto';
import type { Visit } from '#app/auth/change.ts';
import { findDevice, toDeviceCookie } from '#app/auth/known-device.server.ts';
import { closeSession, openSession, readSession } from '#app/auth/lucia.server.ts';
import { verifyPassword } from '#app/auth/password.server.ts';
import { isRole, type Role } from '#app/auth/permissions.ts';
import { db, inTransaction, newId } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { ifWritable } from '#app/http/storage.server.ts';
import { signInLimits } from './schema.ts';
import { toNetwork, turns } from './sign-in-turns.server.ts';

/** What came of a try. `cookies`: Set-Cookie values; `seconds` until another try is looked at. */
export type SignInResult =
  | { kind: 'signed-in'; cookies: string[]; userId: string; roles: Role[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'limited'; seconds: number };

const noSuchAccount = refuse(
  'This e-mail address and password do not open an account here. Check both and try again. If you forgot your password, ask your academy’s administrator for a password link.',
);

const windowMs = signInLimits.windowMinutes * 60_000;

/** Failed tries within the window, newest first, as many as the limit at most. */
function listFailures(of: { account: string } | { address: string }, limit: number, now: Date) {
  const at = { gt: new Date(now.getTime() - windowMs) };
  const where = { ...of, succeeded: false, at };
  return db.signInTry.findMany({ where, orderBy: { at: 'desc' }, take: limit });
}

/**
 * Opens a session for a person who has shown that the password with this hash is theirs, and makes the browser known.
 * @returns Set-Cookie values; null when the password was changed or the account disabled meanwhile
 */
export async function openSessionOf(
  account: { id: string; passwordHash: string },
  cookieHeader: string | null,
  now = new Date(),
): Promise<string[] | null> {
  const cookie = await openSession(account.id, cookieHeader);
  // After the session is stored: whoever changes the password from now on finds it there, and ends it.
  const { count } = await db.user.updateMany({
    where: { ...account, disabledAt: null },
    data: { signedInAt: now },
  });
  if (count > 0) return [cookie, toDeviceCookie(cookieHeader, account)];
  await closeSession(cookie);
  return null;
}

/**
 * Signs a person in. An unknown e-mail, a wrong password, a disabled account and one without a password get the same
 * answer in the same time. Passwords of an account are looked at one after the other, and failures are counted when it is
 * a try's turn: of any number of parallel guesses no more than the limit reach a password on this server. A browser that
 * is known has a limit of its own. A network with many failures is slowed down, not shut out: others are behind it too.
 * The session that the Cookie header names, whoever's it is, ends once another one opens.
 */
export async function signIn(
  { clientAddress, requestId, cookieHeader }: Visit,
  { email, password }: { email: string; password: string },
): Promise<SignInResult> {
  const now = new Date();
  const user = await db.user.findUnique({ where: { email }, include: { roles: true } });
  const device = user && findDevice(cookieHeader, user);
  const account = createHash('sha256')
    .update(device ? `${email} ${device}` : email)
    .digest('hex');
  const address = device ? `device ${device}` : toNetwork(clientAddress);
  const { perAccount, perNetwork } = signInLimits;
  const slow = (await listFailures({ address }, perNetwork, now)).length >= perNetwork;
  const passwordHash = user?.disabledAt ? null : user?.passwordHash;

  const tried = await turns.take({ account, network: address, slow }, async () => {
    const failures = await listFailures({ account }, perAccount, now);
    const oldest = failures[perAccount - 1];
    const waitMs = oldest ? oldest.at.getTime() + windowMs - now.getTime() : 0;
    const fits = waitMs <= 0 && (await verifyPassword(passwordHash, password));
    if (!fits && waitMs <= 0) await addFailure({ account, address }, now);
    return { fits, waitMs, failures: failures.length };
  });
  const waitMs = tried ? tried.waitMs : signInLimits.busySeconds * 1000;
  if (!tried || waitMs > 0) return { kind: 'limited', seconds: Math.ceil(waitMs / 1000) };

  const cookies =
    user && passwordHash && tried.fits
      ? await openSessionOf({ id: user.id, passwordHash }, cookieHeader, now)
      : null;
  if (!user || !cookies) return { kind: 'refused', refusal: noSuchAccount };
  await inTransaction(async (tx) => {
    // Who gets in was mistaken before, not guessing.
    if (tried.failures > 0)
      await tx.signInTry.updateMany({ where: { account }, data: { succeeded: true } });
    await recordAudit(tx, {
      actorId: user.id,
      action: 'sign-in',
      subject: 'user',
      subjectId: user.id,
      requestId,
    });
  });
  const roles = user.roles.map(({ role }) => role).filter(isRole);
  return { kind: 'signed-in', cookies, userId: user.id, roles };
}

async function addFailure(of: { account: string; address: string }, now: Date): Promise<void> {
  await db.signInTry.create({ data: { id: newId(), ...of, at: new Date() } });
  await db.signInTry.deleteMany({ where: { at: { lte: new Date(now.getTime() - windowMs) } } });
}

/**
 * Ends the session of the Cookie header and returns the Set-Cookie value that clears it: the browser lets go of it even
 * where the database cannot write.
 */
export async function signOut({ cookieHeader, requestId }: Visit): Promise<string> {
  const { user } = await readSession(cookieHeader);
  const cookie = await closeSession(cookieHeader);
  if (user) {
    const subject = { subject: 'user', subjectId: user.id } as const;
    const event = { actorId: user.id, action: 'sign-out', ...subject, requestId } as const;
    await ifWritable(inTransaction((tx) => recordAudit(tx, event)));
  }
  return cookie;
}
