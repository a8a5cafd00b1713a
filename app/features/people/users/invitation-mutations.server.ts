import type { z } from 'zod';
import type { Visit } from '#app/auth/change.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import {
  inTransaction,
  isUniqueViolation,
  newId,
  readRows,
  sql,
  type Tx,
} from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { createCorrection } from './correction-mutations.server.ts';
import { createLink } from './link-mutations.server.ts';
import { hashToken } from './link-token.server.ts';
import { type LinkState, liveAt, readRoles, toLinkState, toNameColumns } from './rules.ts';
import type { acceptInvitationSchema } from './schema.ts';
import { openSessionOf } from './sign-in-mutations.server.ts';

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
 * A link that can be used. `name`: as the academy writes it; `cohort`: where it enrolls the person; `account`: the one
 * whose password it sets, which makes it a password link.
 */
export type OpenLink = {
  state: 'open';
  id: string;
  email: string | null;
  name: string | null;
  roles: Role[];
  cohort: { id: string; name: string } | null;
  account: { id: string; name: string } | null;
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
};

/** The link with this token. One of a disabled account counts as withdrawn. @throws 404 when there never was one. */
export async function getLink(token: string): Promise<OpenLink | ClosedLink> {
  const [row] = await readRows<LinkRow[]>(sql`
    SELECT i."id", i."email", i."name", i."rolesJson", i."usedAt", i."withdrawnAt", i."expiresAt",
      c."id" AS "cohortId", c."name" AS "cohortName",
      u."id" AS "accountId", u."name" AS "accountName", u."disabledAt"
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
  return {
    state,
    id,
    email,
    name,
    roles: readRoles(row.rolesJson),
    cohort: cohortId && cohortName !== null ? { id: cohortId, name: cohortName } : null,
    account: accountId && accountName !== null ? { id: accountId, name: accountName } : null,
  };
}

/** Uses a link up. @returns false when it is no longer open (two tabs, a second click). */
export async function useUpLink(tx: Tx, id: string): Promise<boolean> {
  const now = new Date();
  const { count } = await tx.invitation.updateMany({
    where: { id, ...liveAt(now) },
    data: { usedAt: now, sealedToken: null, sealedUntil: null },
  });
  return count > 0;
}

/**
 * Makes the account an invitation stands for, enrolls it where the invitation says so, and signs it in. The name is the
 * academy's, where the invitation has one; what the person wrote instead becomes a correction that they ask for.
 * @returns the Set-Cookie value of the new session and the roles; null when the link is no longer open.
 */
export async function acceptInvitation(
  { requestId, cookieHeader }: Visit,
  { id, roles, cohort, ...invitation }: OpenLink,
  form: z.infer<typeof acceptInvitationSchema>,
): Promise<Refusal | { cookies: string[]; roles: Role[] } | null> {
  const email = invitation.email ?? form.email;
  const name = invitation.name ?? form.name;
  const passwordHash = await hashPassword(form.password);
  const userId = newId();
  const by = { actorId: userId, requestId };
  try {
    const open = await inTransaction(async (tx) => {
      if (!(await useUpLink(tx, id))) return false;
      await tx.user.create({
        data: { id: userId, email, ...toNameColumns(name), passwordHash },
      });
      for (const role of roles) await tx.userRole.create({ data: { userId, role } });
      await recordAudit(tx, {
        ...by,
        action: 'accept-invitation',
        subject: 'user',
        subjectId: userId,
        after: { email, name, roles },
      });
      if (form.name !== name)
        await createCorrection(tx, by, {
          name: form.name,
          email: null,
          reason: 'Written so when the account was made.',
        });
      if (!cohort) return true;
      const enrollmentId = newId();
      await tx.enrollment.create({ data: { id: enrollmentId, cohortId: cohort.id, userId } });
      await recordAudit(tx, {
        ...by,
        action: 'enroll-cadet',
        subject: 'enrollment',
        subjectId: enrollmentId,
        after: { cohortId: cohort.id, userId },
      });
      return true;
    });
    if (!open) return null;
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
  const cookies = await openSessionOf({ id: userId, passwordHash }, cookieHeader);
  return cookies && { cookies, roles };
}
