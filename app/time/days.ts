import { wallTime } from './zones.ts';

/** Local days ('YYYY-MM-DD') of IANA zones. Client-safe: no I/O, no package. */

/** Milliseconds of a day without a change of clocks. */
export const dayMs = 24 * 3_600_000;

/** Midnight of a local day, read as if it were UTC: ms since the epoch. @throws RangeError when the text is no day. */
export function toMidnight(localDay: string): number {
  const midnight = Date.parse(localDay);
  // Parsing rolls 30 February over into March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== localDay)
    throw new RangeError(`not a day: ${localDay}`);
  return midnight;
}

/** The local day of an instant, as 'YYYY-MM-DD'. */
export function dayOf(instant: Date, timeZone: string): string {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}
