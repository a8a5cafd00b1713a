import { offsetsAround, wallTime } from '#app/time/zones.ts';

/**
 * Dates of an assignment. A due date is a local day ('YYYY-MM-DD') with an IANA zone beside it; the work is due until
 * the end of that day where the cohort is. Days of 23 and 25 hours and zones that change at midnight come out right.
 * Client-safe: no I/O.
 */

/** The dates of an assignment: local days in `timeZone`, or null where there is none. */
export type AssignmentDates = { opensOn: string | null; dueOn: string | null; timeZone: string };

/** Where an assignment stands: without a due date, due later, due within `soonDays`, or past due. */
export type DueState = 'none' | 'later' | 'soon' | 'overdue';

/** From how many days before the end of the due day an assignment counts as due soon. */
export const soonDays = 7;

const day = 24 * 3_600_000;

/** The instants around a wall time at which the local day changes to that wall time's day or a later one. */
function dayChanges(midnight: number, timeZone: string): number[] {
  const isBefore = (instant: number) => wallTime(instant, timeZone) < midnight;
  const { early, late, change } = offsetsAround(midnight, timeZone);
  const candidates = [midnight - early, midnight - late, ...(change === null ? [] : [change])];
  return candidates
    .filter((instant) => !isBefore(instant) && isBefore(instant - 1000))
    .sort((a, b) => a - b);
}

function toMidnight(localDay: string): number {
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
  return toDate(dayChanges(toMidnight(localDay) + day, timeZone).at(-1), localDay, timeZone);
}

// Every page of every cadet asks for the same few days.
const edges = new Map<string, number>();

function edgeOfDay(edge: 'start' | 'end', localDay: string, timeZone: string): number {
  const key = `${edge} ${localDay} ${timeZone}`;
  const known = edges.get(key);
  if (known !== undefined) return known;
  const find = edge === 'start' ? startOfDay : endOfDay;
  const instant = find(localDay, timeZone).getTime();
  if (edges.size >= 1000) edges.clear();
  edges.set(key, instant);
  return instant;
}

/** The instant at which an assignment becomes overdue, or null when it has no due date. */
export function dueInstant(dates: Pick<AssignmentDates, 'dueOn' | 'timeZone'>): Date | null {
  return dates.dueOn ? new Date(edgeOfDay('end', dates.dueOn, dates.timeZone)) : null;
}

/** Where the assignment stands at `now`. */
export function dueState(dates: Pick<AssignmentDates, 'dueOn' | 'timeZone'>, now: Date): DueState {
  const due = dueInstant(dates);
  if (!due) return 'none';
  const left = due.getTime() - now.getTime();
  if (left <= 0) return 'overdue';
  return left <= soonDays * day ? 'soon' : 'later';
}

/** Whether the assignment has opened: at the first instant of its opening day, or always without one. */
export function isOpen(dates: Pick<AssignmentDates, 'opensOn' | 'timeZone'>, now: Date): boolean {
  if (!dates.opensOn) return true;
  return edgeOfDay('start', dates.opensOn, dates.timeZone) <= now.getTime();
}

/** The local day of an instant, as 'YYYY-MM-DD'. */
export function dayOf(instant: Date, timeZone: string): string {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}

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

/** The time of day on the zone's clock: '14:05'. */
export function formatTime(instant: Date, timeZone: string): string {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(11, 16);
}

/** Whose clock a zone is, for readers: 'Halifax time', 'UTC'. */
export function formatZone(timeZone: string): string {
  if (!timeZone.includes('/') || timeZone.startsWith('Etc/')) return timeZone.replace('Etc/', '');
  return `${timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')} time`;
}

/** Until when the work is due, for readers: 'due Fri 12 Dec, 23:59 Halifax time'; null without a due date. */
export function formatDue(
  dates: Pick<AssignmentDates, 'dueOn' | 'timeZone'>,
  now = new Date(),
): string | null {
  if (!dates.dueOn) return null;
  const was = dueState(dates, now) === 'overdue' ? 'was due' : 'due';
  return `${was} ${formatDay(dates.dueOn, now)}, 23:59 ${formatZone(dates.timeZone)}`;
}
