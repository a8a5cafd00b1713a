import { expect, test } from 'vitest';
import { readClaims } from './kit-rules.ts';

test('claims are read as they are written, and none is no claim', () => {
  expect(readClaims('none')).toEqual([]);
  expect(readClaims('LD 3, LD 42 (to confirm)')).toEqual([
    { code: 'LD 3', confirm: false },
    { code: 'LD 42', confirm: true },
  ]);
  // Beside a claim it is a code that no standard has, so that the check finds it.
  expect(readClaims('none, LD 3').map(({ code }) => code)).toEqual(['none', 'LD 3']);
});
