import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectedMark,
  findShortage,
  isInPart,
  itemsPerAttempt,
  partName,
  whoSetMark,
} from './quiz-rules.ts';

const type = 'single' as const;

test('an attempt has the whole pool, what is drawn, or the sum of the blueprint, never more than there are', () => {
  const blueprint = [
    { objective: 'a', items: 2 },
    { tag: 'b', items: 1 },
  ];
  const pool = (count: number) => Array.from({ length: count }, () => ({ type }));
  expect(itemsPerAttempt({ draw: null, blueprint: null }, pool(7))).toBe(7);
  expect(itemsPerAttempt({ draw: 3, blueprint: null }, pool(7))).toBe(3);
  expect(itemsPerAttempt({ draw: 9, blueprint: null }, pool(7))).toBe(7);
  expect(itemsPerAttempt({ draw: null, blueprint }, pool(7))).toBe(3);
  expect(itemsPerAttempt({ draw: null, blueprint }, pool(2))).toBe(2);
});

test('ratings are beside what is drawn, and in no line of a blueprint', () => {
  const rating = { type: 'rating' as const, objective: 'a', tags: ['b'] };
  const pool = [{ type }, rating, { type }, rating];
  expect(itemsPerAttempt({ draw: 1, blueprint: null }, pool)).toBe(3);
  expect(itemsPerAttempt({ draw: null, blueprint: null }, pool)).toBe(4);
  expect(isInPart({ objective: 'a', items: 1 }, rating)).toBe(false);
  expect(isInPart({ tag: 'b', items: 1 }, rating)).toBe(false);
});

test('a line of a blueprint picks by objective or by tag', () => {
  const item = { type, objective: 'a', tags: ['b', 'c'] };
  expect(partName({ tag: 'b', items: 1 })).toEqual(['tag', 'b']);
  expect(isInPart({ objective: 'a', items: 1 }, item)).toBe(true);
  expect(isInPart({ objective: 'b', items: 1 }, item)).toBe(false);
  expect(isInPart({ tag: 'c', items: 1 }, item)).toBe(true);
  expect(isInPart({ tag: 'a', items: 1 }, item)).toBe(false);
});

describe('a shortage', () => {
  const pool = [
    { type, objective: 'a', tags: ['x'] },
    { type, objective: 'a', tags: [] },
    { type, objective: 'b', tags: ['x'] },
  ];

  test('is none where an item can be left to a line that needs it', () => {
    expect(
      findShortage(
        [
          { objective: 'a', items: 1 },
          { tag: 'x', items: 2 },
        ],
        pool,
      ),
    ).toBeNull();
  });

  test('is the first line that cannot have its number', () => {
    const line = { tag: 'x', items: 2 };
    expect(findShortage([{ objective: 'a', items: 2 }, line], pool)).toEqual({ index: 1, line });
  });

  test('is found exactly if trying every way finds none', () => {
    const item = fc.record({
      type: fc.constant(type),
      objective: fc.constantFrom('a', 'b'),
      tags: fc.subarray(['x', 'y']),
    });
    const line = fc.oneof(
      fc.record({ objective: fc.constantFrom('a', 'b'), items: fc.integer({ min: 1, max: 2 }) }),
      fc.record({ tag: fc.constantFrom('x', 'y'), items: fc.integer({ min: 1, max: 2 }) }),
    );
    const canGive = (
      wanted: readonly (typeof line extends fc.Arbitrary<infer T> ? T : never)[],
      left: { type: 'single'; objective: string; tags: string[] }[],
    ): boolean => {
      const [first, ...rest] = wanted;
      if (first === undefined) return true;
      return left.some(
        (each, index) =>
          isInPart(first, each) &&
          canGive(
            rest,
            left.filter((_, other) => other !== index),
          ),
      );
    };
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 3 }),
        fc.array(item, { maxLength: 5 }),
        (lines, items) => {
          const wanted = lines.flatMap((each) => Array.from({ length: each.items }, () => each));
          expect(findShortage(lines, items) === null).toBe(canGive(wanted, items));
        },
      ),
    );
  });
});

describe('whoSetMark', () => {
  test('says that the authors set the mark until judges are entered', () => {
    expect(whoSetMark({ judges: [] })).toBe('pass mark set by the authors');
    expect(expectedMark({ judges: [] })).toBeNull();
    const judge = { name: 'A test judge', role: 'trainer', date: '2026-11-01', expects: 70 };
    const judges = [judge, { ...judge, name: 'Another', role: 'resident', expects: 81 }];
    expect(whoSetMark({ judges })).toBe(
      'pass mark set by judges, question by question: A test judge (trainer), Another (resident)',
    );
    expect(expectedMark({ judges })).toBe(75.5);
  });
});
