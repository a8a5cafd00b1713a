import type { Member } from '#app/features/people/cohorts/schema.ts';
import { formatDue } from '#app/features/people/cohorts/words.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Meter } from '#app/ui/meter.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { toWholePercent } from '#app/words/numbers.ts';
import type { CourseRecord } from './cadet-record-queries.server.ts';

/** Where a cadet stands in a course, in the figures of the cohort's grid. */
export function CadetSummary(props: { record: CourseRecord; member: Member; now: Date }) {
  const { record, member, now } = props;
  const { row, dates, lessons, expected } = record;
  const behind =
    expected === null
      ? 'no due date, so nothing is expected by today'
      : `${row.done} done, ${expected} expected by today`;
  // Of a course that was taken back nothing is expected any more.
  const schedule = record.takenBackAt
    ? []
    : [
        {
          term: 'Schedule',
          detail:
            row.behindBy > 0 ? (
              <StateMark state="overdue">{`behind by ${row.behindBy}: ${behind}`}</StateMark>
            ) : (
              behind
            ),
        },
      ];
  return (
    <DefinitionList
      items={[
        { term: 'E-mail', detail: member.email ?? 'none' },
        ...(member.badgeNumber ? [{ term: 'Badge', detail: member.badgeNumber }] : []),
        {
          term: 'Lessons done',
          detail: <Meter value={row.done} max={lessons} label="Lessons done" />,
        },
        { term: 'Dates', detail: formatDue(dates, now) ?? 'no due date' },
        ...schedule,
        {
          term: 'Average of best scores',
          detail: row.score === null ? 'no score yet' : `${toWholePercent(row.score)}%`,
        },
        {
          term: 'Last seen',
          detail: row.lastSeenAt ? formatInstant(row.lastSeenAt, dates.timeZone, now) : 'never',
        },
      ]}
    />
  );
}
