import { edgeOfDay } from '#app/time/day-edges.ts';
import { dayMs, dayOf } from '#app/time/days.ts';

/**
 * Dates of an assignment. A due date is a local day ('YYYY-MM-DD') with an IANA zone beside it; the work is due until
 * the end of that day where the cohort is. Days of 23 and 25 hours and zones that change at midnight come out right.
 * Client-safe: no I/O.
 */

/** The dates of an assignment: local days in `timeZone`, or null where there is none. */
export type AssignmentDates = { opensOn: string | null; dueOn: string | null; timeZone: string };

/** Why a person does not have a course that they had: it was taken back from their cohort, they left it, or it opens later. */
export type Away =
  | { why: 'taken-back' | 'left' }
  | { why: 'later'; opensOn: string; timeZone: string };

/** The dates of an assignment as they are for one person. `isOwn`: the due day is theirs, in place of the cohort's. */
export type PersonalDates = AssignmentDates & { isOwn: boolean };

/** The dates that an assignment has for a person: with their own due day, a day of the assignment's zone, if they have one. */
export function toPersonal<T extends AssignmentDates>(
  dates: T,
  ownDueOn: string | null,
): T & PersonalDates {
  return { ...dates, dueOn: ownDueOn ?? dates.dueOn, isOwn: ownDueOn !== null };
}

/**
 * The dates by which these people have a course were moved. `away`: from when until when they did not have it; null when
 * they had it all along.
 */
export type MovedDates = {
  courseId: string;
  userIds: readonly string[];
  away: (Lost & { to: Date }) | null;
};

/**
 * Since when somebody does not have a course that they had, and when it was to open then (`from`, had it opened): an attempt
 * that was open when that day was set has its time until then back already.
 */
export type Lost = { from: Date; promised: Date };

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

/** The instant at which the assignment opens, or `now` when it is open. */
export function openingInstant(dates: Pick<AssignmentDates, 'opensOn' | 'timeZone'>, now: Date) {
  if (!dates.opensOn || isOpen(dates, now)) return now;
  return new Date(edgeOfDay('start', dates.opensOn, dates.timeZone));
}

/** Whether the assignment has opened: at the first instant of its opening day, or always without one. */
export function isOpen(dates: Pick<AssignmentDates, 'opensOn' | 'timeZone'>, now: Date): boolean {
  if (!dates.opensOn) return true;
  return edgeOfDay('start', dates.opensOn, dates.timeZone) <= now.getTime();
}

/**
 * The dates of a course as one cohort of a cadet gives it: with the cohort's last day ('YYYY-MM-DD') in its own zone, and
 * since when it has been archived.
 */
export type GivenDates = AssignmentDates & {
  endsOn: string | null;
  cohortZone: string;
  archivedAt: Date | string | null;
};

/**
 * The due day that holds for one person, as `findHolding` says, where it is not the cohort's: their own, or that of another
 * cohort that gives them the course (`isOther`). `dueOn` null: there is none. `today`: the local day in `timeZone`.
 */
export type SingleDate = {
  dueOn: string | null;
  timeZone: string;
  today: string;
  isOther: boolean;
};

/** Whether the cohort's work goes on: its last day is not over, and nobody archived it. */
function isRunning({ endsOn, cohortZone, archivedAt }: GivenDates, now: Date): boolean {
  return archivedAt === null && (endsOn === null || endsOn >= dayOf(now, cohortZone));
}

/**
 * Of the ways in which a cadet has one course, the one whose dates hold for them on every page and for every deadline:
 * one that is open before one that opens later, one of a running cohort before one of a cohort that has ended, and of
 * these the one that is due last (never, later than ever), so that no one is shut out of what a class still has to do.
 */
export function findHolding<T extends GivenDates>(given: readonly T[], now: Date): T | undefined {
  const rank = (one: T) => [
    Number(isOpen(one, now)),
    Number(isRunning(one, now)),
    dueInstant(one)?.getTime() ?? Number.MAX_SAFE_INTEGER,
  ];
  return given.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a.map((each, at) => (b[at] ?? 0) - each).find((difference) => difference !== 0) ?? 0;
  })[0];
}
