import { formatDay, formatZone } from '#app/words/dates.ts';
import { type AssignmentDates, dueState } from './rules.ts';

/**
 * Until when the work is due, for readers: 'due Fri 12 Dec, 23:59 Halifax time', and ', own date' if it is one person's;
 * null without a due date.
 */
export function formatDue(
  dates: Pick<AssignmentDates, 'dueOn' | 'timeZone'> & { isOwn?: boolean },
  now = new Date(),
): string | null {
  if (!dates.dueOn) return null;
  const was = dueState(dates, now) === 'overdue' ? 'was due' : 'due';
  return `${was} ${formatDay(dates.dueOn, now)}, 23:59 ${formatZone(dates.timeZone)}${dates.isOwn ? ', own date' : ''}`;
}
