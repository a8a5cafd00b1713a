import { expect, test, vi } from 'vitest';
import { readTheme, toThemeCookie } from '#app/ui/theme-rules.ts';
import { findDevice, toDeviceCookie } from './known-device.server.ts';
import { readPending, toPendingCookie } from './pending-sign-in.server.ts';

/** Cookies over https: from this very host alone (RFC 6265bis, section 4.1.3.2). */

vi.hoisted(() => {
  process.env.APP_URL = 'https://academy.example';
});

const ann = { id: 'ann', passwordHash: 'hash of ann' };
const pairOf = (cookie: string) => cookie.split(';')[0] ?? '';

test.each([
  ['of a known browser', toDeviceCookie(null, ann)],
  ['of a sign-in under way', toPendingCookie(ann)],
  ['of the appearance', toThemeCookie('dark', true)],
])('the cookie %s has the prefix, and what it asks for', (_what, cookie) => {
  expect(cookie).toMatch(/^__Host-/);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).toMatch(/; Path=\/;/);
  expect(cookie).not.toMatch(/; Domain/i);
});

test('they are read by that name, and no other', () => {
  const device = pairOf(toDeviceCookie(null, ann));
  expect(findDevice(device, ann)).not.toBeNull();
  expect(findDevice(device.replace('__Host-', ''), ann)).toBeNull();
  const pending = pairOf(toPendingCookie(ann));
  expect(readPending(pending)?.userId).toBe('ann');
  expect(readPending(pending.replace('__Host-', ''))).toBeNull();
  expect(readTheme(pairOf(toThemeCookie('dark', true)), true)).toBe('dark');
  expect(readTheme('theme=dark', true)).toBeUndefined();
  expect(readTheme('theme=dark', false)).toBe('dark');
});
