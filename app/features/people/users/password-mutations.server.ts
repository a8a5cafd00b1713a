import type { z } from 'zod';
import type { Change, Visit } from '#app/auth/change.ts';
import { openSession } from '#app/auth/lucia.server.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { createInvitation, getInvitation, useUpInvitation } from './invitation-mutations.server.ts';
import type { InvitationLink } from './invite-mutations.server.ts';
import { passwordLinkDays, sortRoles } from './rules.ts';
import type { newPasswordSchema } from './schema.ts';

/** A forgotten password: an administrator hands over a link, and its bearer chooses a new one. */

/**
 * Makes a link that sets a new password of an account, whether or not it has one. Earlier unused ones stop working.
 * @returns the link, shown once; refused when the account is disabled.
 * @throws 404 when there is no such account.
 */
export async function makePasswordLink(
  { actor, requestId, now = new Date() }: Change,
  userId: string,
): Promise<Refusal | InvitationLink> {
  return inTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound();
    const { name, email } = user;
    if (user.disabledAt)
      return refuse('This account is disabled. Enable it first, then make the link.');
    await tx.invitation.updateMany({
      where: { email, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    const { link } = await createInvitation(tx, {
      email,
      roles: [],
      createdById: actor.id,
      days: passwordLinkDays,
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'make-password-link',
      subject: 'user',
      subjectId: userId,
      requestId,
    });
    return { name, email, link };
  });
}

/**
 * Sets the password of the account that a password link is for, ends all its sessions and signs the person in. Name,
 * roles and record stay as they are.
 * @returns the Set-Cookie value of the new session and the roles.
 * @throws 404 when the link is no longer open, or is an invitation to make an account.
 */
export async function changePassword(
  { requestId, cookieHeader }: Visit,
  token: string,
  form: z.infer<typeof newPasswordSchema>,
): Promise<{ cookie: string; roles: Role[] }> {
  const { id, account } = await getInvitation(token);
  if (!account) throw notFound();
  const userId = account.id;
  const passwordHash = await hashPassword(form.password);
  const roles = await inTransaction(async (tx) => {
    await useUpInvitation(tx, id);
    const { count } = await tx.user.updateMany({
      where: { id: userId, disabledAt: null },
      data: { passwordHash, signedInAt: new Date() },
    });
    if (count === 0) throw notFound();
    const sessions = await tx.session.deleteMany({ where: { userId } });
    await recordAudit(tx, {
      actorId: userId,
      action: 'change-password',
      subject: 'user',
      subjectId: userId,
      after: { sessionsEnded: sessions.count },
      requestId,
    });
    return tx.userRole.findMany({ where: { userId } });
  });
  const cookie = await openSession(userId, cookieHeader);
  return { cookie, roles: sortRoles(roles.map(({ role }) => role)) };
}
