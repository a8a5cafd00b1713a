import { expect, test } from 'vitest';
import {
  formatWait,
  readRoles,
  sortRoles,
  toLinkState,
  whyNoCohort,
  whyStayAdmin,
} from './rules.ts';

test.each([
  ['disable', { isSelf: true, isAdmin: true, otherAdmins: 3 }, 'your own account'],
  ['remove role', { isSelf: true, isAdmin: true, otherAdmins: 3 }, 'from yourself'],
  ['remove role', { isSelf: true, isAdmin: false, otherAdmins: 3 }, null],
  ['disable', { isSelf: false, isAdmin: true, otherAdmins: 0 }, 'last administrator'],
  ['remove role', { isSelf: false, isAdmin: true, otherAdmins: 0 }, 'last administrator'],
  ['disable', { isSelf: false, isAdmin: true, otherAdmins: 1 }, null],
  ['disable', { isSelf: false, isAdmin: false, otherAdmins: 0 }, null],
] as const)('%s with %j: %s', (change, account, words) => {
  const reason = whyStayAdmin(change, account);
  if (words === null) expect(reason).toBeNull();
  else expect(reason).toContain(words);
});

test('a cohort takes cadets only', () => {
  expect(whyNoCohort(['cadet', 'author'], 'c')).toBeNull();
  expect(whyNoCohort(['author'], undefined)).toBeNull();
  expect(whyNoCohort(['author'], 'c')).toContain('cadet');
});

test('a link lives until it is used, withdrawn or has run out', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  const live = { usedAt: null, withdrawnAt: null, expiresAt: new Date('2026-11-29T12:00:01Z') };
  expect(toLinkState(live, now)).toBe('open');
  expect(toLinkState({ ...live, expiresAt: now }, now)).toBe('expired');
  expect(toLinkState({ ...live, withdrawnAt: now, expiresAt: now }, now)).toBe('withdrawn');
  expect(toLinkState({ ...live, usedAt: now, expiresAt: now }, now)).toBe('used');
});

test('how long to wait, in whole minutes upward', () => {
  expect([0, 60, 61, 900].map(formatWait)).toEqual([
    'in 1 minute',
    'in 1 minute',
    'in 2 minutes',
    'in 15 minutes',
  ]);
});

test('roles come out in the order of the vocabulary, each once', () => {
  expect(sortRoles(['admin', 'king', 'cadet', 'admin'])).toEqual(['cadet', 'admin']);
  expect(readRoles('["author","instructor"]')).toEqual(['instructor', 'author']);
  expect(readRoles('{"role":"admin"}')).toEqual([]);
});
