import type { AssignmentDates } from '#app/features/people/cohorts/rules.ts';
import { endOfDay } from '#app/time/day-edges.ts';
import { dayOf } from '#app/time/days.ts';

/**
 * Pure decisions about time in the progress grid: how far a cohort should be by today, and who has not been seen.
 * All in whole local days, so that the length of a day plays no part. Client-safe: no I/O.
 */

/** After how many days without a trace a cadet who is not finished counts as not seen. */
export const unseenAfterDays = 7;

/**
 * An assignment as it stands on one day. `opensOn`: its opening day, or the cohort's first day where it names none;
 * `overdue`: the due day is over. `elapsed` of `length` days are over; both null without a due date.
 */
export type Schedule = {
  timeZone: string;
  today: string;
  opensOn: string;
  dueOn: string | null;
  overdue: boolean;
  length: number | null;
  elapsed: number | null;
};

const dayLength = 86_400_000;
type Days = { names: string[]; ends: number[] };
const knownDays = new Map<string, Map<number, Days>>();

/**
 * The local day of an instant (ms since the epoch), as `dayOf` says it. Thousands of records fall on a few days: when
 * those begin and end is worked out once.
 */
export function toLocalDay(instant: number, timeZone: string): string {
  const utcDay = Math.floor(instant / dayLength);
  const { names, ends } = knownDays.get(timeZone)?.get(utcDay) ?? learnDays(utcDay, timeZone);
  for (let index = 0; index < ends.length; index += 1) {
    if (instant < (ends[index] ?? 0)) return names[index] ?? '';
  }
  return dayOf(new Date(instant), timeZone);
}

function learnDays(utcDay: number, timeZone: string): Days {
  const days = knownDays.get(timeZone) ?? new Map<number, Days>();
  if (days.size >= 2000) days.clear();
  const names = [-1, 0, 1].map((count) =>
    new Date((utcDay + count) * dayLength).toISOString().slice(0, 10),
  );
  const known = { names, ends: names.map((day) => endOfDay(day, timeZone).getTime()) };
  knownDays.set(timeZone, days.set(utcDay, known));
  return known;
}

const dayNumber = (localDay: string) => Date.parse(localDay) / 86_400_000;

/** Whole days from one local day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The schedule of an assignment at `now`; `startsOn` is the cohort's first day. */
export function toSchedule(dates: AssignmentDates, startsOn: string, now: Date): Schedule {
  const { timeZone, dueOn } = dates;
  const today = toLocalDay(now.getTime(), timeZone);
  return until(dueOn, { timeZone, today, opensOn: dates.opensOn ?? startsOn });
}

/** A schedule up to another due day: that of one person. */
export function until(
  dueOn: string | null,
  { timeZone, today, opensOn }: Pick<Schedule, 'timeZone' | 'today' | 'opensOn'>,
): Schedule {
  const overdue = dueOn !== null && today > dueOn;
  const base = { timeZone, today, opensOn, dueOn, overdue };
  if (dueOn === null) return { ...base, length: null, elapsed: null };
  // A due day before the opening day leaves one day.
  const length = Math.max(1, daysBetween(opensOn, dueOn) + 1);
  const elapsed = overdue ? length : Math.min(length, Math.max(0, daysBetween(opensOn, today)));
  return { ...base, length, elapsed };
}

/**
 * How many lessons a cadet is expected to have done by today: the share of the days from the opening day to the due
 * day (both included) that are over, rounded down, so that nobody is behind by part of a lesson or for a day that is
 * not over yet. Null without a due date: then nobody is behind.
 */
export function toExpected(lessons: number, schedule: Schedule): number | null {
  const { length, elapsed } = schedule;
  return length === null || elapsed === null ? null : Math.floor((lessons * elapsed) / length);
}

/**
 * For how many days a cadet has left no trace, when that is `unseenAfterDays` or more, else null. Days count from the
 * last trace, or for a cadet who never left one from the day on which the course was open to them.
 */
export function toUnseenDays(
  cadet: { enrolledAt: Date; lastSeenAt: Date | null },
  schedule: Schedule,
): number | null {
  const { today, timeZone, opensOn } = schedule;
  const openSince = laterDay(opensOn, toLocalDay(cadet.enrolledAt.getTime(), timeZone));
  const seenOn = cadet.lastSeenAt ? toLocalDay(cadet.lastSeenAt.getTime(), timeZone) : openSince;
  // Someone last seen before the course opened has been away from it only since then.
  const days = daysBetween(laterDay(seenOn, openSince), today);
  return days >= unseenAfterDays ? days : null;
}

const laterDay = (a: string, b: string) => (daysBetween(a, b) > 0 ? b : a);
