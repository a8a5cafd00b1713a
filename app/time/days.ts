import { LRUCache } from 'lru-cache';
import { offsetsAround, wallTime } from './zones.ts';

/**
 * Local days ('YYYY-MM-DD') of IANA zones and the instants at which they begin and end. Days of 23 and 25 hours and zones
 * that change at midnight come out right. Client-safe: no I/O.
 */

/** Milliseconds of a day without a change of clocks. */
export const dayMs = 24 * 3_600_000;

/** The instants around a wall time at which the local day changes to that wall time's day or a later one. */
function dayChanges(midnight: number, timeZone: string): number[] {
  const isBefore = (instant: number) => wallTime(instant, timeZone) < midnight;
  const { early, late, change } = offsetsAround(midnight, timeZone);
  const candidates = [midnight - early, midnight - late, ...(change === null ? [] : [change])];
  return candidates
    .filter((instant) => !isBefore(instant) && isBefore(instant - 1000))
    .sort((a, b) => a - b);
}

/** Midnight of a local day, read as if it were UTC: ms since the epoch. @throws RangeError when the text is no day. */
export function toMidnight(localDay: string): number {
  const midnight = Date.parse(localDay);
  // Parsing rolls 30 February over into March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== localDay)
    throw new RangeError(`not a day: ${localDay}`);
  return midnight;
}

function toDate(instant: number | undefined, localDay: string, timeZone: string): Date {
  if (instant === undefined) throw new RangeError(`no such day: ${localDay} in ${timeZone}`);
  return new Date(instant);
}

/** The first instant of a local day. @throws RangeError when the text is no day or the zone is unknown. */
export function startOfDay(localDay: string, timeZone: string): Date {
  return toDate(dayChanges(toMidnight(localDay), timeZone)[0], localDay, timeZone);
}

/**
 * The instant at which a local day is over: the first moment that is no longer part of it, never to return to it.
 * @throws RangeError when the text is no day or the zone is unknown.
 */
export function endOfDay(localDay: string, timeZone: string): Date {
  return toDate(dayChanges(toMidnight(localDay) + dayMs, timeZone).at(-1), localDay, timeZone);
}

// Every page of every cadet asks for the same few days.
const edges = new LRUCache<string, number>({ max: 1000 });

/** The instant (ms) of `startOfDay` or `endOfDay`, remembered. @throws RangeError like these. */
export function edgeOfDay(edge: 'start' | 'end', localDay: string, timeZone: string): number {
  const key = `${edge} ${localDay} ${timeZone}`;
  const known = edges.get(key);
  if (known !== undefined) return known;
  const find = edge === 'start' ? startOfDay : endOfDay;
  const instant = find(localDay, timeZone).getTime();
  edges.set(key, instant);
  return instant;
}

/** The local day of an instant, as 'YYYY-MM-DD'. */
export function dayOf(instant: Date, timeZone: string): string {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}
