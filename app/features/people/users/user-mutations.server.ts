import type { Change } from '#app/auth/change.ts';
import type { Actor, Role } from '#app/auth/permissions.ts';
import { db, inTransaction, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { foldText, toNameColumns } from '#app/names.ts';
import { liveAt, sortRoles, whyStayAdmin } from './rules.ts';

/**
 * What administrators do to accounts. An account is never deleted: its records are evidence.
 */

async function getAccount(tx: Tx, actor: Actor, userId: string) {
  const user = await tx.user.findUnique({ where: { id: userId }, include: { roles: true } });
  if (!user) throw notFound();
  const otherAdmins = await countOtherAdmins(tx, userId);
  const roles = sortRoles(user.roles.map(({ role }) => role));
  return {
    user,
    roles,
    otherAdmins,
    isSelf: userId === actor.id,
    isAdmin: roles.includes('admin'),
  };
}

const foldedAtOnce = 100;

/**
 * Brings the folded names of all accounts in line with how names are folded now: those of before there were any, and
 * those that rows came in with from elsewhere. @returns how many changed.
 */
export async function foldNames(): Promise<number> {
  const users = await db.user.findMany({ select: { id: true, name: true, foldedName: true } });
  const stale = users.filter(({ name, foldedName }) => foldText(name) !== foldedName);
  for (let from = 0; from < stale.length; from += foldedAtOnce) {
    await inTransaction(async (tx) => {
      for (const { id, name } of stale.slice(from, from + foldedAtOnce))
        await tx.user.update({ where: { id }, data: toNameColumns(name) });
    });
  }
  return stale.length;
}

/** Gives an account exactly these roles, from its next request on. @throws 404 when there is no such account. */
export async function changeRoles(
  { actor, requestId }: Change,
  { userId, roles }: { userId: string; roles: readonly Role[] },
): Promise<Refusal | null> {
  return inTransaction(async (tx) => {
    const account = await getAccount(tx, actor, userId);
    const before = account.roles;
    const after = sortRoles(roles);
    if (!after.includes('admin')) {
      const reason = whyStayAdmin('remove role', account);
      if (reason) return refuse(reason);
    }
    await writeRoles(tx, { actorId: actor.id, requestId }, { userId, before, after });
    return null;
  });
}

/** Gives an account these roles in place of those before, and tells the log; `by`: what else it is to say. */
export async function writeRoles(
  tx: Tx,
  { actorId, requestId }: { actorId: string | null; requestId?: string },
  { userId, before, after }: { userId: string; before: readonly Role[]; after: readonly Role[] },
  by: Record<string, string> = {},
): Promise<void> {
  const added = after.filter((role) => !before.includes(role));
  const removed = before.filter((role) => !after.includes(role));
  if (added.length === 0 && removed.length === 0) return;
  await tx.userRole.deleteMany({ where: { userId, role: { in: removed } } });
  for (const role of added) await tx.userRole.create({ data: { userId, role } });
  await recordAudit(tx, {
    actorId,
    action: 'change-roles',
    subject: 'user',
    subjectId: userId,
    before: { roles: before },
    after: { roles: after, ...by },
    requestId,
  });
}

/** Whether no other account than this one is of an administrator who can sign in. */
export async function isLastAdministrator(tx: Tx, userId: string): Promise<boolean> {
  return (await countOtherAdmins(tx, userId)) === 0;
}

const countOtherAdmins = (tx: Tx, userId: string) =>
  tx.userRole.count({
    where: { role: 'admin', userId: { not: userId }, user: { disabledAt: null } },
  });

/** Shuts an account: no sign-in, and every open session ends now. @throws 404 when there is no such account. */
export async function disableUser(
  { actor, requestId, now: disabledAt = new Date() }: Change,
  userId: string,
): Promise<Refusal | null> {
  return inTransaction(async (tx) => {
    const account = await getAccount(tx, actor, userId);
    const reason = whyStayAdmin('disable', account);
    if (reason) return refuse(reason);
    if (account.user.disabledAt) return null;
    await tx.user.update({ where: { id: userId }, data: { disabledAt } });
    const sessions = await tx.session.deleteMany({ where: { userId } });
    // A password link must not come back to life with the account.
    const links = await tx.invitation.updateMany({
      where: { accountId: userId, ...liveAt(disabledAt) },
      data: { withdrawnAt: disabledAt, sealedToken: null, sealedUntil: null },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'disable-user',
      subject: 'user',
      subjectId: userId,
      before: { disabled: false },
      after: { disabled: true, sessionsEnded: sessions.count, linksWithdrawn: links.count },
      requestId,
    });
    return null;
  });
}

/** Opens a disabled account again, with its roles and password. @throws 404 when there is no such account. */
export async function enableUser({ actor, requestId }: Change, userId: string): Promise<null> {
  return inTransaction(async (tx) => {
    const { user } = await getAccount(tx, actor, userId);
    if (!user.disabledAt) return null;
    // A session opened in the moment of disabling must not come back to life.
    await tx.session.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { disabledAt: null } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'enable-user',
      subject: 'user',
      subjectId: userId,
      before: { disabled: true },
      after: { disabled: false },
      requestId,
    });
    return null;
  });
}
