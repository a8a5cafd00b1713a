import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  intervalWords,
  toHistogram,
  toItemStatistics,
  toReliability,
  wilsonInterval,
} from './statistics-rules.ts';
import { addToTally, emptyTally, type QuizTally } from './tally-rules.ts';

// The reference was computed independently by R 4.2.2 (cor, prop.test, var, anova): see reference.R beside it.
const folder = new URL('../../../../tests/fixtures/item-statistics/', import.meta.url);
const numbers = z.array(z.number());
const reference = z
  .object({
    difficulty: numbers,
    discrimination: numbers,
    wilsonItems: numbers,
    wilsonLow: numbers,
    wilsonHigh: numbers,
    mean: z.number(),
    sd: z.number(),
    alpha: z.number(),
    standardError: z.number(),
    dependability: z.number(),
  })
  .parse(JSON.parse(readFileSync(new URL('reference.json', folder), 'utf8')));
const [head = '', ...lines] = readFileSync(new URL('attempts.csv', folder), 'utf8')
  .trim()
  .split('\n');
const ids = head.split(',');
const attempts = lines.map((line) => line.split(',').map(Number));

const outcomeOf = (points: number) => (points === 1 ? 'right' : points === 0 ? 'wrong' : 'partly');

function tallyOf(rows: readonly (readonly number[])[]): QuizTally {
  return rows.reduce<QuizTally>(
    (tally, row) =>
      addToTally(
        tally,
        row.map((points, index) => ({
          itemId: ids[index] ?? '',
          points,
          outcome: outcomeOf(points),
          chosen: [points === 1 ? 'key' : 'other'],
          spentMs: 1000,
        })),
      ),
    emptyTally,
  );
}

const tally = tallyOf(attempts);
const statistics = ids.map((id) => toItemStatistics(tally.items[id], ['key', 'other'], ['key']));

describe('against the reference computed by R, to 1e-9', () => {
  test('difficulty and corrected point-biserial', () => {
    expect(attempts).toHaveLength(36);
    for (const [index, item] of statistics.entries()) {
      expect(item.difficulty).toBeCloseTo(reference.difficulty[index] ?? Number.NaN, 9);
      expect(item.discrimination).toBeCloseTo(reference.discrimination[index] ?? Number.NaN, 9);
    }
  });

  test('Wilson intervals', () => {
    expect(reference.wilsonItems).toHaveLength(7);
    for (const [at, index] of reference.wilsonItems.entries()) {
      expect(statistics[index]?.interval?.low).toBeCloseTo(reference.wilsonLow[at] ?? 2, 9);
      expect(statistics[index]?.interval?.high).toBeCloseTo(reference.wilsonHigh[at] ?? 2, 9);
    }
  });

  test('alpha and its standard error; the dependability when items are nested in persons', () => {
    const alpha = toReliability(tally);
    expect(alpha?.kind).toBe('alpha');
    expect(alpha?.value).toBeCloseTo(reference.alpha, 9);
    expect(alpha?.sd).toBeCloseTo(reference.sd, 9);
    expect(alpha?.standardError).toBeCloseTo(reference.standardError, 9);
    const nested = toReliability({ ...tally, sameItems: false });
    expect(nested?.kind).toBe('dependability');
    expect(nested?.value).toBeCloseTo(reference.dependability, 9);
  });
});

describe('what the numbers say', () => {
  test('the item with the wrong key is flagged, and the option that the able ones chose is named', () => {
    expect(statistics[7]?.flags).toContainEqual({ kind: 'wrong-key', better: 'other' });
    for (const { flags } of statistics.slice(0, 7)) {
      expect(flags.map(({ kind }) => kind)).not.toContain('wrong-key');
    }
  });

  test('below 30 first attempts there are no flags', () => {
    const few = tallyOf(attempts.slice(0, 29));
    expect(toItemStatistics(few.items.h, ['key', 'other'], ['key']).flags).toEqual([]);
  });

  test('points that are all 0 or 1 make alpha KR-20; equal attempts have no reliability', () => {
    expect(toReliability(tallyOf(attempts.map((row) => row.map(Math.round))))?.kind).toBe('KR-20');
    expect(toReliability(tallyOf([attempts[0] ?? [], attempts[0] ?? []]))).toBeNull();
    expect(toReliability(emptyTally)).toBeNull();
  });

  test('attempts with other items are noticed', () => {
    const other = { itemId: 'z', points: 1, outcome: 'right', chosen: [], spentMs: null };
    expect(addToTally(tally, [other]).sameItems).toBe(false);
    expect(tally.sameItems).toBe(true);
  });
});

describe('for whatever attempts there are', () => {
  const row = fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 8, maxLength: 8 });

  test('correlations and intervals stay within their bounds', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { items } = tallyOf(rows);
        for (const id of ids) {
          const { difficulty, interval, discrimination, outcomes, n } = toItemStatistics(
            items[id],
            [],
            [],
          );
          if (discrimination !== null) expect(Math.abs(discrimination)).toBeLessThan(1 + 1e-9);
          if (interval) {
            expect(interval.low).toBeLessThanOrEqual((difficulty ?? 0) + 1e-12);
            expect(interval.high).toBeGreaterThanOrEqual((difficulty ?? 0) - 1e-12);
          }
          expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(n);
        }
      }),
    );
  });

  test('the order in which attempts come changes nothing that is shown', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (rows) => {
        const [one, other] = [tallyOf(rows), tallyOf([...rows].reverse())];
        expect(toReliability(one)?.value ?? 0).toBeCloseTo(toReliability(other)?.value ?? 0, 6);
      }),
    );
  });

  test('a share of nothing has no interval', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(0, 10)?.low).toBe(0);
    expect(wilsonInterval(1, 10)?.high).toBeCloseTo(1, 12);
  });
});

test.each([
  [{ low: 0.651, high: 0.872 }, '65% to 87%'],
  [{ low: 0.8368, high: 0.8432 }, '83.7% to 84.3%'],
  [{ low: 0, high: 0.114 }, '0% to 11%'],
])('an interval is told as finely as it is known', (interval, words) => {
  expect(intervalWords(interval)).toBe(words);
});

describe('the histogram of scores', () => {
  const spread = tallyOf([
    [0, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
    [0.5, 0.25, 0],
    [1, 1, 0],
  ]);

  test('counts every attempt in one tenth, full marks in the last', () => {
    expect(toHistogram(spread, 80).bars).toEqual([1, 0, 1, 0, 0, 0, 2, 0, 0, 1]);
  });

  test.each([
    [66.5, 3],
    [66.66, 3],
    [66.67, 1],
    [100, 1],
    [1, 4],
  ])('of a pass mark of %s%% says exactly who reached it', (passMark, reached) => {
    expect(toHistogram(spread, passMark)).toMatchObject({ reached, attempts: 5 });
  });

  test('whatever the scores, the bars add up to the attempts', () => {
    const points = fc.constantFrom(0, 0.1, 0.25, 0.3, 0.5, 2 / 3, 1);
    const attempt = fc.array(points, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 30 }), (all) => {
        const { bars, reached } = toHistogram(tallyOf(all), 80);
        expect(bars.reduce((sum, count) => sum + count, 0)).toBe(all.length);
        const above = all.filter((one) => one.reduce((sum, x) => sum + x, 0) / 8 >= 0.8 - 1e-9);
        expect(reached).toBe(above.length);
      }),
    );
  });
});
