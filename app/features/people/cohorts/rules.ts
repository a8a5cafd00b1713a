import { edgeOfDay } from '#app/time/day-edges.ts';
import { dayMs } from '#app/time/days.ts';

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
const soonDays = 7;

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
  return left <= soonDays * dayMs ? 'soon' : 'later';
}

/** Whether the assignment has opened: at the first instant of its opening day, or always without one. */
export function isOpen(dates: Pick<AssignmentDates, 'opensOn' | 'timeZone'>, now: Date): boolean {
  if (!dates.opensOn) return true;
  return edgeOfDay('start', dates.opensOn, dates.timeZone) <= now.getTime();
}
