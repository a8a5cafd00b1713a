import { endOfDay, startOfDay } from '#app/time/day-edges.ts';
import { formatDate } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';

/**
 * Which dates a cohort and its assignments may have, as sentences for the administrator who typed them. Pure: no I/O.
 * Days are local days ('YYYY-MM-DD'), which compare as text.
 */

/** How many cadets a page of a cohort's list has. */
export const cadetsPerPage = 50;

/** How long a cohort may last, in years, and how far its dates may lie before it starts. */
const longest = 5;
const lead = 1;

/** What is wrong, by field. */
export type DateProblems = Record<string, string[]>;

/** The same day in another year; of a leap day where that year has none, the day before. */
function shiftYears(day: string, years: number): string {
  const shifted = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  return isDay(shifted) ? shifted : shifted.replace(/29$/, '28');
}

/** Whether the text is a day of the calendar, and in the zone (a zone may skip a day). */
export function isDay(text: string, timeZone = 'UTC'): boolean {
  try {
    return startOfDay(text, timeZone) < endOfDay(text, timeZone);
  } catch {
    return false;
  }
}

/** Whether the name is an IANA time zone that this server knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with the first and last day of a cohort; empty when nothing is. */
export function checkCohortDates({
  startsOn,
  endsOn,
}: {
  startsOn: string;
  endsOn: string | null;
}): DateProblems {
  if (startsOn < '2000-01-01' || startsOn > '2100-12-31')
    return { startsOn: ['Choose a first day between 2000 and 2100.'] };
  if (!endsOn) return {};
  if (endsOn < startsOn)
    return { endsOn: ['The last day lies before the first. Choose a later one.'] };
  if (endsOn > shiftYears(startsOn, longest))
    return { endsOn: [`A cohort lasts ${longest} years at most. Check the year.`] };
  return {};
}

/**
 * Why a cohort cannot be removed, or null when it can: only one in which nobody ever was, and to which no open link leads,
 * is a mistake without a trace. Any other is archived.
 */
export function whyKept(cohort: { everEnrolled: number; liveInvitations: number }): string | null {
  const { everEnrolled, liveInvitations } = cohort;
  if (everEnrolled > 0)
    return `It has had ${countOf(everEnrolled, 'cadet')}, whose records name it. Archive it instead.`;
  if (liveInvitations > 0)
    return `${countOf(liveInvitations, 'invitation leads', 'invitations lead')} to it. Withdraw them first, among the people, or archive it.`;
  return null;
}

/** Asked of a due day that has gone by: of a cohort's, and of one person's. */
export const pastDueQuestion = 'This day is past: everybody is overdue at once. Is it meant?';
export const pastOwnQuestion = 'This day is past: the cadet is overdue at once. Is it meant?';

/** The question to ask of a due day that is new and has gone by, unless it was answered already. */
export function askPastDue(
  form: { dueOn: string | null; pastMeant?: 'on' },
  before: string | null,
  today: string,
  question = pastDueQuestion,
): DateProblems {
  const { dueOn, pastMeant } = form;
  const isPast = dueOn !== null && dueOn < today && dueOn !== before;
  return isPast && !pastMeant ? { dueOn: [question] } : {};
}

/** Refuses an opening day after somebody's own due day: they would be overdue before they can begin. */
export function checkOwnDates(
  opensOn: string | null,
  own: readonly { name: string; dueOn: string }[],
): DateProblems {
  const late = own.find(({ dueOn }) => opensOn !== null && dueOn < opensOn);
  if (!late) return {};
  const message = `${late.name} has a due date of their own before this day, ${late.dueOn}. Choose that day or an earlier one, or have the own date moved first.`;
  return { opensOn: [message] };
}

/** What is wrong with the dates of an assignment to a cohort; empty when nothing is. */
export function checkAssignmentDates(
  { opensOn, dueOn }: { opensOn: string | null; dueOn: string | null },
  cohort: { startsOn: string; timeZone: string },
): DateProblems {
  const problems: DateProblems = {};
  const earliest = shiftYears(cohort.startsOn, -lead);
  const latest = shiftYears(cohort.startsOn, longest);
  for (const [field, day] of Object.entries({ opensOn, dueOn })) {
    if (!day) continue;
    if (!isDay(day, cohort.timeZone))
      problems[field] = [`There is no such day in ${cohort.timeZone}.`];
    else if (day < earliest || day > latest)
      problems[field] = [
        `The cohort starts on ${formatDate(cohort.startsOn)}. Choose a day between ${formatDate(earliest)} and ${formatDate(latest)}.`,
      ];
  }
  if (opensOn && dueOn && dueOn < opensOn && !problems.dueOn)
    problems.dueOn = [
      `This is before the course opens, on ${formatDate(opensOn)}. Choose that day or later.`,
    ];
  return problems;
}
