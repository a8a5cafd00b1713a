import { expect, test } from 'vitest';
import {
  checkAssignmentDates,
  checkCohortDates,
  isDay,
  isTimeZone,
  whyKept,
} from './admin-rules.ts';

test('days of the calendar', () => {
  expect(isDay('2028-02-29')).toBe(true);
  expect(isDay('2026-02-29')).toBe(false);
  expect(isDay('2026-2-1')).toBe(false);
  expect(isDay('soon')).toBe(false);
  // Samoa went from the 29th to the 31st when it crossed the date line.
  expect(isDay('2011-12-30', 'Pacific/Apia')).toBe(false);
});

test('zones by their IANA name', () => {
  expect(isTimeZone('America/Halifax')).toBe(true);
  expect(isTimeZone('Halifax')).toBe(false);
});

test.each([
  [{ startsOn: '2026-09-01', endsOn: null }, []],
  [{ startsOn: '2026-09-01', endsOn: '2026-09-01' }, []],
  [{ startsOn: '2026-09-01', endsOn: '2026-08-31' }, ['endsOn']],
  [{ startsOn: '2026-09-01', endsOn: '2062-01-01' }, ['endsOn']],
  [{ startsOn: '0202-09-01', endsOn: null }, ['startsOn']],
])('cohort dates %j', (dates, fields) => {
  expect(Object.keys(checkCohortDates(dates))).toEqual(fields);
});

const cohort = { startsOn: '2026-09-01', timeZone: 'Pacific/Apia' };

test.each([
  [{ opensOn: null, dueOn: null }, []],
  [{ opensOn: '2026-09-01', dueOn: '2026-09-01' }, []],
  [{ opensOn: '2026-09-02', dueOn: '2026-09-01' }, ['dueOn']],
  [{ opensOn: '2206-09-02', dueOn: '2026-09-01' }, ['opensOn', 'dueOn']],
  [{ opensOn: null, dueOn: '2025-08-31' }, ['dueOn']],
])('assignment dates %j', (dates, fields) => {
  expect(Object.keys(checkAssignmentDates(dates, cohort))).toEqual(fields);
});

test('a day that the zone skipped', () => {
  const early = { startsOn: '2011-09-01', timeZone: 'Pacific/Apia' };
  expect(
    checkAssignmentDates({ opensOn: '2011-12-30', dueOn: null }, early).opensOn?.[0],
  ).toContain('no such day');
});

test('only a cohort in which nobody was, and to which no open link leads, can be removed', () => {
  expect(whyKept({ everEnrolled: 0, liveInvitations: 0 })).toBeNull();
  expect(whyKept({ everEnrolled: 2, liveInvitations: 0 })).toContain('2 cadets');
  expect(whyKept({ everEnrolled: 0, liveInvitations: 3 })).toContain('3 invitations lead to it');
});
