import { expect, test } from 'vitest';
import { toPoolSizes } from './pool-sizes.ts';

test('the connections of a server are shared out, whole and to each kind', () => {
  expect(toPoolSizes(22)).toEqual({ transactions: 10, queries: 4, statements: 8 });
  for (let all = 4; all <= 100; all += 1) {
    const { transactions, queries, statements } = toPoolSizes(all);
    expect(transactions + queries + statements).toBe(all);
    expect(Math.min(transactions, queries, statements)).toBeGreaterThan(0);
  }
});
