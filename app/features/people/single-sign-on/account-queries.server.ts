import { db, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { readRoles, sortRoles } from '#app/features/people/users/rules.ts';
import { type SsoAccount, toMapped, toRoles } from './rules.ts';
import type { Claims } from './schema.ts';

const withRoles = { include: { user: { include: { roles: true } } } };

/** The identity of the person that the claims are about, with their account and its roles; null when it is linked to none. */
export const findIdentity = (client: Pick<Tx, 'identity'>, { iss: issuer, sub: subject }: Claims) =>
  client.identity.findUnique({ where: { issuer_subject: { issuer, subject } }, ...withRoles });

export type Identity = NonNullable<Awaited<ReturnType<typeof findIdentity>>>;

/** The roles that the provider gives: undefined where it gives none here, null where nobody knows them. */
export function toToldRoles(claims: Claims) {
  const told = env.OIDC_ROLES && toMapped(claims, env.OIDC_ROLES);
  return told && sortRoles(told);
}

/** What follows of the claims for the roles of an account: `roles` as they are to stand. */
export function judgeRoles(claims: Claims, { user, rolesJson }: Identity, isLastAdmin: boolean) {
  const has = sortRoles(user.roles.map(({ role }) => role));
  const before = readRoles(rolesJson);
  const now = toToldRoles(claims);
  const roles = now === undefined ? has : toRoles(has, { now, before }, isLastAdmin);
  const isNew = roles.join() !== has.join() || (now ?? before).join() !== before.join();
  return { has, roles, now, isNew };
}

export function toSsoAccount({ id: identityId, user }: Identity, roles: SsoAccount['roles']) {
  const { id: userId, name, email } = user;
  return { identityId, userId, name, email, roles };
}

/** The account of the person, where nothing has to change for them to sign in: it is linked, open, and its roles stand. */
export async function findSettled(claims: Claims): Promise<SsoAccount | null> {
  const identity = await findIdentity(db, claims);
  if (!identity || identity.user.disabledAt) return null;
  const { has, isNew } = judgeRoles(claims, identity, false);
  return isNew ? null : toSsoAccount(identity, has);
}
