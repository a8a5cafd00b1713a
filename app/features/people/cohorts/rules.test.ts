import { describe, expect, it } from 'vitest';
import { dueInstant, dueState, findHolding, isOpen, toPersonal } from './rules.ts';

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

describe('of a course in several cohorts of a cadet', () => {
  const zone = 'America/Halifax';
  const now = new Date('2026-11-29T12:00:00Z');
  const given = (
    dueOn: string | null,
    endsOn: string | null = null,
    opensOn: string | null = null,
  ) => ({
    dueOn,
    endsOn,
    opensOn,
    timeZone: zone,
    cohortZone: zone,
    archivedAt: null as Date | null,
  });
  const held = (...all: ReturnType<typeof given>[]) => {
    const found = findHolding(all, now);
    // Whatever order the rows come in.
    expect(findHolding(all.toReversed(), now)).toEqual(found);
    return found;
  };

  it('the latest date holds, and none is later than any', () => {
    expect(held(given('2026-11-27'), given('2026-12-08'))?.dueOn).toBe('2026-12-08');
    expect(held(given('2026-12-08'), given(null))?.dueOn).toBeNull();
  });

  it('a cohort that has ended never outranks a running one, whatever its dates', () => {
    expect(held(given('2026-12-20', '2026-11-28'), given('2026-12-08'))?.dueOn).toBe('2026-12-08');
    expect(held(given(null, '2026-11-28'), given('2026-11-27'))?.dueOn).toBe('2026-11-27');
    // On its last day it still runs.
    expect(held(given('2026-12-20', '2026-11-29'), given('2026-12-08'))?.dueOn).toBe('2026-12-20');
    expect(held(given('2026-11-01', '2026-11-02'))?.dueOn).toBe('2026-11-01');
  });

  it('one that is open outranks one that opens later', () => {
    const later = given('2026-12-20', null, '2026-12-01');
    expect(held(later, given('2026-11-27', '2026-11-28'))?.dueOn).toBe('2026-11-27');
    expect(held(later)?.dueOn).toBe('2026-12-20');
    expect(findHolding([], now)).toBeUndefined();
  });

  it('a due day of one’s own takes the place of the cohort’s, and goes into the same choice', () => {
    const own = toPersonal(given('2026-11-27'), '2026-12-11');
    expect(own).toMatchObject({ dueOn: '2026-12-11', isOwn: true });
    expect(toPersonal(given('2026-11-27'), null)).toMatchObject({
      dueOn: '2026-11-27',
      isOwn: false,
    });
    expect(held(own, given('2026-12-08'))?.dueOn).toBe('2026-12-11');
  });

  it('an archived cohort counts as one that has ended', () => {
    const archived = { ...given('2026-12-20'), archivedAt: new Date('2026-11-01T12:00:00Z') };
    expect(held(archived, given('2026-12-01'))).toEqual(given('2026-12-01'));
    expect(held(archived)).toEqual(archived);
  });
});
