import type { z } from 'zod';
import type { Change, Visit } from '#app/auth/change.ts';
import { toStoredId } from '#app/auth/lucia.server.ts';
import { findPasswordProblem } from '#app/auth/new-password.server.ts';
import { hashPassword, verifyPassword } from '#app/auth/password.server.ts';
import { toPendingCookie } from '#app/auth/pending-sign-in.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { db, inTransactionAbout, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { hasSecondFactor } from '#app/features/people/second-factor/queries.server.ts';
import { spendLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { formatWait, sortRoles } from '#app/features/people/users/rules.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import type { newPasswordSchema, ownPasswordSchema } from './schema.ts';
import { type HalfSignIn, openSessionOf } from './sign-in-mutations.server.ts';
import { toTriedName, trySecret } from './try-mutations.server.ts';

/** A link that sets a password. `email`: of the account. */
type PasswordLink = { id: string; email: string | null; account: { id: string; name: string } };

/**
 * Sets the password of the account that a password link is for, ends all its sessions and signs the person in; one with a
 * second factor shows that first. Name, roles and record stay as they are.
 * @returns the Set-Cookie values of the new session and the roles; what is wrong with the password; null when the link is
 * no longer open.
 * @throws 404 when the account was disabled meanwhile.
 */
export async function changePassword(
  visit: Visit,
  { id, email, account: { id: userId, name } }: PasswordLink,
  form: z.infer<typeof newPasswordSchema>,
): Promise<Refusal | HalfSignIn | { cookies: string[]; roles: Role[] } | null> {
  const owner = { name, email, hasSecondFactor: await hasSecondFactor(userId) };
  const problem = await findPasswordProblem(form.password, owner);
  if (problem) return new Refusal({ password: [problem] });
  const passwordHash = await hashPassword(form.password);
  const roles = await inTransactionAbout(userId, async (tx) => {
    if (!(await spendLink(tx, id))) return null;
    if (!(await setPassword(tx, { id: userId }, passwordHash, visit))) throw notFound();
    return tx.userRole.findMany({ where: { userId } });
  });
  if (!roles) return null;
  const account = { id: userId, passwordHash };
  if (await hasSecondFactor(userId)) return { kind: 'half', cookies: [toPendingCookie(account)] };
  const cookies = await openSessionOf(account, visit);
  return cookies && { cookies, roles: sortRoles(roles.map(({ role }) => role)) };
}

/**
 * Sets the actor's password, which they know the present one of. All other sessions of theirs end; this one goes on under
 * a new id. With a second factor, the password shows nothing that the session did not.
 * @returns the Set-Cookie values of the session
 */
export async function changeOwnPassword(
  { actor }: Change,
  visit: Visit,
  form: z.infer<typeof ownPasswordSchema>,
): Promise<Refusal | string[]> {
  const [user, hasFactor, session] = await Promise.all([
    db.user.findUnique({ where: { id: actor.id } }),
    hasSecondFactor(actor.id),
    db.session.findUnique({ where: { id: toStoredId(visit.cookieHeader) ?? '' } }),
  ]);
  const tried = await trySecret(visit, { name: toTriedName(actor), user }, () =>
    verifyPassword(user?.passwordHash, form.currentPassword),
  );
  if (tried.kind === 'limited')
    return new Refusal({
      currentPassword: [`Too many tries. Try again ${formatWait(tried.seconds)}.`],
    });
  if (tried.kind === 'wrong' || !user) return new Refusal({ currentPassword: [notThisPassword] });
  await tried.forgive();
  const problem = await findPasswordProblem(form.password, {
    ...actor,
    hasSecondFactor: hasFactor,
  });
  if (problem) return new Refusal({ password: [problem] });
  const passwordHash = await hashPassword(form.password);
  const { id, passwordHash: before } = user;
  const isSet = await inTransactionAbout(id, (tx) =>
    setPassword(tx, { id, passwordHash: before }, passwordHash, visit),
  );
  const openedBy = hasFactor
    ? ({ shown: 'second factor', confirmedAt: session?.confirmedAt ?? session?.createdAt } as const)
    : undefined;
  const cookies = isSet && (await openSessionOf({ id, passwordHash }, visit, openedBy));
  return cookies || new Refusal({ currentPassword: [notThisPassword] });
}

const notThisPassword = 'This is not your present password. Check it, and type it again.';

/** Sets the password of an account that is as `where` says, and ends all its sessions. @returns false when it is not */
async function setPassword(
  tx: Tx,
  where: { id: string; passwordHash?: string | null },
  passwordHash: string,
  { requestId }: Visit,
): Promise<boolean> {
  // It was judged by what it has to do now.
  const data = { passwordHash, passwordDoubted: false };
  const { count } = await tx.user.updateMany({ where: { ...where, disabledAt: null }, data });
  if (count === 0) return false;
  const sessions = await tx.session.deleteMany({ where: { userId: where.id } });
  await recordAudit(tx, {
    actorId: where.id,
    action: 'change-password',
    subject: 'user',
    subjectId: where.id,
    after: { sessionsEnded: sessions.count },
    requestId,
  });
  return true;
}
