import type { CourseLink } from '#app/features/people/cohorts/course-choice-queries.server.ts';
import type { Member } from '#app/features/people/cohorts/schema.ts';
import { tellApart } from '#app/names.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { Tabs } from '#app/ui/tabs.tsx';
import { formatDay } from '#app/words/dates.ts';
import type { Grid } from './grid-rules.ts';

/** The courses of a cohort that has several, to switch between. */
export function CourseChoice(props: {
  courses: readonly CourseLink[];
  current: string | undefined;
  hrefOf: (courseId: string) => string;
}) {
  const { courses, current, hrefOf } = props;
  if (courses.length < 2) return null;
  return (
    <Tabs
      label="Courses of this cohort"
      tabs={courses.map(({ id, title }) => ({
        label: title ?? `${id} (not published)`,
        href: hrefOf(id),
      }))}
      current={current && hrefOf(current)}
    />
  );
}

/** What the numbers over the grid's columns stand for. */
export function ColumnList(props: { courseId: string; grid: Pick<Grid, 'columns' | 'modules'> }) {
  const { courseId, grid } = props;
  return (
    <details>
      <summary>Lessons and quizzes by number</summary>
      {grid.modules.map(({ number, title }) => (
        <section key={number}>
          <h3>
            {number}. {title}
          </h3>
          <ul>
            {grid.columns
              .filter((column) => column.module === number)
              .map((column) => (
                <li key={column.id}>
                  {column.label}:{' '}
                  <a
                    href={
                      column.kind === 'lesson'
                        ? paths.taughtLesson(courseId, column.id)
                        : paths.quizQuestions(column.id)
                    }
                  >
                    {column.title}
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

/** Those who withdrew: their records stay, and they count nowhere. */
export function WithdrawnList(props: {
  withdrawn: readonly Member[];
  cohortId: string;
  timeZone: string;
  now: Date;
}) {
  const { withdrawn, cohortId, timeZone, now } = props;
  if (withdrawn.length === 0) return null;
  const names = tellApart(withdrawn);
  return (
    <details>
      <summary>Withdrawn: {withdrawn.length}, not counted above</summary>
      <ul>
        {withdrawn.map(({ id, withdrawnAt }) => (
          <li key={id}>
            <a href={paths.cadet(cohortId, id)}>{names.get(id)}</a>
            {withdrawnAt && `, withdrawn ${formatDay(dayOf(withdrawnAt, timeZone), now)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
