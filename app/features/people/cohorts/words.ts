import { dayMs, dayOf, toMidnight } from '#app/time/days.ts';
import { formatDay, formatZone } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import { type AssignmentDates, dueState } from './rules.ts';

/**
 * Until when the work is due, for readers: 'due Fri 12 Dec, 23:59 Halifax time', and whose date it is if not the cohort's:
 * ', own date', or ', by another cohort'; null without a due date.
 */
export function formatDue(
  dates: Pick<AssignmentDates, 'dueOn' | 'timeZone'> & { isOwn?: boolean; isOther?: boolean },
  now = new Date(),
): string | null {
  if (!dates.dueOn) return null;
  const was = dueState(dates, now) === 'overdue' ? 'was due' : 'due';
  const whose = dates.isOther ? ', by another cohort' : dates.isOwn ? ', own date' : '';
  return `${was} ${formatDay(dates.dueOn, now)}, 23:59 ${formatZone(dates.timeZone)}${whose}`;
}

/** From when a course is there, for readers: 'opens on Fri 5 Dec, Halifax time'. */
export function formatOpening(
  { opensOn, timeZone }: { opensOn: string; timeZone: string },
  now = new Date(),
): string {
  return `opens on ${formatDay(opensOn, now)}, ${formatZone(timeZone)}`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** From how many days on a date says more than their number. */
const manyDays = 60;

/**
 * How far the due day is from today, in the assignment's zone, as a sentence's beginning: 'In 10 days', 'Tomorrow', 'Today',
 * '3 days ago', or the day itself when it is far away; null without a due date.
 */
export function toCountdown(
  { dueOn, timeZone }: Pick<AssignmentDates, 'dueOn' | 'timeZone'>,
  now: Date,
): string | null {
  if (!dueOn) return null;
  const days = Math.round((toMidnight(dueOn) - toMidnight(dayOf(now, timeZone))) / dayMs);
  if (Math.abs(days) > manyDays) return formatDay(dueOn, now);
  const words = relative.format(days, 'day');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What becomes of attempts that are open, at least one, when their course is not there `when`. */
export function toHoldWords(openAttempts: number, when: string): string {
  const open = countOf(openAttempts, 'quiz attempt is', 'quiz attempts are');
  return `${open} open: on hold ${when}, the saved answers kept, nothing scored and the time left given back when the course is.`;
}
