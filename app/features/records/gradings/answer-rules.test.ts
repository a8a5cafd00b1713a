import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSequence, toSequence } from './answer-rules.ts';

describe('toSequence', () => {
  it('is in tenths of a second since the start', () => {
    expect(toSequence(12_345, 0)).toBe(123);
  });

  it('grows by at least one whatever the clock does, and stays in 32 bits (property)', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.nat(maxSequence - 1), (elapsed, last) => {
        const seq = toSequence(elapsed, last);
        expect(Number.isInteger(seq)).toBe(true);
        expect(seq).toBeGreaterThan(last);
        expect(seq).toBeLessThanOrEqual(maxSequence);
      }),
    );
  });
});
