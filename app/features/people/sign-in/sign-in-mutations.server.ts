import type { Visit } from '#app/auth/change.ts';
import { toDeviceName } from '#app/auth/device-rules.ts';
import { toDeviceCookie } from '#app/auth/known-device.server.ts';
import { closeSession, openSession, readSession } from '#app/auth/lucia.server.ts';
import { findPasswordProblem } from '#app/auth/new-password.server.ts';
import { verifyPassword } from '#app/auth/password.server.ts';
import { toPendingCookie } from '#app/auth/pending-sign-in.server.ts';
import { isRole, type Role } from '#app/auth/permissions.ts';
import { toSecret } from '#app/auth/secret-rules.ts';
import { db, inTransactionAbout } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import {
  hasSecondFactor,
  withoutFactor,
} from '#app/features/people/second-factor/queries.server.ts';
import { findSso, mayUsePassword } from '#app/features/people/single-sign-on/queries.server.ts';
import { toNoPassword } from '#app/features/people/single-sign-on/words.ts';
import { findByName } from '#app/features/people/users/sign-in-name-queries.server.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { ifWritable } from '#app/http/storage.server.ts';
import { foldText } from '#app/names.ts';
import { toNetwork } from './network-rules.ts';
import { trySecret } from './try-mutations.server.ts';

/** What came of a try. `cookies`: Set-Cookie values; `seconds` until another try is looked at; `half`: a code comes next. */
export type SignInResult =
  | HalfSignIn
  | { kind: 'signed-in'; cookies: string[]; userId: string; roles: Role[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'limited'; seconds: number };

/** The password was right, and a second factor is still to be shown: no session is open yet. */
export type HalfSignIn = { kind: 'half'; cookies: string[] };

const noSuchAccount = refuse(
  'This e-mail address and password do not open an account here. Check both and try again. If you forgot your password, the link under the form says how to choose a new one.',
);

// Said whether or not several have the number: who does not know it learns nothing.
const noSuchNumber = refuse(
  'This number and password do not open an account here. Check both and try again. Where several agencies use the same numbers, write yours in front of it, as it stands on your slip. If you forgot your password, ask your academy for a new slip.',
);

/** What a session is opened by. `confirmedAt`: of the session that it goes on from; absent: they showed it just now. */
type OpenedBy = { shown: 'password' | 'second factor'; confirmedAt?: Date };

/**
 * Opens a session for a person who has shown that the password with this hash is theirs, and makes the browser known.
 * @returns Set-Cookie values; null when the password was changed, the account disabled or a second factor turned on
 * meanwhile
 */
export async function openSessionOf(
  account: { id: string; passwordHash: string | null },
  { cookieHeader, clientAddress, userAgent }: Visit,
  { shown, confirmedAt }: OpenedBy = { shown: 'password' },
): Promise<string[] | null> {
  const origin = { device: toDeviceName(userAgent), network: toNetwork(clientAddress) };
  const cookie = await openSession(account.id, cookieHeader, origin, confirmedAt);
  // After the session is stored: whoever changes any of this from now on finds it there, and ends it.
  const { count } = await db.user.updateMany({
    where: { ...account, ...(shown === 'password' && withoutFactor), disabledAt: null },
    data: { signedInAt: new Date() },
  });
  if (count > 0) return [cookie, toDeviceCookie(cookieHeader, account)];
  await closeSession(cookie);
  return null;
}

/**
 * Signs a person in. An unknown address or number, one that several have, a wrong password, a disabled account and one
 * without a password get the same answer in the same time. Each name that somebody signs in by has failures of its own:
 * counted as one, they would tell which number belongs to which address. The session that the Cookie header names, whoever's
 * it is, ends once another one opens.
 */
export async function signIn(
  visit: Visit,
  { email: name, password }: { email: string; password: string },
): Promise<SignInResult> {
  const user = await findByName(name);
  const refusal = name.includes('@') ? noSuchAccount : noSuchNumber;
  const passwordHash = user?.disabledAt ? null : user?.passwordHash;
  const tried = await trySecret(visit, { name: foldText(name), user }, () =>
    verifyPassword(passwordHash, password),
  );
  if (tried.kind === 'limited') return tried;
  const roles = user?.roles.map(({ role }) => role).filter(isRole) ?? [];
  const sso = findSso();
  // Said to whoever has the password alone.
  if (tried.kind === 'fits' && sso && !mayUsePassword(roles))
    return { kind: 'refused', refusal: refuse(toNoPassword(sso.name)) };
  if (tried.kind === 'wrong' || !user || !passwordHash) return { kind: 'refused', refusal };
  // Who gets in was mistaken before, not guessing.
  const account = { id: user.id, passwordHash };
  if (await hasSecondFactor(user.id)) {
    await tried.forgive();
    return { kind: 'half', cookies: [toPendingCookie(account)] };
  }
  // One that cannot stand alone leads to where a longer one, or a second factor, is set up.
  const proves =
    user.passwordDoubted &&
    !(await findPasswordProblem(toSecret(password), { ...user, hasSecondFactor: false }));
  const cookies = await openSessionOf(account, visit);
  if (!cookies) return { kind: 'refused', refusal };
  await tried.forgive();
  const { requestId } = visit;
  const subject = { subject: 'user', subjectId: user.id } as const;
  await inTransactionAbout(user.id, async (tx) => {
    if (proves) await tx.user.updateMany({ where: account, data: { passwordDoubted: false } });
    await recordAudit(tx, { actorId: user.id, action: 'sign-in', ...subject, requestId });
  });
  return { kind: 'signed-in', cookies, userId: user.id, roles };
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
    await ifWritable(inTransactionAbout(user.id, (tx) => recordAudit(tx, event)));
  }
  return cookie;
}
