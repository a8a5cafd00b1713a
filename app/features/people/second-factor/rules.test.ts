import { expect, test } from 'vitest';
import {
  formatRecoveryCode,
  formatSecret,
  isConfirmed,
  makeRecoveryCode,
  toOneTimeCode,
  toRecoveryCode,
} from './rules.ts';

test('who showed it a quarter of an hour ago counts, a second later not; unknown is long ago', () => {
  const at = new Date('2026-03-01T10:00:00Z');
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  expect([0, 900, 901].map((seconds) => isConfirmed(at, later(seconds)))).toEqual([
    true,
    true,
    false,
  ]);
  expect(isConfirmed(undefined, at)).toBe(false);
});

test('codes are read as people type them', () => {
  expect(toOneTimeCode(' 123 456\t')).toBe('123456');
  const code = makeRecoveryCode(new Uint8Array([0, 1, 9, 10, 31, 32, 64, 255, 18, 200]));
  expect(code).toBe('019az00zj8');
  expect(formatRecoveryCode(code)).toBe('019az-00zj8');
  expect(toRecoveryCode(' OL9AZ – oozJ8 ')).toBe(code);
});

test('a secret is typed in groups of four', () => {
  expect(formatSecret('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
});
