import { formatDue } from '#app/features/people/cohorts/words.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Meter } from '#app/ui/meter.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatDay } from '#app/words/dates.ts';
import { countOf, toWholePercent } from '#app/words/numbers.ts';
import { GridNeeds } from './grid-needs.tsx';
import type { CohortOverview, CourseOverview } from './grid-queries.server.ts';
import { needWords } from './words.ts';

/** A cohort among the instructor's: how far it is in each course, and who needs attention. */
export function CohortCard({ cohort, now }: { cohort: CohortOverview; now: Date }) {
  const { id, name, startsOn, endsOn, cadets, overviews } = cohort;
  const ends = endsOn ? ` to ${formatDay(endsOn, now)}` : '';
  return (
    <Card
      title={<a href={paths.cohort(id)}>{name}</a>}
      aside={`${countOf(cadets, 'cadet')}, ${endsOn ? '' : 'from '}${formatDay(startsOn, now)}${ends}`}
    >
      {overviews.length === 0 && <p>No course is assigned yet.</p>}
      <div className="stack">
        {overviews.map((overview) => (
          <Course
            key={overview.course.id}
            cohort={cohort}
            overview={overview}
            now={now}
            only={overviews.length === 1}
          />
        ))}
      </div>
    </Card>
  );
}

type CourseProps = { cohort: CohortOverview; overview: CourseOverview; now: Date; only: boolean };

function Course({ cohort, overview, now, only }: CourseProps) {
  const { course, dates, schedule, grid, needs } = overview;
  const courseId = only ? undefined : course.id;
  if (!grid) {
    return (
      <p>
        The course “{course.id}” is assigned, but not published: nothing can be counted until it is.
      </p>
    );
  }
  const percent = toWholePercent(grid.share);
  const behind = overview.behind === 0 ? 'nobody' : `${overview.behind} of ${cohort.cadets}`;
  return (
    <section className="stack">
      <h3>
        <a href={paths.cohort(cohort.id, { course: courseId })}>{course.title}</a>
      </h3>
      <Meter value={percent} max={100} label="Lessons done" text={`${percent}% of lessons done`} />
      <DefinitionList
        items={[
          { term: 'Dates', detail: formatDue(dates, now) ?? 'no due date' },
          {
            term: needWords.behind,
            detail:
              overview.behind === 0 ? behind : <StateMark state="overdue">{behind}</StateMark>,
          },
          {
            term: 'Who needs you',
            detail: (
              <GridNeeds
                cohortId={cohort.id}
                courseId={courseId}
                needs={needs}
                cadets={cohort.cadets}
                grid={grid}
                schedule={schedule}
                now={now}
              />
            ),
          },
        ]}
      />
    </section>
  );
}
