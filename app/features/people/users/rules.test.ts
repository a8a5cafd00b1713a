import { expect, test } from 'vitest';
import {
  formatWait,
  isPasswordLink,
  readRoles,
  sortRoles,
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

test('only an invitation without roles sets the password of an account', () => {
  expect(isPasswordLink({ email: 'a@b.test', roles: [] })).toBe(true);
  expect(isPasswordLink({ email: 'a@b.test', roles: ['cadet'] })).toBe(false);
  expect(isPasswordLink({ email: null, roles: [] })).toBe(false);
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
