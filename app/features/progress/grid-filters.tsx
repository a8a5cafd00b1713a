import { type AssignmentDates, isOpen } from '#app/features/people/cohorts/rules.ts';
import { formatOpening, toHoldWords } from '#app/features/people/cohorts/words.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { formatDay, formatZone } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import { GridLegend } from './grid-legend.tsx';
import type { Grid } from './grid-rules.ts';
import type { Schedule } from './grid-schedule-rules.ts';
import { type GridView, shows, toGridQuery } from './grid-view-rules.ts';

type GridFiltersProps = {
  cohortId: string;
  /** The course in the address, when the cohort has several. */
  courseId?: string;
  view: GridView;
  /** What of the address was not understood, in sentences. */
  problems: readonly string[];
  /** How many cadets are shown, and of how many. */
  shown: number;
  cadets: number;
};

/** Which cadets to show, as a form whose answer is an address; says what is shown now. */
export function GridFilters(props: GridFiltersProps) {
  const { cohortId, courseId, view, problems, shown, cadets } = props;
  const { sort } = toGridQuery(view);
  const kept = { ...(courseId && { course: courseId }), ...(sort && { sort }) };
  const narrowed = view.show !== 'all' || view.q !== '';
  return (
    <>
      {problems.length > 0 && (
        <Notice kind="attention" title="Part of this address was not understood">
          {problems.join(' ')}
        </Notice>
      )}
      <form
        className="filters grid-filters"
        method="get"
        action={paths.cohort(cohortId)}
        id="filters"
      >
        <HiddenFields values={kept} />
        <SelectField
          field={{ id: 'show', name: 'show', initialValue: view.show }}
          label="Show"
          options={shows}
        />
        <Field
          field={{ id: 'q', name: 'q', initialValue: view.q }}
          label="Name or e-mail"
          type="search"
        />
        <Button kind="secondary">Show</Button>
        {narrowed && <a href={paths.cohort(cohortId, { course: courseId, sort })}>Show everyone</a>}
        <GridLegend />
      </form>
      {narrowed && (
        <p>
          {shown === 0 ? 'No cadet fits this filter' : `Showing ${shown} of ${cadets} cadets`}; the
          bottom row counts all {cadets}.
        </p>
      )}
    </>
  );
}

type NotesProps = OpeningProps & ExpectedProps;

/** What the course's days mean for the figures above. */
export function ScheduleNotes({ dates, held, grid, schedule, now }: NotesProps) {
  return (
    <>
      <OpeningNote dates={dates} held={held} now={now} />
      <ExpectedNote grid={grid} schedule={schedule} now={now} />
    </>
  );
}

type OpeningProps = { dates: AssignmentDates; held: number; now: Date };

// From when the course is there, and what stands still until then.
function OpeningNote({ dates, held, now }: OpeningProps) {
  const { opensOn, timeZone } = dates;
  if (opensOn === null || isOpen(dates, now)) return null;
  return (
    <p>
      The course {formatOpening({ opensOn, timeZone }, now)}.
      {held > 0 && ` ${toHoldWords(held, 'until then')}`}
    </p>
  );
}

type ExpectedProps = {
  grid: Pick<Grid, 'lessons' | 'expected' | 'singleDates'>;
  schedule: Schedule;
  now: Date;
};

// What is expected by today and how that was worked out.
function ExpectedNote({ grid, schedule, now }: ExpectedProps) {
  const { opensOn, dueOn, length, elapsed, timeZone } = schedule;
  const own =
    grid.singleDates > 0 &&
    ` Other days hold for ${countOf(grid.singleDates, 'cadet')}: their own, or those of another cohort of theirs.`;
  if (dueOn === null || grid.expected === null) {
    return <p>No due date is set, so nobody counts as behind.{own}</p>;
  }
  const span = `from ${formatDay(opensOn, now)} to ${formatDay(dueOn, now)}, ${formatZone(timeZone)},`;
  if (schedule.overdue) {
    return (
      <p>
        All {grid.lessons} lessons were due by the end of {formatDay(dueOn, now)},{' '}
        {formatZone(timeZone)}; a cadet with fewer is behind.
        {own}
      </p>
    );
  }
  return (
    <p>
      Expected by today: {grid.expected} of {grid.lessons} lessons, because {elapsed} of the{' '}
      {length} days {span} are over. A cadet with fewer is behind.
      {own}
    </p>
  );
}
