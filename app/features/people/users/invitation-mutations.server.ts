import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Visit } from '#app/auth/change.ts';
import { openSession } from '#app/auth/lucia.server.ts';
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
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { isPasswordLink, readRoles, toNameColumns } from './rules.ts';
import type { acceptInvitationSchema } from './schema.ts';

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');
const dayMs = 24 * 60 * 60 * 1000;
const emailTaken = new Refusal({
  email: [
    'An account with this address is here already. Sign in with it instead; if you forgot its password, ask your academy’s administrator for a password link.',
  ],
});
const gone = 'This link was used already or has run out. Ask for a new one.';

/** Stores an invitation and returns its link, the only place where the token stands in the clear. */
export async function createInvitation(
  tx: Tx,
  invitation: {
    email: string | null;
    roles: Role[];
    cohortId?: string | null;
    createdById: string | null;
    days: number;
  },
): Promise<{ id: string; link: string }> {
  const token = randomBytes(32).toString('base64url');
  const { email, roles, cohortId = null, createdById, days } = invitation;
  const id = hashToken(token);
  const expiresAt = new Date(Date.now() + days * dayMs);
  await tx.invitation.create({
    data: { id, email, rolesJson: JSON.stringify(roles), cohortId, createdById, expiresAt },
  });
  return { id, link: new URL(paths.invitation(token), env.APP_URL).href };
}

/**
 * The link that makes the first administrator, or null when there are users. Earlier unused ones stop working.
 */
export async function createFirstAdministratorLink(): Promise<string | null> {
  return inTransaction(async (tx) => {
    if ((await tx.user.count()) > 0) return null;
    await tx.invitation.deleteMany({ where: { createdById: null, usedAt: null } });
    const { link } = await createInvitation(tx, {
      email: null,
      roles: ['admin'],
      createdById: null,
      days: 1,
    });
    return link;
  });
}

/**
 * An invitation that can still be accepted. `cohort`: where it enrolls the person; `account`: the one whose password it
 * sets anew, which makes it a password link.
 */
export type OpenInvitation = {
  id: string;
  email: string | null;
  roles: Role[];
  cohort: { id: string; name: string } | null;
  account: { id: string; name: string } | null;
};

type InvitationRow = {
  id: string;
  email: string | null;
  rolesJson: string;
  cohortId: string | null;
  cohortName: string | null;
};

/**
 * The open invitation behind a token. @throws 404 when it was used, has run out, never was, or is
 * a password link of a disabled account.
 */
export async function getInvitation(token: string): Promise<OpenInvitation> {
  const [row] = await readRows<InvitationRow[]>(sql`
    SELECT i."id", i."email", i."rolesJson", c."id" AS "cohortId", c."name" AS "cohortName"
    FROM "Invitation" i LEFT JOIN "Cohort" c ON c."id" = i."cohortId"
    WHERE i."id" = ${hashToken(token)} AND i."usedAt" IS NULL AND i."expiresAt" > ${new Date()}`);
  if (!row) throw notFound(gone);
  const { id, email, cohortId, cohortName } = row;
  const cohort = cohortId && cohortName !== null ? { id: cohortId, name: cohortName } : null;
  const invitation = { id, email, roles: readRoles(row.rolesJson), cohort, account: null };
  if (!email || !isPasswordLink(invitation)) return invitation;
  const account = await db.user.findUnique({ where: { email, disabledAt: null } });
  if (!account) throw notFound(gone);
  return { ...invitation, account: { id: account.id, name: account.name } };
}

/** Uses an invitation up. @throws 404 when it is no longer open (two tabs, a second click). */
export async function useUpInvitation(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.invitation.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  });
  if (count === 0) throw notFound(gone);
}

/**
 * Makes the account an invitation stands for, enrolls it where the invitation says so, and signs it in.
 * @returns the Set-Cookie value of the new session and the roles.
 * @throws 404 when the invitation is no longer open (two tabs, a second click).
 */
export async function acceptInvitation(
  { requestId, cookieHeader }: Visit,
  token: string,
  form: z.infer<typeof acceptInvitationSchema>,
): Promise<Refusal | { cookie: string; roles: Role[] }> {
  const { id, roles, cohort, ...invitation } = await getInvitation(token);
  const email = invitation.email ?? form.email;
  const passwordHash = await hashPassword(form.password);
  const userId = newId();
  const by = { actorId: userId, requestId };
  const now = new Date();
  try {
    await inTransaction(async (tx) => {
      await useUpInvitation(tx, id);
      await tx.user.create({
        data: { id: userId, email, ...toNameColumns(form.name), passwordHash, signedInAt: now },
      });
      for (const role of roles) await tx.userRole.create({ data: { userId, role } });
      await recordAudit(tx, {
        ...by,
        action: 'accept-invitation',
        subject: 'user',
        subjectId: userId,
        after: { email, roles },
      });
      if (!cohort) return;
      const enrollmentId = newId();
      await tx.enrollment.create({ data: { id: enrollmentId, cohortId: cohort.id, userId } });
      await recordAudit(tx, {
        ...by,
        action: 'enroll-cadet',
        subject: 'enrollment',
        subjectId: enrollmentId,
        after: { cohortId: cohort.id, userId },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
  return { cookie: await openSession(userId, cookieHeader), roles };
}
