import type { z } from 'zod';
import type { Visit } from '#app/auth/change.ts';
import { findPasswordProblem } from '#app/auth/new-password.server.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import {
  db,
  inTransaction,
  isUniqueViolation,
  newId,
  readRows,
  sql,
  type Tx,
} from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { removeFactors } from '#app/features/people/second-factor/remove-mutations.server.ts';
import { openSessionOf } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { mayUseLink } from '#app/features/people/single-sign-on/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { createCorrection } from './correction-mutations.server.ts';
import { createLink } from './link-mutations.server.ts';
import { hashToken } from './link-token.server.ts';
import { createAccount } from './new-account-mutations.server.ts';
import { type LinkState, liveAt, readRoles, sortRoles, toLinkState } from './rules.ts';
import type { acceptInvitationSchema } from './schema.ts';
import { listSignInNames } from './sign-in-name-queries.server.ts';

/** What the bearer of a link meets: an invitation to make an account, or a link that sets a password. */

const emailTaken = new Refusal({
  email: [
    'An account with this address is here already. Sign in with it instead; if you forgot its password, ask your academy’s administrator for a password link.',
  ],
});

/**
 * The link that makes the first administrator, or null when there are users. Earlier unused ones stop working.
 */
export async function createFirstAdministratorLink(): Promise<string | null> {
  return inTransaction(async (tx) => {
    if ((await tx.user.count()) > 0) return null;
    await tx.invitation.deleteMany({ where: { createdById: null, usedAt: null } });
    const { link } = await createLink(tx, {
      email: null,
      roles: ['admin'],
      createdById: null,
      days: 1,
    });
    return link;
  });
}

/**
 * A link that sets the password of an administrator's account, for whoever runs the server; null when no such account is
 * open. Links of before stop working. `keeps`: 'no factor' where the second factor is lost too, and goes with all sessions.
 */
export async function createAdministratorLink(
  email: string,
  keeps: 'factors' | 'no factor' = 'factors',
): Promise<string | null> {
  return inTransaction(async (tx) => {
    const account = await tx.user.findFirst({
      where: { email, disabledAt: null, roles: { some: { role: 'admin' } } },
    });
    if (!account) return null;
    const now = new Date();
    const data = { withdrawnAt: now, sealedToken: null, sealedUntil: null };
    await tx.invitation.updateMany({ where: { accountId: account.id, ...liveAt(now) }, data });
    const made = { email, name: account.name, roles: [], accountId: account.id };
    const { link } = await createLink(tx, { ...made, createdById: null, days: 1 / 12 });
    await recordAudit(tx, {
      actorId: null,
      action: 'make-password-link',
      subject: 'user',
      subjectId: account.id,
      after: { email, by: 'npm run admin:link' },
    });
    if (keeps === 'no factor') {
      await removeFactors(tx, account.id);
      await tx.session.deleteMany({ where: { userId: account.id } });
      await recordAudit(tx, {
        actorId: null,
        action: 'reset-second-factor',
        subject: 'user',
        subjectId: account.id,
        after: { by: 'npm run admin:link' },
      });
    }
    return link;
  });
}

/**
 * A link that can be used. `name`: as the academy writes it; `cohort`: where it enrolls the person; `account`: the one
 * whose password it sets, which makes it a password link (`isNew`: it has none yet; `signsInWith`: null
 * where nothing is known that they could sign in with); `ssoAlone`: no password opens the account, see `mayUseLink`.
 */
export type OpenLink = {
  state: 'open';
  id: string;
  email: string | null;
  name: string | null;
  roles: Role[];
  cohort: { id: string; name: string } | null;
  account: { id: string; name: string; isNew: boolean; signsInWith: string | null } | null;
  ssoAlone: boolean;
};

/** A link that is no longer open, and whether it was one that sets a password. */
export type ClosedLink = { state: Exclude<LinkState, 'open'>; forPassword: boolean };

type LinkRow = {
  id: string;
  email: string | null;
  name: string | null;
  rolesJson: string;
  usedAt: Date | string | null;
  withdrawnAt: Date | string | null;
  expiresAt: Date | string;
  cohortId: string | null;
  cohortName: string | null;
  accountId: string | null;
  accountName: string | null;
  disabledAt: Date | string | null;
  hasPassword: number | boolean | null;
};

