import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrdered, toShownOrder } from './order-list-rules.ts';

describe('toShownOrder', () => {
  it.each([
    [[0, 0, 0], [0, 1, 2], 'as they stand while nothing has a place'],
    [[3, 1, 2], [1, 2, 0], 'by place'],
    [[0, 2, 1, 0], [2, 1, 0, 3], 'those without a place last'],
    [[2, 1, 2], [1, 0, 2], 'two of one place as they stand'],
  ])('%j is shown as %j: %s', (places, order) => expect(toShownOrder(places)).toEqual(order));

  it('loses no entry, and a full order comes out sorted (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 8 }), (places) => {
        const order = toShownOrder(places);
        expect([...order].sort((a, b) => a - b)).toEqual([...places.keys()]);
        if (!isOrdered(places)) return;
        const shown = order.map((index) => places[index] ?? 0);
        expect(shown).toEqual([...shown].sort((a, b) => a - b));
      }),
    );
  });
});

describe('isOrdered', () => {
  it('asks for a place of its own for every entry', () => {
    expect(isOrdered([3, 1, 2])).toBe(true);
    expect(isOrdered([3, 1, 0])).toBe(false);
    expect(isOrdered([1, 1, 2])).toBe(false);
    expect(isOrdered([0, 0])).toBe(false);
  });
});
