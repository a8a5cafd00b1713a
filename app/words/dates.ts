import { dayOf, toMidnight } from '#app/time/days.ts';
import { wallTime } from '#app/time/zones.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A local day for readers: 'Fri 12 Dec', with the year unless it is that of `now` (in UTC). */
export function formatDay(localDay: string, now = new Date()): string {
  const date = new Date(toMidnight(localDay));
  const text = `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  return date.getUTCFullYear() === now.getUTCFullYear() ? text : `${text} ${date.getUTCFullYear()}`;
}

/** A local day for the record: '12 Dec 2026'. */
export function formatDate(localDay: string): string {
  const date = new Date(toMidnight(localDay));
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** An instant for readers on the zone's clock: 'Fri 12 Dec, 14:05', with the year unless it is that of `now`. */
export function formatInstant(instant: Date, timeZone: string, now = new Date()): string {
  return `${formatDay(dayOf(instant, timeZone), now)}, ${formatTime(instant, timeZone)}`;
}

/** The same with whose clock it is, where the page does not say so: 'Fri 12 Dec, 14:05, Halifax time'. */
export function formatZoned(instant: Date, timeZone: string, now = new Date()): string {
  return `${formatInstant(instant, timeZone, now)}, ${formatZone(timeZone)}`;
}

/** The time of day on the zone's clock: '14:05'. */
export function formatTime(instant: Date, timeZone: string): string {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(11, 16);
}

/** Whose clock a zone is, for readers: 'Halifax time', 'UTC'. */
export function formatZone(timeZone: string): string {
  if (!timeZone.includes('/') || timeZone.startsWith('Etc/')) return timeZone.replace('Etc/', '');
  return `${timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')} time`;
}
