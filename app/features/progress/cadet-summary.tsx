import type { Member } from '#app/features/people/cohorts/schema.ts';
import { formatDue } from '#app/features/people/cohorts/words.ts';
import { MarkedBar } from '#app/ui/charts/marked-bar.tsx';
import { Strip } from '#app/ui/charts/strip.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { RailCard } from '#app/ui/frame.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { toWholePercent } from '#app/words/numbers.ts';
import type { CourseRecord } from './cadet-record-queries.server.ts';

/** A cadet's way through a course at a glance: each lesson, and how many of them are expected by today. */
export function CadetStrip({ record }: { record: CourseRecord }) {
  const { row, lessons, expected, modules } = record;
  const segments = modules.flatMap((module) =>
    module.lessons.map(({ id, number, title, state }) => ({
      id,
      state: state ?? ('open' as const),
      label: `${number} ${title}`,
    })),
  );
  const mark = expected === null || record.takenBackAt ? null : expected;
  return (
    <section className="stack cadet-strip" aria-labelledby="so-far">
      <h2 id="so-far">
        {row.done} of {lessons} lessons done
      </h2>
      <MarkedBar
        value={row.done / Math.max(1, lessons)}
        mark={mark === null ? null : mark / Math.max(1, lessons)}
        tone={row.behindBy > 0 ? 'problem' : 'done'}
        label={`${row.done} of ${lessons} lessons done${mark === null ? '' : `; the line is what is expected by today, ${mark}`}`}
      />
      <Strip label="Lessons" segments={segments} />
    </section>
  );
}

/** Where a cadet stands in a course, in the figures of the cohort's grid. */
export function CadetSummary(props: { record: CourseRecord; member: Member; now: Date }) {
  const { record, member, now } = props;
  const { row, dates, expected } = record;
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
    <RailCard id="standing" title="Where they stand">
      <DefinitionList
        items={[
          { term: 'E-mail', detail: member.email ?? 'none' },
          ...(member.badgeNumber ? [{ term: 'Badge', detail: member.badgeNumber }] : []),
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
    </RailCard>
  );
}
