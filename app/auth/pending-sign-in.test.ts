import { expect, test } from 'vitest';
import { noPendingCookie, readPending, toPendingCookie } from './pending-sign-in.server.ts';

const ann = { id: 'ann', passwordHash: 'hash of ann' };
const at = new Date('2026-03-01T10:00:00Z');
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const headerOf = (cookie: string) => `theme=dark; ${cookie.split(';')[0]}; other=1`;

test('says for ten minutes whose password was right, and no longer', () => {
  const header = headerOf(toPendingCookie(ann, at));
  expect(readPending(header, later(9))?.userId).toBe('ann');
  expect(readPending(header, later(9))?.isOf(ann)).toBe(true);
  expect(readPending(header, later(10))).toBeNull();
  expect([readPending(null, at), readPending(headerOf(noPendingCookie), at)]).toEqual([null, null]);
});

test('is of nobody else, of no other password, and cannot be made longer', () => {
  const header = headerOf(toPendingCookie(ann, at));
  const pending = readPending(header, at);
  expect(pending?.isOf({ ...ann, passwordHash: 'another' })).toBe(false);
  expect(pending?.isOf({ ...ann, passwordHash: null })).toBe(false);
  const longer = header.replace(String(later(10).getTime()), String(later(60).getTime()));
  expect(longer).not.toBe(header);
  expect(readPending(longer, later(30))?.isOf(ann)).toBe(false);
  const other = header.replace(
    Buffer.from('ann').toString('base64url'),
    Buffer.from('ben').toString('base64url'),
  );
  expect(readPending(other, at)?.isOf({ id: 'ben', passwordHash: ann.passwordHash })).toBe(false);
});
