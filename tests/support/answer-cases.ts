import fc from 'fast-check';
import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { toPair } from '#app/features/curriculum/items/value-rules.ts';
import { toItem, toKey } from '#tests/factories/shapes.ts';

/** Random items with their keys and any answer that a page could send, for properties of scoring (fast-check). */

/** An item with its key and any answer that a page could send. */
export type Case = { item: Item; key: ItemKey; value: string[] };

/** Options or targets with ids such as `o0`. */
export const choices = (letter: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `${letter}${n}`, html: `${letter}${n}` }));

/** The key of one item. */
export const keyOf = (given: Partial<ItemKey>): ItemKey => toKey({ item: given }).item as ItemKey;

const size = fc.integer({ min: 2, max: 6 });

/** A choice item of this type. */
export const choiceCase = (type: 'single' | 'true-false' | 'multiple' | 'hot-spot') =>
  size.chain((count) => {
    const item = toItem({ id: 'item', type, options: choices('o', count) });
    const ids = item.options.map(({ id }) => id);
    const most = type === 'multiple' ? count : 1;
    return fc.record({
      item: fc.constant(item),
      key: fc
        .shuffledSubarray(ids, { minLength: 1, maxLength: most })
        .map((correct) => keyOf({ correct })),
      value: fc.shuffledSubarray(ids, { maxLength: most }),
    });
  });

/** An ordering; some entries without a place, ties allowed. */
export const orderingCase = size.chain((count) => {
  const item = toItem({ id: 'item', type: 'ordering', options: choices('o', count) });
  const ids = item.options.map(({ id }) => id);
  return fc.record({
    item: fc.constant(item),
    key: fc.shuffledSubarray(ids, { minLength: count }).map((correct) => keyOf({ correct })),
    value: fc
      .tuple(
        fc.shuffledSubarray(ids),
        fc.array(fc.integer({ min: 1, max: count }), { minLength: 6 }),
      )
      .map(([placed, places]) => placed.map((id, index) => toPair(id, places[index] ?? 1))),
  });
});

/** A matching; targets may be used twice or not at all. */
export const matchingCase = fc.tuple(size, size).chain(([left, right]) => {
  const item = toItem({
    id: 'item',
    type: 'matching',
    options: choices('o', left),
    targets: choices('t', right),
  });
  const target = fc.integer({ min: 0, max: right - 1 }).map((n) => `t${n}`);
  const ids = item.options.map(({ id }) => id);
  const pairs = (placed: string[], places: string[]) =>
    placed.map((id, index) => toPair(id, places[index] ?? 't0'));
  const places = fc.array(target, { minLength: 6, maxLength: 6 });
  return fc.record({
    item: fc.constant(item),
    key: places.map((list) => keyOf({ correct: pairs(ids, list) })),
    value: fc.tuple(fc.shuffledSubarray(ids), places).map(([placed, list]) => pairs(placed, list)),
  });
});

/** A numeric item with whole numbers. */
export const numericCase = fc
  .tuple(
    fc.integer({ min: -500, max: 500 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: -600, max: 600 }),
  )
  .map(([middle, tolerance, typed]) => ({
    item: toItem({ id: 'item', type: 'numeric' }),
    key: keyOf({ range: { min: middle - tolerance, max: middle + tolerance } }),
    value: [String(typed)],
  }));

const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 1, maxLength: 8 });
const textCase = fc.record({
  item: fc.constant(toItem({ id: 'item', type: 'text' })),
  key: fc.array(word, { minLength: 1, maxLength: 4 }).map((patterns) => keyOf({ patterns })),
  value: fc.oneof(word, fc.constantFrom('?', '...', 'A b')).map((text) => [text]),
});

/** A rating. */
export const ratingCase = fc.integer({ min: 0, max: 4 }).map((n) => ({
  item: toItem({ id: 'item', type: 'rating', options: choices('o', 5) }),
  key: keyOf({}),
  value: [`o${n}`],
}));

/** Any item that is scored. */
export const scoredCase: fc.Arbitrary<Case> = fc.oneof(
  choiceCase('single'),
  choiceCase('true-false'),
  choiceCase('multiple'),
  choiceCase('hot-spot'),
  orderingCase,
  matchingCase,
  numericCase,
  textCase,
);
/** Any item. */
export const anyCase: fc.Arbitrary<Case> = fc.oneof(scoredCase, ratingCase);
