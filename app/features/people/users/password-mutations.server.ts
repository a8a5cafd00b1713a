import type { z } from 'zod';
import type { Visit } from '#app/auth/change.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { useUpLink } from './invitation-mutations.server.ts';
import { sortRoles } from './rules.ts';
import type { newPasswordSchema } from './schema.ts';
import { openSessionOf } from './sign-in-mutations.server.ts';

/**
 * Sets the password of the account that a password link is for, ends all its sessions and signs the person in. Name,
 * roles and record stay as they are.
 * @returns the Set-Cookie values of the new session and the roles; null when the link is no longer open.
 * @throws 404 when the account was disabled meanwhile.
 */
export async function changePassword(
  { requestId, cookieHeader }: Visit,
  { id, account: { id: userId } }: { id: string; account: { id: string } },
  form: z.infer<typeof newPasswordSchema>,
): Promise<{ cookies: string[]; roles: Role[] } | null> {
  const passwordHash = await hashPassword(form.password);
  const roles = await inTransaction(async (tx) => {
    if (!(await useUpLink(tx, id))) return null;
    const { count } = await tx.user.updateMany({
      where: { id: userId, disabledAt: null },
      data: { passwordHash },
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
  if (!roles) return null;
  const cookies = await openSessionOf({ id: userId, passwordHash }, cookieHeader);
  return cookies && { cookies, roles: sortRoles(roles.map(({ role }) => role)) };
}
