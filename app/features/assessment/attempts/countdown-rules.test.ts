import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCountdown, toTimeCall, toTimeLeft } from './countdown-rules.ts';

const minutes = (count: number) => count * 60_000;

describe('toCountdown', () => {
  it.each([
    [minutes(62) + 5000, '1:02:05'],
    [minutes(60), '1:00:00'],
    [minutes(59) + 59_001, '1:00:00'],
    [minutes(12) + 4001, '12:05'],
    [9000, '0:09'],
    [1, '0:01'],
    [0, '0:00'],
    [-5000, '0:00'],
  ])('%i ms is shown as %s', (ms, shown) => expect(toCountdown(ms)).toBe(shown));
});

describe('toTimeLeft', () => {
  it.each([
    [minutes(65), '1 hour 5 minutes left'],
    [minutes(1), '1 minute left'],
    [minutes(3) + 20_000, '3 minutes 20 seconds left'],
    [10_000, '10 seconds left'],
    [0, 'no time left'],
  ])('%i ms is said as %s', (ms, said) => expect(toTimeLeft(ms)).toBe(said));
});

describe('toTimeCall', () => {
  it('says each full minute, then 30 and 10 seconds, once each, over a whole attempt', () => {
    const calls: string[] = [];
    for (let ms = minutes(7) + 500; ms > -3000; ms -= 1000) {
      const said = toTimeCall(ms, ms - 1000);
      if (said) calls.push(said);
    }
    expect(calls).toEqual([
      '7 minutes left',
      '6 minutes left',
      '5 minutes left',
      '4 minutes left',
      '3 minutes left',
      '2 minutes left',
      '1 minute left',
      '30 seconds left',
      '10 seconds left',
    ]);
  });

  it('says nothing between the marks and nothing once time is up', () => {
    expect(toTimeCall(minutes(5) - 1, minutes(4) + 1)).toBeNull();
    expect(toTimeCall(29_999, 10_001)).toBeNull();
    expect(toTimeCall(9999, 1)).toBeNull();
    expect(toTimeCall(minutes(20), 0)).toBeNull();
    expect(toTimeCall(minutes(20), -minutes(60))).toBeNull();
  });

  it('after a leap says what is left, not the mark passed long ago', () => {
    expect(toTimeCall(minutes(12), minutes(3) + 20_000)).toBe('3 minutes 20 seconds left');
    expect(toTimeCall(minutes(12), 25_000)).toBe('25 seconds left');
  });

  it('misses no mark, however the looks fall (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 300 }), (steps) => {
        let left = minutes(3) + 1;
        const calls: string[] = [];
        for (const step of steps) {
          const said = toTimeCall(left, left - step);
          if (said) calls.push(said);
          left -= step;
        }
        const wanted = [minutes(3), minutes(2), minutes(1), 30_000, 10_000];
        expect(calls).toEqual(wanted.filter((mark) => left <= mark).map(toTimeLeft));
      }),
    );
  });
});
