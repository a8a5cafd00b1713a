import { describe, expect, it } from 'vitest';
import { formatDate, formatDay, formatInstant, formatTime, formatZone } from './dates.ts';

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
