import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNumberProblem, isWithin, readNumber } from './number-rules.ts';

describe('readNumber', () => {
  it.each<[string, number[]]>([
    ['14', [14]],
    [' 14 ', [14]],
    ['+14', [14]],
    ['-3', [-3]],
    ['− 3', [-3]],
    ['14.5', [14.5]],
    ['14,5', [14.5]],
    ['.5', [0.5]],
    ['14.', [14]],
    ['14%', [14]],
    ['14 %', [14]],
    ['about 14 percent', [14]],
    ['$1,200.50', [1200.5]],
    ['1.200,50 €', [1200.5]],
    ['12 000', [12000]],
    ['1 200 000', [1_200_000]],
    ['1,200,000', [1_200_000]],
    ["1'200", [1200]],
    ['1,200', [1.2, 1200]],
    ['0,200', [0.2]],
    ['１４', [14]],
    ['007', [7]],
  ])('reads %j', (text, readings) => {
    expect(readNumber(text)).toEqual(readings);
  });

  it.each([
    '',
    'fourteen',
    '1/2',
    '½',
    '3 / 4',
    '14 to 16',
    '10-14',
    '1 in 5',
    '1e3',
    'B12',
    '1.2.3',
    '12.11.2026',
    '1,2,3',
    '%',
    '٣',
  ])('reads no number in %j', (text) => {
    expect(readNumber(text)).toEqual([]);
  });

  it('reads every number that it is written from, with either mark (property)', () => {
    const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(number, fc.constantFrom('', ' %', ' percent', ' min'), (value, unit) => {
        expect(readNumber(`${value}${unit}`)).toContain(value);
        expect(readNumber(`${value}${unit}`.replace('.', ','))).toContain(value);
      }),
    );
  });

  it('never throws and gives finite numbers, whatever is typed (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(readNumber(text).every(Number.isFinite)).toBe(true);
      }),
    );
    expect(readNumber('9'.repeat(400))).toEqual([]);
  });
});

describe('isWithin', () => {
  it('includes both ends of a tolerance, whatever a double makes of it (property)', () => {
    const tenths = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(tenths, fc.integer({ min: 0, max: 1000 }), (middle, tolerance) => {
        const range = { min: middle / 10 - tolerance / 10, max: middle / 10 + tolerance / 10 };
        const [low, high] = [(middle - tolerance) / 10, (middle + tolerance) / 10];
        expect(isWithin(low, range) && isWithin(high, range)).toBe(true);
        expect(isWithin(low - 0.01, range) || isWithin(high + 0.01, range)).toBe(false);
      }),
    );
  });
});

describe('findNumberProblem', () => {
  it('asks for what can be read, and for nothing when it can', () => {
    expect(findNumberProblem('14,5 %')).toBeNull();
    expect(findNumberProblem('')).toBeNull();
    expect(findNumberProblem('1/2')).toMatch(/fractions are not read/);
    expect(findNumberProblem('½')).toMatch(/fractions are not read/);
    expect(findNumberProblem('many')).toMatch(/Write one number/);
    expect(findNumberProblem('13 to 15')).toMatch(/Write one number/);
  });
});
