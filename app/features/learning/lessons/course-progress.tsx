import type { ReactNode } from 'react';
import type { DueState } from '#app/features/people/cohorts/rules.ts';
import { formatDue } from '#app/features/people/cohorts/words.ts';
import { lessonStateWords } from '#app/features/records/completions/rules.ts';
import type { LessonState } from '#app/features/records/completions/schema.ts';
import { paths } from '#app/paths.ts';
import { Strip } from '#app/ui/charts/strip.tsx';
import { Meter } from '#app/ui/meter.tsx';
import { type State, StateMark } from '#app/ui/state-mark.tsx';
import { formatDay, formatZone } from '#app/words/dates.ts';
import { formatMinutes } from '#app/words/numbers.ts';
import { HeldLessons, type HeldLine } from './held-lesson.tsx';
import type { LessonLine, NextTarget } from './overview-queries.server.ts';

/** Parts that the list of courses and the page of one course share. */

const shapes: Record<LessonState, State> = {
  open: 'open',
  'under-way': 'underway',
  waiting: 'underway',
  done: 'done',
  overdue: 'overdue',
};

/** A lesson's state as shape and word. */
export function LessonMark({ state }: { state: LessonState }) {
  return <StateMark state={shapes[state]}>{lessonStateWords[state]}</StateMark>;
}

type DueLineProps = {
  assignment: { dueOn: string | null; timeZone: string; isOwn: boolean };
  due: DueState;
  /** Nothing is left to do, so no date presses. */
  finished: boolean;
};

// Marked when the date is soon or past.
function DueLine({ assignment, due, finished }: DueLineProps) {
  const text = formatDue(assignment);
  if (finished) return <StateMark state="done">All lessons done</StateMark>;
  if (!text) return <span className="muted">No due date</span>;
  if (due === 'overdue') return <StateMark state="overdue">{`Overdue: ${text}`}</StateMark>;
  return <span className={due === 'soon' ? 'due-soon' : 'muted'}>{toSentence(text)}</span>;
}

const toSentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type CourseStandingProps = {
  course: {
    lessons: readonly LessonLine[];
    done: number;
    minutes: { done: number; total: number };
    held: readonly HeldLine[];
    assignment: DueLineProps['assignment'];
    due: DueState;
  };
  /** The same as a picture, above the numbers. */
  children: ReactNode;
};

/** The lessons of a course one by one. */
export function LessonStrip({ lessons }: { lessons: readonly LessonLine[] }) {
  return (
    <Strip
      label="Lessons"
      segments={lessons.map(({ id, state, number, title }) => ({
        id,
        state: shapes[state],
        label: `${number} ${title}`,
      }))}
    />
  );
}

/** How far a course is: its lessons, the certified hours, and until when. */
export function CourseStanding({ course, children }: CourseStandingProps) {
  const { lessons, held, done, minutes, assignment, due } = course;
  const counted = `${done} of ${lessons.length} lessons`;
  return (
    <div className="course-standing">
      {children}
      <Meter
        label="Certified time"
        value={minutes.done}
        max={minutes.total}
        text={`${counted}, ${formatMinutes(minutes.done)} of ${formatMinutes(minutes.total)}`}
      />
      <p>
        <DueLine
          assignment={assignment}
          due={due}
          finished={lessons.length > 0 && done === lessons.length}
        />
      </p>
      <HeldLessons lessons={held} />
    </div>
  );
}

/** Where to go next, as one large target. */
export function NextStepLink({ courseId, target }: { courseId: string; target: NextTarget }) {
  if (target.kind === 'quiz') {
    return (
      <a className="next-step" href={paths.quiz(courseId, target.moduleId)}>
        <small>{target.begun ? 'Go on with the quiz' : 'Next: the quiz'}</small>
        <b>{target.title}</b>
        <span>
          {target.itemCount} questions.{' '}
          {target.begun ? 'Your answers so far are saved.' : 'It completes the module’s lessons.'}
        </span>
        <span className="button">{target.begun ? 'Go on' : 'To the quiz'}</span>
      </a>
    );
  }
  return (
    <a className="next-step" href={paths.lesson(courseId, target.id, target.anchor ?? undefined)}>
      <small>Next</small>
      <b>
        {target.number} {target.title}
      </b>
      <span>
        {target.section && `You stopped at “${target.section}”. `}
        {target.begun
          ? `About ${formatMinutes(target.minutes)} left.`
          : formatMinutes(target.minutes)}
      </span>
      <span className="button">{target.begun ? 'Continue' : 'Start'}</span>
    </a>
  );
}

/** A day in words, and whose it is. */
export function Day({ on, timeZone }: { on: string; timeZone: string }) {
  return <time dateTime={on}>{`${formatDay(on)}, ${formatZone(timeZone)}`}</time>;
}
