import type { Visit } from '#app/auth/change.ts';
import { toDeviceName } from '#app/auth/device-rules.ts';
import { closeSession, openSession, toStoredId } from '#app/auth/lucia.server.ts';
import { toPendingCookie } from '#app/auth/pending-sign-in.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { toSessionSeal } from '#app/auth/seal.server.ts';
import { db, inTransactionAbout } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { hasEventSince } from '#app/features/audit/queries.server.ts';
import type { FollowDates } from '#app/features/people/cohorts/moved-date-queries.server.ts';
import { hasSecondFactor } from '#app/features/people/second-factor/queries.server.ts';
import { toNetwork } from '#app/features/people/sign-in/network-rules.ts';
import { signInLimits } from '#app/features/people/sign-in/schema.ts';
import { type Denied, settleAccount } from './account-mutations.server.ts';
import { findSettled } from './account-queries.server.ts';
import { enrollByClaims } from './enroll-mutations.server.ts';
import { readFlow, readLeft, toFlowCookie, toLeftCookie } from './flow.server.ts';
import { beginFlow, endFlow, findEndSession, ProviderFailure } from './provider.server.ts';
import { type SsoAccount, saysSecondFactor } from './rules.ts';
import type { Problem } from './words.ts';

/** Signing in and out by the identity provider. */

/** What came of it: where to go on, with Set-Cookie values; or why not. */
export type Begun = { to: string; cookies: string[] } | { problem: Problem };

/** Sends a person on to the provider. `redirectTo`: where they want to go once signed in. */
export async function beginSignIn(redirectTo: string): Promise<Begun> {
  try {
    const { url, flow } = await beginFlow(redirectTo);
    return { to: url, cookies: [toFlowCookie(flow)] };
  } catch (error) {
    return { problem: toProblem(error) };
  }
}

/** What came of a sign-in; `half`: a code of the account's own second factor comes next. `redirectTo`: as it was given when it was begun, and not yet looked at. */
export type Finished = { cookies: string[] } & (
  | { kind: 'signed-in'; userId: string; roles: Role[]; redirectTo: string }
  | { kind: 'half'; redirectTo: string }
  | { kind: 'refused'; problem: Problem }
);

/**
 * Signs in the person who comes back from the provider, in the browser that began it. Whatever comes of it, what was begun
 * is used up. @param search the query of the address that they came back to
 */
export async function finishSignIn(
  visit: Visit,
  search: string,
  follow: FollowDates,
): Promise<Finished> {
  const ended = toFlowCookie(null);
  const refuse = (problem: Problem): Finished => ({ kind: 'refused', problem, cookies: [ended] });
  const flow = readFlow(visit.cookieHeader);
  if (!flow || new URLSearchParams(search).get('state') !== flow.state) return refuse('stale');
  const answer = await endFlow(search, flow).catch(toProblem);
  if (typeof answer === 'string') return refuse(answer);
  const { claims, idToken } = answer;
  const account = (await findSettled(claims)) ?? (await settleAccount(claims, visit.requestId));
  if ('problem' in account) return deny(visit, account, refuse);
  const { userId, roles, name, email } = account;
  const actor = { id: userId, name, email, roles };
  await enrollByClaims({ actor, requestId: visit.requestId }, claims, follow);
  // What a second step of ours would ask for, once more.
  const secondFactor = env.OIDC_TRUST_SECOND_FACTOR === 'on' || saysSecondFactor(claims);
  if (!secondFactor && (await hasSecondFactor(userId))) {
    const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    const pending = toPendingCookie({ id: userId, passwordHash });
    return { kind: 'half', redirectTo: flow.redirectTo, cookies: [ended, pending] };
  }
  const cookie = await openSsoSession(visit, account, { idToken, secondFactor });
  if (!cookie) return deny(visit, { problem: 'disabled', userId }, refuse);
  const cookies = [ended, cookie];
  return { kind: 'signed-in', userId, roles, redirectTo: flow.redirectTo, cookies };
}

const toProblem = (error: unknown): Problem => {
  if (error instanceof ProviderFailure) return error.problem;
  throw error;
};

/**
 * Opens a session for somebody whom the provider vouches for. It keeps the ID token, sealed by the session's own id, to sign
 * out there by. `secondFactor`: the provider asked for one, or is trusted to; the log says so.
 * @returns its Set-Cookie value; null when the account was disabled or unlinked meanwhile
 */
async function openSsoSession(
  { cookieHeader, clientAddress, userAgent, requestId }: Visit,
  { userId, identityId }: SsoAccount,
  { idToken, secondFactor }: { idToken: string; secondFactor: boolean },
): Promise<string | null> {
  const origin = { device: toDeviceName(userAgent), network: toNetwork(clientAddress) };
  const cookie = await openSession(userId, cookieHeader, origin);
  const idTokenSealed = toSessionSeal(cookie).seal(idToken);
  const signedInAt = new Date();
  // After the session is stored: whoever disables or unlinks the account from now on finds it there, and ends it.
  const isOpen = await inTransactionAbout(userId, async (tx) => {
    const identity = { id: identityId, userId, user: { disabledAt: null } };
    const { count } = await tx.identity.updateMany({ where: identity, data: { signedInAt } });
    if (count === 0) return false;
    await tx.user.update({ where: { id: userId }, data: { signedInAt } });
    await tx.session.updateMany({
      where: { id: toStoredId(cookie) ?? '' },
      data: { idTokenSealed },
    });
    await recordAudit(tx, {
      actorId: userId,
      action: 'sign-in',
      subject: 'user',
      subjectId: userId,
      after: { by: 'single sign-on', secondFactor },
      requestId,
    });
    return true;
  });
  if (isOpen) return cookie;
  await closeSession(cookie);
  return null;
}

const toldEveryMs = signInLimits.windowMinutes * 60_000;

/** Tells the log of a sign-in that was refused, if it is known to whose account; once in a quarter of an hour at most. */
async function deny(
  { clientAddress, requestId }: Visit,
  { problem, userId }: Denied,
  refuse: (problem: Problem) => Finished,
): Promise<Finished> {
  if (!userId) return refuse(problem);
  const event = { action: 'refuse-sign-in', subject: 'user', subjectId: userId } as const;
  const after = { network: toNetwork(clientAddress), by: 'single sign-on', why: problem };
  await inTransactionAbout(userId, async (tx) => {
    if (await hasEventSince(tx, event, new Date(Date.now() - toldEveryMs))) return;
    await recordAudit(tx, { ...event, actorId: null, after, requestId });
  });
  return refuse(problem);
}

/**
 * Before a session ends that single sign-on opened: the Set-Cookie value by which its person can sign out at the provider
 * too. null for any other session.
 */
export async function rememberLeft({ cookieHeader }: Visit): Promise<string | null> {
  const id = toStoredId(cookieHeader);
  const session = id && (await db.session.findUnique({ where: { id } }));
  if (!session || session.idTokenSealed === null) return null;
  return toLeftCookie(toSessionSeal(cookieHeader).open(session.idTokenSealed) ?? '');
}

/** Where this browser signs out at the provider; null when that offers no place for it. */
export async function findLeavePlace({ cookieHeader }: Visit): Promise<Begun | null> {
  try {
    const to = await findEndSession(readLeft(cookieHeader));
    return to ? { to, cookies: [toLeftCookie('')] } : null;
  } catch (error) {
    return { problem: toProblem(error) };
  }
}
