import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wallTime } from './zones.ts';

const zones = [
  'UTC',
  'America/Halifax',
  'America/St_Johns', // used to change at 00:01
  'Asia/Kathmandu', // +05:45
  'Australia/Lord_Howe', // half an hour of summer time
  'Pacific/Apia', // had no 30 December 2011
];

// Another way to the same answer: a formatter that is asked for this very instant.
function askZone(instant: number, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return clock.format(instant).replace(' ', 'T');
}

const shown = (instant: number, timeZone: string) =>
  new Date(wallTime(instant, timeZone)).toISOString().slice(0, 19);

it('shows what the zone says at any instant, on days of a change too', () => {
  const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      expect(shown(instant, zone)).toBe(askZone(instant, zone));
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['America/Halifax', '2026-03-08T05:59:59Z', '2026-03-08T01:59:59'],
  ['America/Halifax', '2026-03-08T06:00:00Z', '2026-03-08T03:00:00'],
  ['America/Halifax', '2026-11-01T04:59:59Z', '2026-11-01T01:59:59'],
  ['America/Halifax', '2026-11-01T05:00:00Z', '2026-11-01T01:00:00'],
  ['America/St_Johns', '2006-04-02T03:30:59Z', '2006-04-02T00:00:59'],
  ['America/St_Johns', '2006-04-02T03:31:00Z', '2006-04-02T01:01:00'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31T00:00:00'],
  ['Asia/Kathmandu', '2026-06-01T12:00:00.999Z', '2026-06-01T17:45:00'],
  ['UTC', '1969-12-31T23:59:59.500Z', '1969-12-31T23:59:59'],
])('on the clock of %s, %s is %s', (zone, instant, local) => {
  expect(shown(Date.parse(instant), zone)).toBe(local);
});

it('an unknown zone is refused', () => {
  expect(() => wallTime(0, 'Mars/Olympus')).toThrow(RangeError);
});
