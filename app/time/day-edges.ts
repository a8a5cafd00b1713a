import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import { toMidnight } from './days.ts';

/**
 * The instants at which local days ('YYYY-MM-DD') of IANA zones begin and end. Days of 23 and 25 hours and zones that
 * change at midnight come out right. Not for the browser, which has no need of them and would have to load Temporal.
 */

function readDay(localDay: string): Temporal.PlainDate {
  // Temporal reads other spellings too.
  toMidnight(localDay);
  return Temporal.PlainDate.from(localDay);
}

/** The first instant of a local day. @throws RangeError when the text is no day or the zone is unknown. */
export function startOfDay(localDay: string, timeZone: string): Date {
  return new Date(readDay(localDay).toZonedDateTime(timeZone).epochMilliseconds);
}

/**
 * The instant at which a local day is over: the first moment that is no longer part of it, never to return to it.
 * @throws RangeError when the text is no day or the zone is unknown.
 */
export function endOfDay(localDay: string, timeZone: string): Date {
  const next = readDay(localDay).add({ days: 1 });
  const midnight = next.toZonedDateTime(timeZone);
  // Clocks that fall back past midnight lead into the old day once more, and midnight comes a second time.
  const again = next.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation: 'later' });
  const before = again.subtract({ milliseconds: 1 }).toPlainDate();
  const end = Temporal.PlainDate.compare(before, next) < 0 ? again : midnight;
  return new Date(end.epochMilliseconds);
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
