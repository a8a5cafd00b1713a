import { Fragment } from 'react';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { formatDay } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { Need, NeedPerson, NeedReason } from './grid-needs-rules.ts';
import type { Grid } from './grid-rules.ts';
import { type Schedule, unseenAfterDays } from './grid-schedule-rules.ts';
import { implausibleWords, needWords } from './words.ts';

type GridNeedsProps = {
  cohortId: string;
  /** The course in the links, when the cohort has several. */
  courseId?: string;
  needs: readonly Need[];
  cadets: number;
  grid: Pick<Grid, 'lessons' | 'expected'>;
  schedule: Schedule;
  now: Date;
};

/** "Who needs me today?", answered: a sentence a reason, with links to the people. */
export function GridNeeds(props: GridNeedsProps) {
  const { needs, schedule, grid, now } = props;
  if (needs.length === 0) {
    const day = formatDay(schedule.opensOn, now);
    if (schedule.today < schedule.opensOn) return <>Nobody yet: the course opens on {day}.</>;
    return (
      <>
        Nobody today: {grid.expected === null ? '' : 'everyone is on schedule, '}no quiz waits for
        another try, and everyone still at work was seen in the last {unseenAfterDays} days.
      </>
    );
  }
  return needs.map((need) => (
    <span key={need.reason} className="need">
      <Sentence {...props} need={need} />{' '}
    </span>
  ));
}

function Sentence({ need, cadets, grid, ...place }: GridNeedsProps & { need: Need }) {
  const all = `${need.count} of ${cadets}`;
  const measures: Partial<Record<NeedReason, string>> = {
    behind:
      grid.expected === null
        ? `${all}; furthest `
        : `${all}, with ${grid.expected} of ${grid.lessons} lessons expected by today; furthest `,
    implausible: `${all}, ${implausibleWords}; most of all `,
  };
  return (
    <>
      {needWords[need.reason]}: {measures[need.reason]}
      <People {...place} need={need} />.
    </>
  );
}

type PeopleProps = Pick<GridNeedsProps, 'cohortId' | 'courseId' | 'schedule' | 'now'>;

function People({ need, cohortId, courseId, schedule, now }: PeopleProps & { need: Need }) {
  const more = need.count - need.people.length;
  return (
    <>
      {need.people.map((person, index) => (
        <span key={person.id}>
          {index > 0 && (index === need.people.length - 1 && more === 0 ? ' and ' : ', ')}
          <a href={paths.cadet(cohortId, person.id, courseId)}>{person.name}</a> (
          <Note person={person} reason={need.reason} schedule={schedule} now={now} />)
        </span>
      ))}
      {more > 0 && (
        <>
          {' and '}
          <a href={paths.cohort(cohortId, { course: courseId, show: need.show })}>{more} more</a>
        </>
      )}
    </>
  );
}

type NoteProps = Pick<PeopleProps, 'schedule' | 'now'> & { person: NeedPerson; reason: NeedReason };

function Note({ person, reason, schedule, now }: NoteProps) {
  const { quizzes, done, own, implausible, rereads, lastSeenAt } = person;
  switch (reason) {
    case 'used-up':
    case 'failed':
      return quizzes.map(({ id, title }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}“<a href={paths.quizQuestions(id)}>{title}</a>”
        </Fragment>
      ));
    case 'implausible':
      return countOf(implausible, 'lesson');
    case 'rereads':
      return countOf(rereads, 'lesson');
    case 'behind':
      if (!own) return `${done} done`;
      return `${done} of ${own.expected} done, ${own.isOther ? 'by another cohort' : 'own date'}`;
    case 'not-seen':
      return lastSeenAt ? `last ${formatDay(dayOf(lastSeenAt, schedule.timeZone), now)}` : 'never';
  }
}
