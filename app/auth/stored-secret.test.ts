import { expect, test } from 'vitest';
import { isStoredWell, openStored, sealStored } from './stored-secret.server.ts';

const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];

test('a secret opens with the key that sealed it, for whose it is, and with no other', () => {
  const stored = sealStored('JBSWY3DP', 'ann', [first]);
  expect(stored).not.toContain('JBSWY3DP');
  expect(openStored(stored, 'ann', [first])).toBe('JBSWY3DP');
  expect(openStored(stored, 'ben', [first])).toBeNull();
  expect(openStored(stored, 'ann', [second])).toBeNull();
  expect(openStored(stored, 'ann', undefined)).toBeNull();
  expect(openStored(`${stored.slice(0, -2)}AA`, 'ann', [first])).toBeNull();
});

test('of two keys the first seals and both open; what is not sealed by the first is stale', () => {
  const old = sealStored('JBSWY3DP', 'ann', [first]);
  expect(openStored(old, 'ann', [second, first])).toBe('JBSWY3DP');
  expect(isStoredWell(old, [second, first])).toBe(false);
  expect(isStoredWell(sealStored('x', 'ann', [second, first]), [second])).toBe(true);
});

test('without a key it is stored as it is, and opens everywhere', () => {
  const stored = sealStored('JBSWY3DP', 'ann', undefined);
  expect(openStored(stored, 'ann', undefined)).toBe('JBSWY3DP');
  expect(openStored(stored, 'ann', [first])).toBe('JBSWY3DP');
  expect([isStoredWell(stored, undefined), isStoredWell(stored, [first])]).toEqual([true, false]);
});
