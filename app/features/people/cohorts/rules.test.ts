import { describe, expect, it } from 'vitest';
import { dueInstant, dueState, isOpen } from './rules.ts';

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
});
