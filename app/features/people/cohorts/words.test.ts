import { expect, it } from 'vitest';
import { formatDue, toCountdown } from './words.ts';

it('says when the work is due, by whose clock', () => {
  const dates = { dueOn: '2026-12-12', timeZone: 'America/Halifax' };
  const now = new Date('2026-11-22T12:00:00Z');
  expect(formatDue(dates, now)).toBe('due Sat 12 Dec, 23:59 Halifax time');
  expect(formatDue({ dueOn: '2026-11-20', timeZone: 'UTC' }, now)).toBe(
    'was due Fri 20 Nov, 23:59 UTC',
  );
  expect(formatDue({ dueOn: null, timeZone: 'UTC' }, now)).toBeNull();
});

it('counts the days to the due day, in its zone', () => {
  const timeZone = 'America/Halifax';
  // Still the 22nd in Halifax.
  const now = new Date('2026-11-23T03:00:00Z');
  const countdown = (dueOn: string | null) => toCountdown({ dueOn, timeZone }, now);
  expect(countdown('2026-12-02')).toBe('In 10 days');
  expect(countdown('2026-11-23')).toBe('Tomorrow');
  expect(countdown('2026-11-22')).toBe('Today');
  expect(countdown('2026-11-19')).toBe('3 days ago');
  expect(countdown('2027-11-22')).toBe('Mon 22 Nov 2027');
  expect(countdown(null)).toBeNull();
});
