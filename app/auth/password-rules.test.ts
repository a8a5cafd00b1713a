import { describe, expect, test } from 'vitest';
import { loadCommonPasswords } from './common-passwords.server.ts';
import { toOwnWords, whyNotPassword } from './password-rules.ts';

const isCommon = await loadCommonPasswords(8);
const ownWords = toOwnWords([
  'Wanda Achebe-Ní Dhomhnaill',
  'w.achebe@training.example.org',
  'learn.police-academy.example',
  'Rapport',
]);
const judge = (password: string, hasSecondFactor = false) =>
  whyNotPassword(password, { hasSecondFactor, ownWords, isCommon });

describe('a password', () => {
  test.each([
    'four words of mine alone',
    'aaaaaaaaaaaaaaab',
    'ça fait très longtemps déjà',
    '2f&Kq9!xLm#0pZt',
    'wanda saw a heron at dusk',
    'a rapport nobody else wrote down',
  ])('%s is taken', (password) => {
    expect(judge(password)).toBeNull();
  });

  test('has 15 characters where it stands alone, 8 beside a second factor, whatever they are', () => {
    expect(judge('fourteen signs')).toContain('at least 15 characters');
    expect(judge('fifteen signs !')).toBeNull();
    expect(judge('gr8 owls', true)).toBeNull();
    expect(judge('gr8 owl', true)).toContain('at least 8 characters');
    // Signs outside the first plane are one character each.
    expect(judge('🦉🦊🐢🦆🐝🐌🦔🦉', true)).toBeNull();
    expect(judge('🦉🦊🐢🦆', true)).toContain('at least 8');
  });

  test.each([
    'passwordpassword',
    'PasswordStandard',
    '1234567890qwerty',
    'qwertyuiop12345!!',
    '000sunshine2026!!!',
  ])('%s is among those that are tried first', (password) => {
    expect(judge(password)).toContain('many people have used this password');
  });

  test.each(['aaaaaaaaaaaaaaaa', 'abcabcabcabcabca', '9876543210987654', 'abcdefghijklmnop'])(
    '%s is a pattern',
    (password) => {
      expect(judge(password)).toContain('many people have used this password');
    },
  );

  test.each([
    'wanda.achebe 2026',
    'Achebe@training.example.org',
    'policeacademy!!police',
    'Rapport-Rapport-2026',
    'DHOMHNAILL dhomhnaill',
  ])('%s is made of what others know', (password) => {
    expect(judge(password)).toContain('little more than your name or address');
  });
});

test('the list is a text of 18 thousand passwords, and no part of one is one', () => {
  expect(isCommon('trustno1')).toBe(true);
  expect(isCommon('rustno1')).toBe(false);
  expect(isCommon('trustno1\npassword')).toBe(false);
  expect(isCommon('')).toBe(false);
});
