import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeOfDay, endOfDay, startOfDay } from './day-edges.ts';
import { dayOf } from './days.ts';

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
    for (const day of [
      '2026-02-30',
      '2026-13-01',
      'tomorrow',
      '2026-1-1',
      '20260101',
      '2026-01-01T12:00',
      '',
    ])
      expect(() => endOfDay(day, 'UTC')).toThrow(RangeError);
    expect(() => endOfDay('2026-01-01', 'Moon/Crater')).toThrow(RangeError);
  });
});

it('an edge that was asked for before is that of the same day, zone and side', () => {
  const day = '2026-03-08';
  const ask = () =>
    (['start', 'end'] as const).flatMap((edge) =>
      ['America/Halifax', 'UTC'].map((zone) => new Date(edgeOfDay(edge, day, zone)).toISOString()),
    );
  const edges = [
    '2026-03-08T04:00:00.000Z',
    '2026-03-08T00:00:00.000Z',
    '2026-03-09T03:00:00.000Z',
    '2026-03-09T00:00:00.000Z',
  ];
  expect([ask(), ask()]).toEqual([edges, edges]);
});
