import { expect, test } from 'vitest';
import { dayOf, toMidnight } from './days.ts';

test('a day begins at its own midnight', () => {
  const at = new Date('2026-12-12T00:30:00Z');
  expect(dayOf(at, 'UTC')).toBe('2026-12-12');
  expect(dayOf(at, 'America/Halifax')).toBe('2026-12-11');
  expect(toMidnight('2026-12-12')).toBe(Date.UTC(2026, 11, 12));
});

test.each(['2026-02-30', '2026-13-01', '2026-1-1', '2026-01-01T12:00', 'tomorrow', ''])(
  '%j is no day',
  (text) => {
    expect(() => toMidnight(text)).toThrow(RangeError);
  },
);
