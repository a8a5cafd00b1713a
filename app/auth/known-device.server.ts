import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { env } from '#app/env.server.ts';

/**
 * Browsers in which an account has been signed in to before: what strangers try elsewhere does not shut them out (OWASP,
 * "Slow Down Online Guessing Attacks with Device Cookies"). The cookie holds a mark for each of the last few accounts, a
 * random name signed with the hash of the account's password: nothing is stored here for it, and a new password ends it.
 */

type Account = { id: string; passwordHash: string | null };

const secure = env.APP_URL.protocol === 'https:';
const cookieName = secure ? '__Host-rapport_devices' : 'rapport_devices';
const cookiePattern = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w.~-]+)(?:;|$)`);
// A shared computer at an academy has a few regulars.
const mostMarks = 4;
const seconds = 365 * 24 * 60 * 60;

function sign(name: string, { id, passwordHash }: Account): string {
  const key = passwordHash ?? '';
  return createHmac('sha256', key).update(`device ${name} ${id}`).digest('base64url').slice(0, 22);
}

const listMarks = (cookieHeader: string | null): string[] =>
  cookiePattern.exec(cookieHeader ?? '')?.[1]?.split('~') ?? [];

function isOf(mark: string, account: Account): boolean {
  const [name = '', signature = ''] = mark.split('.');
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(name, account))];
  return (
    account.passwordHash !== null && given.length === right.length && timingSafeEqual(given, right)
  );
}

/** The name of this browser if the account has been signed in to here with its present password; else null. */
export function findDevice(cookieHeader: string | null, account: Account): string | null {
  const mark = listMarks(cookieHeader).find((one) => isOf(one, account));
  return mark?.split('.')[0] ?? null;
}

/** The Set-Cookie value by which the browser will be known as one of this account's, beside what it is known for. */
export function toDeviceCookie(cookieHeader: string | null, account: Account): string {
  const others = listMarks(cookieHeader).filter((mark) => !isOf(mark, account));
  const name = findDevice(cookieHeader, account) ?? randomBytes(8).toString('base64url');
  const marks = [`${name}.${sign(name, account)}`, ...others].slice(0, mostMarks);
  return `${cookieName}=${marks.join('~')}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}
