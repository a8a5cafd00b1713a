import type { Role } from '#app/auth/permissions.ts';
import { inTransaction, newId, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { takeInvitation } from '#app/features/people/users/invitation-mutations.server.ts';
import { createAccount } from '#app/features/people/users/new-account-mutations.server.ts';
import { readRoles } from '#app/features/people/users/rules.ts';
import {
  isLastAdministrator,
  writeRoles,
} from '#app/features/people/users/user-mutations.server.ts';
import {
  findIdentity,
  type Identity,
  judgeRoles,
  toSsoAccount,
  toToldRoles,
} from './account-queries.server.ts';
import { isVerified, readEmail, readName, type SsoAccount } from './rules.ts';
import type { Claims } from './schema.ts';
import type { Problem } from './words.ts';

/** Whose account a person is at the provider: found, linked or made, with the roles that the provider gives. */

/** Why it opens none; `userId`: whose account it would have been. */
export type Denied = { problem: Problem; userId: string | null };

const how = 'single sign-on';

/**
 * The account of the person that the claims are about. The first time it is the one with their verified address, or the
 * one that an open invitation of this address makes, or, where the provider gives a role, a new one.
 */
export function settleAccount(claims: Claims, requestId: string): Promise<SsoAccount | Denied> {
  return inTransaction(async (tx): Promise<SsoAccount | Denied> => {
    const known = await findIdentity(tx, claims);
    const identity = known ?? (await linkIdentity(tx, claims, requestId));
    if ('problem' in identity) return identity;
    const { user } = identity;
    if (user.disabledAt) return { problem: 'disabled', userId: user.id };
    return toSsoAccount(identity, await followRoles(tx, claims, identity, requestId));
  });
}

async function linkIdentity(tx: Tx, claims: Claims, requestId: string): Promise<Identity | Denied> {
  const email = readEmail(claims);
  if (!email) return { problem: 'no-email', userId: null };
  const { iss: issuer, sub: subject } = claims;
  const user = await tx.user.findUnique({
    where: { email },
    include: { identities: { where: { issuer } } },
  });
  if (!isVerified(claims, env.OIDC_VERIFIED_CLAIM))
    return { problem: 'unverified', userId: user?.id ?? null };
  if (user?.disabledAt) return { problem: 'disabled', userId: user.id };
  // An address may have gone to another person there; a subject never does.
  if (user && user.identities.length > 0) return { problem: 'other-identity', userId: user.id };
  const userId = user?.id ?? (await makeAccount(tx, claims, email, requestId));
  if (!userId) return { problem: 'unknown', userId: null };
  await tx.identity.create({ data: { id: newId(), userId, issuer, subject, email } });
  await recordAudit(tx, {
    actorId: userId,
    action: 'link-identity',
    subject: 'user',
    subjectId: userId,
    after: { issuer, subject, email },
    requestId,
  });
  const linked = await findIdentity(tx, claims);
  if (!linked) throw new Error('What was just linked is not there.');
  return linked;
}

/** Makes an account by an open invitation of the address, or by a role that the provider gives. @returns its id, or null */
async function makeAccount(
  tx: Tx,
  claims: Claims,
  email: string,
  requestId: string,
): Promise<string | null> {
  const userId = newId();
  const by = { actorId: userId, requestId };
  const account = { userId, email, passwordHash: null };
  const invitation = await takeInvitation(tx, email);
  if (invitation) {
    const made = {
      ...account,
      name: invitation.name ?? readName(claims, email),
      roles: readRoles(invitation.rolesJson),
      cohortId: invitation.cohortId ?? undefined,
    };
    await createAccount(
      tx,
      by,
      { action: 'accept-invitation', by: how, invitation: invitation.id },
      made,
    );
    return userId;
  }
  const roles = toToldRoles(claims) ?? [];
  if (roles.length === 0) return null;
  const made = { ...account, name: readName(claims, email), roles };
  await createAccount(tx, by, { action: 'create-account' }, made);
  return userId;
}

/** Gives the account the roles that the provider gives now, and takes those that it gave and gives no longer. */
async function followRoles(
  tx: Tx,
  claims: Claims,
  identity: Identity,
  requestId: string,
): Promise<Role[]> {
  const { id, user } = identity;
  const isLastAdmin = await isLastAdministrator(tx, user.id);
  const { has, roles, now } = judgeRoles(claims, identity, isLastAdmin);
  const change = { userId: user.id, before: has, after: roles };
  await writeRoles(tx, { actorId: null, requestId }, change, { by: how });
  if (now) await tx.identity.update({ where: { id }, data: { rolesJson: JSON.stringify(now) } });
  return roles;
}
