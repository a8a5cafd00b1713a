import { describe, expect, it } from 'vitest';
import { dueInstant, dueState, formatDue, isOpen } from './rules.ts';

describe('an assignment', () => {
  const dates = { opensOn: '2026-11-02', dueOn: '2026-12-12', timeZone: 'America/Halifax' };
  const at = (text: string) => new Date(text);

  it('is due until the end of the day where the cohort is, not where the server is', () => {
    expect(dueState(dates, at('2026-11-22T12:00:00Z'))).toBe('later');
    expect(dueState(dates, at('2026-12-06T04:00:00Z'))).toBe('soon');
    expect(dueState(dates, at('2026-12-13T03:59:59.999Z'))).toBe('soon');
    expect(dueState(dates, at('2026-12-13T04:00:00Z'))).toBe('overdue');
    expect(dueState({ ...dates, dueOn: null }, at('2036-01-01'))).toBe('none');
    expect(dueInstant({ ...dates, dueOn: null })).toBeNull();
  });

  it('opens with the first moment of its day', () => {
    expect(isOpen(dates, at('2026-11-02T03:59:59.999Z'))).toBe(false);
    expect(isOpen(dates, at('2026-11-02T04:00:00Z'))).toBe(true);
    expect(isOpen({ ...dates, opensOn: null }, at('1999-01-01'))).toBe(true);
  });

  it('says when it is due, by whose clock', () => {
    const now = at('2026-11-22T12:00:00Z');
    expect(formatDue(dates, now)).toBe('due Sat 12 Dec, 23:59 Halifax time');
    expect(formatDue({ dueOn: '2026-11-20', timeZone: 'UTC' }, now)).toBe(
      'was due Fri 20 Nov, 23:59 UTC',
    );
    expect(formatDue({ dueOn: null, timeZone: 'UTC' }, now)).toBeNull();
  });
});
