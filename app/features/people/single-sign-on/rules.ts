import type { Role } from '#app/auth/permissions.ts';
import type { ClaimMap } from '#app/claim-map.ts';
import { sortRoles } from '#app/features/people/users/rules.ts';
import { toPersonNameSchema, whyNoEmail } from '#app/names.ts';
import type { Claims, PasswordPolicy } from './schema.ts';

/** What is made of what a provider says of a person. Pure: no I/O here. */

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The claim with this name; else the one at this path of names. */
function findClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) => (isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined),
      claims,
    );
}

/**
 * The values of a claim, of one or many. null: the provider says that there are more than it tells (OpenID Connect Core 1.0,
 * section 5.6.2; Entra ID of who is in too many groups), so that nobody knows them.
 */
export function readValues(claims: Claims, name: string): string[] | null {
  const value = findClaim(claims, name);
  if (value === undefined) {
    const elsewhere = isRecord(claims._claim_names) && Object.hasOwn(claims._claim_names, name);
    return elsewhere || (name === 'groups' && claims.hasgroups === true) ? null : [];
  }
  return [value].flat().flatMap((one) => (typeof one === 'string' ? [one] : []));
}

/** What the values of a claim stand for, each once; null where nobody knows them. */
export function toMapped(claims: Claims, map: ClaimMap): string[] | null {
  const values = readValues(claims, map.claim);
  if (!values) return null;
  const words = map.pairs.filter(([value]) => value === '*' || values.includes(value));
  return [...new Set(words.map(([, word]) => word))];
}

/** The address that the provider gives, in lower case; null when there is none that could be one. */
export function readEmail(claims: Claims): string | null {
  const email = typeof claims.email === 'string' ? claims.email.trim().toLowerCase() : '';
  return whyNoEmail(email) === null ? email : null;
}

/** Whether the provider says that the address is the person's. Some write it as a text or a number. */
export function isVerified(claims: Claims, claim: string): boolean {
  const said = findClaim(claims, claim);
  return said === true || said === 'true' || said === 1 || said === '1';
}

const nameSchema = toPersonNameSchema('');

/** The person's name; their address where the provider tells none that could stand on a record. */
export function readName(claims: Claims, email: string): string {
  const parts = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string');
  for (const name of [claims.name, parts.join(' ')]) {
    const read = nameSchema.safeParse(name);
    if (read.success) return read.data;
  }
  return email;
}

// RFC 8176: several kinds of proof, a one-time code, a key of hardware or in software.
const secondFactors = ['mfa', 'otp', 'hwk', 'swk'];

/** Whether the provider says that it asked for a second factor. */
export function saysSecondFactor(claims: Claims): boolean {
  return readValues(claims, 'amr')?.some((method) => secondFactors.includes(method)) ?? false;
}

/** An account that single sign-on opens. `roles`: as they stand now. */
export type SsoAccount = {
  identityId: string;
  userId: string;
  name: string;
  email: string | null;
  roles: Role[];
};

/**
 * The roles of a person by what the provider says now: what it said last time and says no longer is taken, what it says is
 * given; what an administrator or an invitation gave stays. The last administrator stays one.
 * @param told what it says now, and what it said last time; `now` null: nobody knows it, and all stays
 */
export function toRoles(
  has: readonly Role[],
  { now, before }: { now: readonly Role[] | null; before: readonly Role[] },
  isLastAdmin: boolean,
): Role[] {
  if (!now) return sortRoles(has);
  const stays = (role: Role) => !before.includes(role) || (role === 'admin' && isLastAdmin);
  return sortRoles([...has.filter(stays), ...now]);
}

/** Whether a password opens the account of somebody with these roles at the sign-in form. */
export function opensByPassword(policy: PasswordPolicy, roles: readonly string[]): boolean {
  return policy === 'on' || (policy === 'administrators' && roles.includes('admin'));
}

/**
 * Whether a link may set the password of an account with these roles, or make such an account with one. An administrator's
 * may always: it is the way into an academy whose provider is away, and whoever runs the server can print one.
 */
export const opensByLink = (policy: PasswordPolicy, roles: readonly string[]): boolean =>
  opensByPassword(policy, roles) || roles.includes('admin');
