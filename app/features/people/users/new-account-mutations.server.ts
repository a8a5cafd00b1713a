import type { Role } from '#app/auth/permissions.ts';
import { newId, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { recordAudit, recordAudits } from '#app/features/audit/mutations.server.ts';
import { toNameColumns } from '#app/names.ts';
import { externalFields, type Identity, systems, toIdentityColumns } from './identity-rules.ts';

/** An account to be made. `passwordHash`: null for who signs in otherwise; `cohortId`: where it is enrolled. */
export type NewAccount = {
  userId: string;
  email: string | null;
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

/** Somebody of a list who has no account yet. */
export type ListedAccount = {
  userId: string;
  identity: Identity & { previousNames: readonly string[] };
  role: Role;
};

/**
 * Makes the accounts of a list, which no password opens yet. `roster`: its id.
 * @throws a unique violation when an address, or what another system calls somebody, is taken
 */
export async function createListedAccounts(
  tx: Tx,
  { roster, now, ...by }: { actorId: string; requestId?: string; roster: string; now: Date },
  accounts: readonly ListedAccount[],
): Promise<void> {
  await insertRows(
    tx,
    'User',
    accounts.map(({ userId, identity }) => ({
      id: userId,
      ...toIdentityColumns(identity),
      createdAt: now,
    })),
  );
  await insertRows(
    tx,
    'UserRole',
    accounts.map(({ userId, role }) => ({ userId, role })),
  );
  await insertRows(
    tx,
    'ExternalId',
    accounts.flatMap(({ userId, identity }) =>
      externalFields.flatMap((field) => {
        const value = identity[field];
        return value === null ? [] : [{ userId, system: systems[field], value }];
      }),
    ),
  );
  await recordAudits(
    tx,
    accounts.map(({ userId, identity, role }) => ({
      ...by,
      action: 'import-account' as const,
      subject: 'user' as const,
      subjectId: userId,
      after: { ...toSaid(identity), roles: [role], roster },
    })),
  );
}

/** What is known of somebody, without what is not. */
const toSaid = ({ previousNames, ...identity }: ListedAccount['identity']) =>
  Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== null));
