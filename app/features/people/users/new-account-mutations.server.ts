import type { Role } from '#app/auth/permissions.ts';
import { newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { toNameColumns } from './rules.ts';

/** An account to be made. `passwordHash`: null for who signs in otherwise; `cohortId`: where it is enrolled. */
export type NewAccount = {
  userId: string;
  email: string;
  name: string;
  roles: readonly Role[];
  passwordHash: string | null;
  cohortId?: string;
};

/**
 * Makes an account, and enrolls it where its cohort says so. `how`: what the log calls it, and says beside.
 * @throws a unique violation when the address has an account
 */
export async function createAccount(
  tx: Tx,
  by: { actorId: string | null; requestId?: string },
  how: { action: 'accept-invitation' | 'create-account'; by?: string; invitation?: string },
  { userId, email, name, roles, passwordHash, cohortId }: NewAccount,
): Promise<void> {
  const { action, ...beside } = how;
  await tx.user.create({ data: { id: userId, email, ...toNameColumns(name), passwordHash } });
  for (const role of roles) await tx.userRole.create({ data: { userId, role } });
  await recordAudit(tx, {
    ...by,
    action,
    subject: 'user',
    subjectId: userId,
    after: { email, name, roles, ...beside },
  });
  if (!cohortId) return;
  const enrollmentId = newId();
  await tx.enrollment.create({ data: { id: enrollmentId, cohortId, userId } });
  await recordAudit(tx, {
    ...by,
    action: 'enroll-cadet',
    subject: 'enrollment',
    subjectId: enrollmentId,
    after: { cohortId, userId },
  });
}
