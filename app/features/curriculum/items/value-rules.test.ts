import { describe, expect, it } from 'vitest';
import { sameChoice } from './value-rules.ts';

describe('sameChoice', () => {
  it('compares options, not their order', () => {
    expect(sameChoice(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(sameChoice([], [])).toBe(true);
    expect(sameChoice(['a'], ['a', 'b'])).toBe(false);
    expect(sameChoice(['a'], ['b'])).toBe(false);
  });
});
