import { expect, it } from 'vitest';
import { formatDue } from './words.ts';

it('says when the work is due, by whose clock', () => {
  const dates = { dueOn: '2026-12-12', timeZone: 'America/Halifax' };
  const now = new Date('2026-11-22T12:00:00Z');
  expect(formatDue(dates, now)).toBe('due Sat 12 Dec, 23:59 Halifax time');
  expect(formatDue({ dueOn: '2026-11-20', timeZone: 'UTC' }, now)).toBe(
    'was due Fri 20 Nov, 23:59 UTC',
  );
  expect(formatDue({ dueOn: null, timeZone: 'UTC' }, now)).toBeNull();
});
