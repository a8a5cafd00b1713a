import { isRole, type Role, roles } from '#app/auth/permissions.ts';
import { countOf } from '#app/words/numbers.ts';

/** Decisions about accounts and invitations. Pure: no I/O here. */

/** How many accounts a page of the list has. */
export const usersPerPage = 50;

/** How many slips a page has: each is a picture of some kilobytes. */
export const slipsPerPage = 100;

/** For how many days an invitation link works. */
export const invitationDays = 14;

/** For how many days a password link works. */
export const passwordLinkDays = 2;

/** For how many days the code on a slip works: slips are handed out when a class begins. */
export const slipDays = 30;

/** The letters of a code on paper, those of Crockford's base 32: none looks like another one, https://www.crockford.com/base32.html */
export const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeLength = 16;

/** A code as it was typed from paper, in its one spelling; null when it is none. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return code.length === codeLength && [...code].every((letter) => codeLetters.includes(letter))
    ? code
    : null;
}

/** A code as a slip shows it, in groups of four; null when the token is that of a link. */
export const toShownCode = (token: string): string | null =>
  readCode(token) === token ? (token.match(/.{4}/g)?.join('-') ?? null) : null;

/** For how many minutes the session that made a link can show it again. */
export const shownAgainMinutes = 60;

/** Where a link stands: it lives until it is used, withdrawn, or has run out. */
export type LinkState = 'open' | 'used' | 'withdrawn' | 'expired';

/** WHERE: a link that is open at `now`. */
export const liveAt = (now: Date) => ({ usedAt: null, withdrawnAt: null, expiresAt: { gt: now } });

/** Where a stored link stands at `now`. */
export function toLinkState(
  link: { usedAt: Date | null; withdrawnAt: Date | null; expiresAt: Date },
  now: Date,
): LinkState {
  if (link.usedAt) return 'used';
  if (link.withdrawnAt) return 'withdrawn';
  return link.expiresAt <= now ? 'expired' : 'open';
}

/**
 * Why an account must stay an enabled administrator, as a sentence for the administrator who asked, or null.
 * `otherAdmins` counts enabled administrators beside that account.
 */
export function whyStayAdmin(
  change: 'disable' | 'remove role',
  { isSelf, isAdmin, otherAdmins }: { isSelf: boolean; isAdmin: boolean; otherAdmins: number },
): string | null {
  if (isSelf && change === 'disable')
    return 'You cannot disable your own account. Ask another administrator to do it.';
  if (isSelf && isAdmin)
    return 'You cannot take the admin role from yourself. Ask another administrator to do it.';
  if (isAdmin && otherAdmins === 0)
    return 'This is the last administrator who can sign in. Make someone else an administrator first.';
  return null;
}

/** Why these roles do not fit a place in a cohort, or null: a cohort's roster is of cadets. */
export function whyNoCohort(roles: readonly Role[], cohortId: string | undefined): string | null {
  return cohortId && !roles.includes('cadet')
    ? 'A cohort takes cadets. Tick the cadet role too, or choose no cohort.'
    : null;
}

/** Minutes until another try at the sign-in form, for readers: 'in 1 minute', 'in 12 minutes'. */
export function formatWait(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return `in ${countOf(minutes, 'minute')}`;
}

/** The roles in a stored JSON list, in the order of the vocabulary; anything else in it is passed over. */
export function readRoles(rolesJson: string): Role[] {
  const stored: unknown = JSON.parse(rolesJson);
  return Array.isArray(stored) ? sortRoles(stored.map(String)) : [];
}

/** The roles among some texts, each once, in the order of the vocabulary. */
export function sortRoles(texts: readonly string[]): Role[] {
  const known = texts.filter(isRole);
  return roles.filter((role) => known.includes(role));
}