/** The link with this token. One of a disabled account counts as withdrawn. @throws 404 when there never was one. */
export async function getLink(token: string): Promise<OpenLink | ClosedLink> {
  const [row] = await readRows<LinkRow[]>(sql`
    SELECT i."id", i."email", i."name", i."rolesJson", i."usedAt", i."withdrawnAt", i."expiresAt",
      c."id" AS "cohortId", c."name" AS "cohortName",
      u."id" AS "accountId", u."name" AS "accountName", u."disabledAt", u."passwordHash" IS NOT NULL AS "hasPassword"
    FROM "Invitation" i LEFT JOIN "Cohort" c ON c."id" = i."cohortId"
      LEFT JOIN "User" u ON u."id" = i."accountId"
    WHERE i."id" = ${hashToken(token)}`);
  if (!row)
    throw notFound(
      'This address is no link of this academy. Copy the whole link, or ask for a new one.',
    );
  const { id, email, name, cohortId, cohortName, accountId, accountName } = row;
  const times = {
    usedAt: toDate(row.usedAt),
    withdrawnAt: toDate(row.withdrawnAt),
    expiresAt: toDate(row.expiresAt),
  };
  const state = toLinkState(times, new Date());
  if (state !== 'open') return { state, forPassword: accountId !== null };
  if (row.disabledAt) return { state: 'withdrawn', forPassword: true };
  const roles = accountId ? await listRoles(accountId) : readRoles(row.rolesJson);
  return {
    state,
    id,
    email,
    name,
    roles,
    ssoAlone: !mayUseLink(roles),
    cohort: cohortId && cohortName !== null ? { id: cohortId, name: cohortName } : null,
    account:
      accountId && accountName !== null
        ? {
            id: accountId,
            name: accountName,
            isNew: !row.hasPassword,
            signsInWith: (await listSignInNames([accountId])).get(accountId) ?? null,
          }
        : null,
  };
}

async function listRoles(userId: string): Promise<Role[]> {
  const rows = await db.userRole.findMany({ where: { userId } });
  return sortRoles(rows.map(({ role }) => role));
}

/** Whether there is, or was, a link with this token: what became of it is told behind it. */
export async function isKnownLink(token: string): Promise<boolean> {
  return (await db.invitation.count({ where: { id: hashToken(token) } })) > 0;
}

/** Uses a link up. @returns false when it is no longer open (two tabs, a second click). */
export async function spendLink(tx: Tx, id: string): Promise<boolean> {
  const now = new Date();
  const { count } = await tx.invitation.updateMany({
    where: { id, ...liveAt(now) },
    data: { usedAt: now, sealedToken: null, sealedUntil: null },
  });
  return count > 0;
}

/** Uses up the newest open invitation of an address, for who has shown that it is theirs; null when there is none. */
export async function takeInvitation(tx: Tx, email: string) {
  const invitation = await tx.invitation.findFirst({
    where: { email, accountId: null, ...liveAt(new Date()) },
    orderBy: { createdAt: 'desc' },
  });
  const isUsed = await spendLink(tx, invitation?.id ?? '');
  return isUsed ? invitation : null;
}

/**
 * Makes the account an invitation stands for, enrolls it where the invitation says so, and signs it in. The name is the
 * academy's, where the invitation has one; what the person wrote instead becomes a correction that they ask for.
 * @returns the Set-Cookie value of the new session and the roles; null when the link is no longer open.
 */
export async function acceptInvitation(
  visit: Visit,
  { id, roles, cohort, ...invitation }: OpenLink,
  form: z.infer<typeof acceptInvitationSchema>,
): Promise<Refusal | { cookies: string[]; roles: Role[] } | null> {
  const email = invitation.email ?? form.email;
  const name = invitation.name ?? form.name;
  const owner = { name: form.name, email, hasSecondFactor: false };
  const problem = await findPasswordProblem(form.password, owner);
  if (problem) return new Refusal({ password: [problem] });
  const passwordHash = await hashPassword(form.password);
  const userId = newId();
  const by = { actorId: userId, requestId: visit.requestId };
  try {
    const open = await inTransaction(async (tx) => {
      if (!(await spendLink(tx, id))) return false;
      const account = { userId, email, name, roles, passwordHash, cohortId: cohort?.id };
      await createAccount(tx, by, { action: 'accept-invitation', invitation: id }, account);
      if (form.name !== name)
        await createCorrection(tx, by, {
          name: form.name,
          email: null,
          reason: 'Written so when the account was made.',
        });
      return true;
    });
    if (!open) return null;
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
  const cookies = await openSessionOf({ id: userId, passwordHash }, visit);
  return cookies && { cookies, roles };
}
