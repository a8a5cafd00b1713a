import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay, startOfDay } from '#app/time/days.ts';
import { formatDate, formatDay, formatInstant, formatTime, formatZone } from '#app/words/dates.ts';
import { dueInstant, dueState, formatDue, isOpen } from './rules.ts';

const zones = [
  'UTC',
  'America/Halifax',
  'America/St_Johns', // half an hour off; used to change at 00:01
  'America/Havana', // midnight comes twice
  'America/Santiago', // changes at 24:00
  'Africa/Cairo', // has days that start at 01:00
  'Asia/Kathmandu', // +05:45
  'Asia/Beirut',
  'Australia/Lord_Howe', // half an hour of summer time
  'Europe/London',
  'Pacific/Apia', // had no 30 December 2011
  'Pacific/Kiritimati', // +14
  'Etc/GMT+12', // -12
];

describe('the end of a local day', () => {
  it.each([
    // Spring: a day of 23 hours; autumn: of 25.
    ['2026-03-08', 'America/Halifax', '2026-03-09T03:00:00Z'],
    ['2026-03-07', 'America/Halifax', '2026-03-08T04:00:00Z'],
    ['2026-11-01', 'America/Halifax', '2026-11-02T04:00:00Z'],
    ['2026-10-31', 'America/Halifax', '2026-11-01T03:00:00Z'],
    ['2026-03-29', 'Europe/London', '2026-03-29T23:00:00Z'],
    ['2026-10-25', 'Europe/London', '2026-10-26T00:00:00Z'],
    ['2026-12-12', 'America/St_Johns', '2026-12-13T03:30:00Z'],
    ['2026-12-12', 'Asia/Kathmandu', '2026-12-12T18:15:00Z'],
    ['2026-12-12', 'UTC', '2026-12-13T00:00:00Z'],
    // The clock jumps from 24:00 to 01:00, and falls from 24:00 to 23:00.
    ['2026-04-23', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2026-10-29', 'Africa/Cairo', '2026-10-29T22:00:00Z'],
    ['2026-09-05', 'America/Santiago', '2026-09-06T04:00:00Z'],
    // 00:00 comes twice, both on the new day.
    ['2026-10-31', 'America/Havana', '2026-11-01T04:00:00Z'],
    // The clock fell back at 00:01 to 23:01 of the day before, which was then not over yet.
    ['2010-11-06', 'America/St_Johns', '2010-11-07T03:30:00Z'],
    // A day that did not exist.
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s in %s is over at %s', (day, zone, end) => {
    expect(endOfDay(day, zone).toISOString()).toBe(new Date(end).toISOString());
  });

  it('is the last moment of the day in every zone, on every day', () => {
    const days = fc.date({
      min: new Date('2005-01-02'),
      max: new Date('2036-12-30'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (date, zone) => {
        const day = date.toISOString().slice(0, 10);
        const end = endOfDay(day, zone).getTime();
        const start = startOfDay(day, zone).getTime();
        expect(dayOf(new Date(end), zone) > day).toBe(true);
        expect(dayOf(new Date(end - 1), zone) <= day).toBe(true);
        expect(dayOf(new Date(start), zone) >= day).toBe(true);
        expect(dayOf(new Date(start - 1), zone) < day).toBe(true);
        for (let later = end; later < end + 30 * 3_600_000; later += 900_000)
          expect(dayOf(new Date(later), zone) > day).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('refuses what is no day and no zone', () => {
    for (const day of ['2026-02-30', '2026-13-01', 'tomorrow', '2026-1-1', ''])
      expect(() => endOfDay(day, 'UTC')).toThrow(RangeError);
    expect(() => endOfDay('2026-01-01', 'Moon/Crater')).toThrow(RangeError);
  });
});

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

describe('dates for readers', () => {
  const now = new Date('2026-11-22T12:00:00Z');

  it('name the year only when it is another one', () => {
    expect(formatDay('2026-12-12', now)).toBe('Sat 12 Dec');
    expect(formatDay('2027-01-02', now)).toBe('Sat 2 Jan 2027');
    expect(formatDate('2026-11-02')).toBe('2 Nov 2026');
  });

  it('are on the clock of the zone', () => {
    const instant = new Date('2026-12-13T03:05:00Z');
    expect(formatInstant(instant, 'America/Halifax', now)).toBe('Sat 12 Dec, 23:05');
    expect(formatInstant(instant, 'Asia/Kathmandu', now)).toBe('Sun 13 Dec, 08:50');
    expect(formatTime(instant, 'UTC')).toBe('03:05');
  });

  it('name the zone in words', () => {
    expect(formatZone('America/Argentina/Buenos_Aires')).toBe('Buenos Aires time');
    expect(formatZone('UTC')).toBe('UTC');
    expect(formatZone('Etc/UTC')).toBe('UTC');
  });
});
