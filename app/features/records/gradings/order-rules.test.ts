import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import { toItem, toQuizBody } from '#tests/factories/shapes.ts';
import { createRandom, orderItems, shuffle } from './order-rules.ts';

function makeQuiz(
  items: number,
  options: number,
  shuffled = true,
  type: Item['type'] = 'single',
): QuizBody {
  const letters = (letter: string) =>
    Array.from({ length: options }, (_, n) => ({ id: `${letter}${n}`, html: '' }));
  return toQuizBody(
    { shuffle: shuffled },
    Array.from({ length: items }, (_, index) =>
      toItem({
        id: `item-${index}`,
        type,
        options: letters('o'),
        targets: type === 'matching' ? letters('t') : [],
      }),
    ),
  );
}

const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);
const anySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('orderItems', () => {
  it('keeps every item and option, each once (property)', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 30 }), (seed, count) => {
        const quiz = makeQuiz(count, 4);
        const ordered = orderItems(quiz, seed);
        expect(ids(ordered).sort()).toEqual(ids(quiz.items).sort());
        for (const item of ordered)
          expect(ids(item.options).sort()).toEqual(['o0', 'o1', 'o2', 'o3']);
      }),
    );
  });

  it('gives the same order for the same seed, for ever', () => {
    const quiz = makeQuiz(6, 3);
    expect(orderItems(quiz, 42)).toEqual(orderItems(quiz, 42));
    // Written down: old records depend on it.
    expect(ids(orderItems(quiz, 42))).toMatchInlineSnapshot(`
      [
        "item-4",
        "item-1",
        "item-3",
        "item-0",
        "item-2",
        "item-5",
      ]
    `);
    expect(orderItems(quiz, 42).map((item) => ids(item.options).join(' '))).toMatchInlineSnapshot(`
      [
        "o2 o1 o0",
        "o2 o0 o1",
        "o1 o0 o2",
        "o2 o0 o1",
        "o1 o0 o2",
        "o1 o2 o0",
      ]
    `);
  });

  it("orders an item's options by seed and id alone", () => {
    const optionsOf = (items: number) =>
      ids(orderItems(makeQuiz(items, 5), 7).find(({ id }) => id === 'item-0')?.options ?? []);
    expect(optionsOf(1)).toEqual(optionsOf(20));
  });

  it('keeps the order of those drawn among all the others (property)', () => {
    const quiz = makeQuiz(12, 3);
    fc.assert(
      fc.property(anySeed, fc.subarray(ids(quiz.items), { minLength: 1 }), (seed, drawn) => {
        const ordered = orderItems(quiz, seed, drawn);
        expect(ids(ordered).sort()).toEqual([...drawn].sort());
        const all = new Map(orderItems(quiz, seed).map((item) => [item.id, ids(item.options)]));
        for (const item of ordered) expect(ids(item.options)).toEqual(all.get(item.id));
      }),
    );
  });

  it('leaves true and false and the points of a rating as they are; shuffles both sides of a matching', () => {
    const ordersOf = (type: Item['type'], side: 'options' | 'targets') =>
      new Set(
        Array.from({ length: 40 }, (_, seed) =>
          orderItems(makeQuiz(1, 4, true, type), seed)
            .flatMap((item) => ids(item[side]))
            .join(' '),
        ),
      );
    expect([...ordersOf('true-false', 'options')]).toEqual(['o0 o1 o2 o3']);
    expect([...ordersOf('rating', 'options')]).toEqual(['o0 o1 o2 o3']);
    expect(ordersOf('ordering', 'options').size).toBeGreaterThan(10);
    expect(ordersOf('matching', 'options').size).toBeGreaterThan(10);
    expect(ordersOf('matching', 'targets').size).toBeGreaterThan(10);
    // Apart: the order of one side must not tell the order of the other.
    const sides = orderItems(makeQuiz(1, 8, true, 'matching'), 3).map((item) => [
      ids(item.options).map((id) => id.slice(1)),
      ids(item.targets).map((id) => id.slice(1)),
    ]);
    expect(sides[0]?.[0]).not.toEqual(sides[0]?.[1]);
  });

  it('keeps the written order when the quiz does not shuffle', () => {
    const quiz = makeQuiz(5, 3, false);
    expect(orderItems(quiz, 42)).toEqual(quiz.items);
  });
});

describe('shuffle', () => {
  it('puts every thing in every place about equally often', () => {
    const [things, runs] = [['a', 'b', 'c', 'd'], 24_000];
    const counts = new Map<string, number>();
    for (let seed = 0; seed < runs; seed += 1) {
      const order = shuffle(things, createRandom(seed, 'test')).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 24 orders, expected 1,000 each. Chi-squared with 23 degrees of freedom stays below 49.7 in 999 of 1,000 runs.
    const expected = runs / 24;
    const chi = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    expect(chi).toBeLessThan(49.7);
  });

  it('leaves what it was given alone', () => {
    const things = [1, 2, 3];
    shuffle(things, createRandom(1, 'test'));
    expect(things).toEqual([1, 2, 3]);
  });
});
