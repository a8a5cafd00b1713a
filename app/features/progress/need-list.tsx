import { Fragment } from 'react';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { Table } from '#app/ui/table.tsx';
import { formatDay } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { Need, NeedPerson, NeedReason } from './grid-needs-rules.ts';
import type { CohortOverview } from './grid-queries.server.ts';
import { implausibleWords, needWords } from './words.ts';

/** Somebody who needs the instructor, and where. */
type NeedRow = { cohort: CohortOverview; courseId: string | undefined; person: NeedPerson };

type NeedListProps = { reason: NeedReason; cohorts: readonly CohortOverview[]; now: Date };

const findNeed = (needs: readonly Need[], reason: NeedReason) =>
  needs.find((need) => need.reason === reason);

/** Everybody of several cohorts who needs the instructor for one reason, gravest case first in each. */
export function NeedList({ reason, cohorts, now }: NeedListProps) {
  const rows: NeedRow[] = [];
  let hidden = 0;
  for (const cohort of cohorts) {
    for (const { course, needs } of cohort.overviews) {
      const need = findNeed(needs, reason);
      if (!need) continue;
      hidden += need.count - need.people.length;
      const courseId = cohort.overviews.length > 1 ? course.id : undefined;
      for (const person of need.people) rows.push({ cohort, courseId, person });
    }
  }
  if (rows.length === 0) return <p>Nobody today.</p>;
  const about = reason === 'implausible' ? `, ${implausibleWords}` : '';
  return (
    <>
      <Table
        caption={`${needWords[reason]}${about}`}
        columns={[
          {
            label: 'Cadet',
            rowHeader: true,
            cell: ({ cohort, courseId, person }) => (
              <a href={paths.cadet(cohort.id, person.id, courseId)}>{person.name}</a>
            ),
          },
          {
            label: 'Cohort',
            cell: ({ cohort, courseId }) => (
              <a href={paths.cohort(cohort.id, { course: courseId, show: reason })}>
                {cohort.name}
              </a>
            ),
          },
          {
            label: 'What is known',
            cell: ({ cohort, person }) => (
              <Note person={person} reason={reason} timeZone={cohort.timeZone} now={now} />
            ),
          },
        ]}
        rows={rows}
        rowKey={({ cohort, courseId, person }) => `${cohort.id} ${courseId} ${person.id}`}
        stack
      />
      {hidden > 0 && <p>{countOf(hidden, 'more is', 'more are')} in the grids of these cohorts.</p>}
    </>
  );
}

type NoteProps = { person: NeedPerson; reason: NeedReason; timeZone: string; now: Date };

function Note({ person, reason, timeZone, now }: NoteProps) {
  const { quizzes, done, expected, own, implausible, rereads, lastSeenAt } = person;
  switch (reason) {
    case 'used-up':
    case 'failed':
      return quizzes.map(({ id, title }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <a href={paths.quizQuestions(id)}>{title}</a>
        </Fragment>
      ));
    case 'implausible':
      return countOf(implausible, 'lesson');
    case 'rereads':
      return countOf(rereads, 'lesson');
    case 'behind':
      return `${done} of ${expected ?? 0} lessons done${own ? (own.isOther ? ', by another cohort' : ', own date') : ''}`;
    case 'not-seen':
      return lastSeenAt ? `last ${formatDay(dayOf(lastSeenAt, timeZone), now)}` : 'never';
    default:
      return reason satisfies never;
  }
}
