import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { env } from '#app/env.server.ts';

/**
 * A sign-in of which the password was right and the second factor is still to be shown. A cookie says so, in that browser
 * alone and for some minutes: whose account, until when, and a signature by the hash of the account's password. Nothing is
 * stored here for it, it opens nothing, and a new password ends it.
 */

type Account = { id: string; passwordHash: string | null };

const secure = env.APP_URL.protocol === 'https:';
const cookieName = secure ? '__Host-rapport_pending' : 'rapport_pending';
const cookiePattern = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w.-]+)(?:;|$)`);
const attributes = `HttpOnly; SameSite=Lax; Path=/${secure ? '; Secure' : ''}`;
const pendingMs = 10 * 60_000;

/**
 * What signs for an account: nobody outside knows it, and a new password changes it. Of one that single sign-on alone opens
 * there is no hash, but the secret shared with its provider; '' where there is neither.
 */
export const toAccountKey = ({ passwordHash }: Account) =>
  passwordHash ?? env.OIDC_CLIENT_SECRET ?? '';

const sign = (text: string, account: Account) =>
  createHmac('sha256', toAccountKey(account)).update(`pending ${text}`).digest('base64url');

/** The Set-Cookie value by which this browser goes on to the second step for the account. */
export function toPendingCookie(account: Account, now = new Date()): string {
  const id = Buffer.from(account.id).toString('base64url');
  const text = `${id}.${now.getTime() + pendingMs}.${randomBytes(9).toString('base64url')}`;
  return `${cookieName}=${text}.${sign(text, account)}; ${attributes}; Max-Age=${pendingMs / 1000}`;
}

/** The Set-Cookie value that ends it. */
export const noPendingCookie = `${cookieName}=; ${attributes}; Max-Age=0`;

/**
 * The id of the account that a Cookie header claims to be half signed in to, and whether that is so of it. `id`: of this one
 * sign-in.
 */
export type Pending = { id: string; userId: string; isOf: (account: Account) => boolean };

/** What the Cookie header says; null when it says nothing, or its time is over. */
export function readPending(cookieHeader: string | null, now = new Date()): Pending | null {
  const value = cookiePattern.exec(cookieHeader ?? '')?.[1] ?? '';
  const [id = '', until = '', nonce, signature = ''] = value.split('.');
  if (!id || !(Number(until) > now.getTime())) return null;
  return {
    id: `pending ${nonce}`,
    userId: Buffer.from(id, 'base64url').toString(),
    isOf(account) {
      const given = Buffer.from(signature);
      const right = Buffer.from(sign(`${id}.${until}.${nonce}`, account));
      return (
        toAccountKey(account) !== '' &&
        given.length === right.length &&
        timingSafeEqual(given, right)
      );
    },
  };
}
