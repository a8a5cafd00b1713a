import type { Member } from '#app/features/people/cohorts/schema.ts';
import { dayOf } from '#app/time/days.ts';
import { Notice } from '#app/ui/notice.tsx';
import { formatDay } from '#app/words/dates.ts';

type WithdrawnNoticeProps = {
  member: Member;
  cohort: { name: string };
  timeZone: string;
  now: Date;
};

/** Since when a cadet is not in the cohort any more, and what is left out for it. Nothing about who still is. */
export function WithdrawnNotice({ member, cohort, timeZone, now }: WithdrawnNoticeProps) {
  const { name, withdrawnAt } = member;
  if (!withdrawnAt) return null;
  return (
    <Notice title="Withdrawn">
      {name} left {cohort.name} on {formatDay(dayOf(withdrawnAt, timeZone), now)} and counts nowhere
      in its figures. What came after is not shown: attempts, completions and answers made later,
      and the reading of lessons opened later.
    </Notice>
  );
}

type TakenBackNoticeProps = {
  record: { course: { title: string }; dates: { timeZone: string } };
  at: Date;
  cohort: string;
  now: Date;
};

/** Since when a cohort does not have a course any more whose record is shown. */
export function TakenBackNotice({ record, at, cohort, now }: TakenBackNoticeProps) {
  return (
    <Notice title="Taken back">
      {record.course.title} was taken back from {cohort} on{' '}
      {formatDay(dayOf(at, record.dates.timeZone), now)}. This is what was done by then; what came
      after is not shown.
    </Notice>
  );
}
