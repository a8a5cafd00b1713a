/** Codes of a second factor, and how long a person counts as having shown one. Pure: no I/O here. */

/** How long what a person showed last is enough for changes that ask for it. */
const confirmedForMs = 15 * 60_000;

/** Whether a person has shown who they are recently enough. `confirmedAt`: when they last did; unknown counts as long ago. */
export function isConfirmed(confirmedAt: Date | undefined, now: Date): boolean {
  return confirmedAt !== undefined && now.getTime() - confirmedAt.getTime() <= confirmedForMs;
}

/** A code of an app without the blanks that people type between its digits. */
export function toOneTimeCode(typed: string): string {
  return typed.replace(/[\s-]+/g, '');
}

/** Whether a person has to show more than their password. */
export function hasFactor({
  app,
  passkeys,
}: {
  app: unknown;
  passkeys: readonly unknown[];
}): boolean {
  return app !== null || passkeys.length > 0;
}

/** The most passkeys that one person keeps. */
export const mostPasskeys = 20;

/** How many recovery codes a set has. */
export const recoveryCodes = 10;

/** Crockford's base 32: no letter that is taken for another, and none of words. 50 bits for ten of them. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A recovery code of ten random bytes. */
export function makeRecoveryCode(bytes: Uint8Array): string {
  return [...bytes].map((byte) => alphabet[byte & 31]).join('');
}

/** A recovery code as it was made: whatever stands between its signs, capitals, and the letters that are read for digits. */
export function toRecoveryCode(typed: string): string {
  const signs = typed.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return signs.replace(/o/g, '0').replace(/[il]/g, '1');
}

/** A recovery code as a person reads it: 'abcde-fghjk'. */
export function formatRecoveryCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** A secret in groups of four, for who types it: 'ABCD EFGH …'. */
export function formatSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
