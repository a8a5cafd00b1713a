import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countOf,
  formatBytes,
  formatMinutes,
  formatPercent,
  formatPoints,
  formatResult,
  formatSeconds,
  plural,
  toWholePercent,
} from './numbers.ts';

describe('counts', () => {
  test('a noun goes with its number', () => {
    expect([0, 1, 2, 1204].map((count) => countOf(count, 'attempt'))).toEqual([
      '0 attempts',
      '1 attempt',
      '2 attempts',
      '1,204 attempts',
    ]);
    expect(countOf(2, 'reply', 'replies')).toBe('2 replies');
    expect([1, 3].map((count) => plural(count, 'is', 'are'))).toEqual(['is', 'are']);
  });
});

test('the size of a file is rounded up, so that what is over a limit does not read as the limit', () => {
  expect(
    [0, 1, 1000, 1001, 23_400, 999_001, 1_000_001, 2_000_000, 25_000_001].map(formatBytes),
  ).toEqual(['1 kB', '1 kB', '1 kB', '2 kB', '24 kB', '1 MB', '1.1 MB', '2 MB', '25.1 MB']);
});

describe('shares and points', () => {
  test('are rounded down: what is not reached does not read as reached', () => {
    expect([0.799, 0.8, 0.29, 0.57, 1, 0].map(toWholePercent)).toEqual([79, 80, 29, 57, 100, 0]);
    expect(formatPercent(0.7999)).toBe('79%');
    expect([1, 0, 0.5, 4.999, 8.2].map(formatPoints)).toEqual([
      '1 point',
      '0 points',
      '0.5 points',
      '4.99 points',
      '8.2 points',
    ]);
    expect(formatResult(16, 20, 0.8)).toBe('16 of 20 points (80%)');
    expect(formatResult(4.999, 5, 0.9998)).toBe('4.99 of 5 points (99%)');
    expect(formatResult(0, 1, 0)).toBe('0 of 1 point (0%)');
    expect(formatResult(0, 0, 1)).toBe('no points to earn');
  });

  test('beside a mark are told as finely as it is', () => {
    expect(formatPercent(2 / 3, 66.5)).toBe('66.6%');
    expect(formatResult(2, 3, 2 / 3, 66.5)).toBe('2 of 3 points (66.6%)');
    expect([formatPercent(2 / 3, 66.67), formatPercent(2 / 3, 70)]).toEqual(['66.66%', '66%']);
  });

  test('never contradict the verdict (property)', () => {
    const mark = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 999 }));
    fc.assert(
      fc.property(
        mark.map(([whole, part]) => Math.min(100, whole + part / 1000)),
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 60 }),
        (passMark, of, points) => {
          const earned = Math.min(points, of);
          const passed = earned * 100_000 >= Math.round(passMark * 1000) * of;
          const shown = Number(formatPercent(earned / of, passMark).replace('%', ''));
          expect(shown >= passMark).toBe(passed);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('times', () => {
  test('are told in hours and minutes', () => {
    expect([0, 35, 60, 105].map(formatMinutes)).toEqual(['0 min', '35 min', '1 h', '1 h 45 min']);
    expect([0, 59, 60, 119, 3661].map(formatSeconds)).toEqual([
      'under 1 min',
      'under 1 min',
      '1 min',
      '1 min',
      '1 h 1 min',
    ]);
  });
});
