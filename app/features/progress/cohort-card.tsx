import { isOpen } from '#app/features/people/cohorts/rules.ts';
import { formatDue, formatOpening } from '#app/features/people/cohorts/words.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { DotStrip } from '#app/ui/charts/dot-strip.tsx';
import { Sparkline } from '#app/ui/charts/sparkline.tsx';
import { formatDay } from '#app/words/dates.ts';
import { countOf, toWholePercent } from '#app/words/numbers.ts';
import type { CohortOverview, CourseOverview } from './grid-queries.server.ts';
import { paceWeeks } from './pace-rules.ts';
import { tileWords } from './words.ts';

/** A cohort among the instructor's: where everybody is along each course, and who needs attention. */
export function CohortCard({ cohort, now }: { cohort: CohortOverview; now: Date }) {
  const { id, name, startsOn, endsOn, cadets, overviews } = cohort;
  const ends = endsOn ? ` to ${formatDay(endsOn, now)}` : '';
  return (
    <Card
      title={<a href={paths.cohort(id)}>{name}</a>}
      aside={
        <small className="muted">
          {countOf(cadets, 'cadet')}, {endsOn ? '' : 'from '}
          {formatDay(startsOn, now)}
          {ends}
        </small>
      }
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
  const { course, dates, schedule, grid, dots, pace } = overview;
  const courseId = only ? undefined : course.id;
  if (!grid) {
    return (
      <p>
        The course “{course.id}” is assigned, but not published: nothing can be counted until it is.
      </p>
    );
  }
  const today = schedule.today < schedule.opensOn ? null : grid.expected;
  const { opensOn, timeZone } = dates;
  const opens =
    opensOn !== null && !isOpen(dates, now) && `${formatOpening({ opensOn, timeZone }, now)}; `;
  return (
    <section className="stack cohort-course">
      <h3>
        <a href={paths.cohort(cohort.id, { course: courseId })}>{course.title}</a>
      </h3>
      <p className="cohort-facts">
        <b>{toWholePercent(grid.share)}%</b> of lessons done, {opens}
        {formatDue(dates, now) ?? 'no due date'}
      </p>
      {dots.length > 0 && (
        <div className="cohort-pictures">
          <DotStrip
            id={`dots-${cohort.id}-${course.id}`}
            dots={dots}
            end={grid.lessons}
            mark={today}
            steps="lessons"
            people="cadets"
          />
          <p className="cohort-pace">
            <Sparkline
              values={pace}
              label={`Lessons completed a week, the last ${paceWeeks} weeks: ${pace.join(', ')}`}
            />
            {countOf(pace.at(-1) ?? 0, 'lesson')} in the last 7 days
          </p>
        </div>
      )}
      <Reasons cohortId={cohort.id} courseId={courseId} overview={overview} />
    </section>
  );
}

function Reasons(props: {
  cohortId: string;
  courseId: string | undefined;
  overview: CourseOverview;
}) {
  const { cohortId, courseId, overview } = props;
  if (overview.needs.length === 0) return <p>Nobody needs you today.</p>;
  return (
    <ul className="cluster plain-list cohort-reasons">
      {overview.needs.map(({ reason, count }) => (
        <li key={reason}>
          <a href={paths.cohort(cohortId, { course: courseId, show: reason })}>
            <b>{count}</b> {tileWords[reason]}
          </a>
        </li>
      ))}
    </ul>
  );
}
