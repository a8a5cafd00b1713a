import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { Ring } from '#app/ui/charts/ring.tsx';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatDay } from '#app/words/dates.ts';
import { countOf, formatMinutes, formatPercent } from '#app/words/numbers.ts';
import { LessonMark } from './course-progress.tsx';
import { HeldRow } from './held-lesson.tsx';
import { moduleWords } from './module-words.ts';
import type { getCourseView, LessonLine } from './overview-queries.server.ts';

type CourseView = Awaited<ReturnType<typeof getCourseView>>;
type ModuleView = CourseView['modules'][number];

type ModuleSectionProps = {
  courseId: string;
  module: ModuleView;
  timeZone: string;
  /** Nothing of the course was opened yet, so that its words are shown unasked. */
  isNew: boolean;
  isOpen: boolean;
};

/** A module of a course, folded unless `isOpen`: its lessons in order, each with its state, and its quiz. */
export function ModuleSection({ courseId, module, timeZone, isNew, isOpen }: ModuleSectionProps) {
  const { standing } = module;
  return (
    <details className="module" id={`module-${module.id}`} open={isOpen}>
      <summary>
        <Ring value={standing.done} max={standing.total} />
        <span>
          <h2>
            Module {module.number}: {module.title}
          </h2>
          <small>{moduleWords(standing)}</small>
        </span>
      </summary>
      <p className="lead measure">{module.summary}</p>
      {module.html && (
        <details className="about" open={isNew}>
          <summary>About this module</summary>
          <Html className="prose measure" html={module.html} />
        </details>
      )}
      <ol className="lesson-list">
        {module.rows.map((row) =>
          'state' in row ? (
            <li key={row.id}>
              <LessonRow courseId={courseId} lesson={row} timeZone={timeZone} />
            </li>
          ) : (
            <li key={row.id} id={`lesson-${row.id}`} className="lesson-held">
              <HeldRow lesson={row} />
            </li>
          ),
        )}
        {module.practical && (
          <li>
            <PracticalRow href={paths.practical(courseId, module.id)} {...module.practical} />
          </li>
        )}
        {module.quiz && (
          <li>
            <QuizRow href={paths.quiz(courseId, module.id)} quiz={module.quiz} />
          </li>
        )}
      </ol>
    </details>
  );
}

type LessonRowProps = { courseId: string; lesson: LessonLine; timeZone: string };

function LessonRow({ courseId, lesson, timeZone }: LessonRowProps) {
  const { completedAt, open, practiceMinutes } = lesson;
  return (
    <>
      <a href={paths.lesson(courseId, lesson.id)}>
        <span className="lesson-number">{lesson.number}</span>
        <span>{lesson.title}</span>
      </a>
      <span className="lesson-minutes">
        {formatMinutes(lesson.minutes)}
        {practiceMinutes > 0 && <small> + {formatMinutes(practiceMinutes)} role-play</small>}
      </span>
      <span className="lesson-state">
        {completedAt ? (
          <StateMark state="done">{`Done ${formatDay(dayOf(completedAt, timeZone))}`}</StateMark>
        ) : (
          <LessonMark state={lesson.state} />
        )}
        {open.length > 0 && <small>Still open: {open.join(' ')}</small>}
      </span>
    </>
  );
}

function PracticalRow({ href, minutes }: { href: string; minutes: number }) {
  return (
    <>
      <a href={href}>
        <span className="lesson-number">Play</span>
        <span>Role-plays of this module</span>
      </a>
      <span className="lesson-minutes">{formatMinutes(minutes)} together</span>
      <span className="lesson-state">
        <small>In a room, rated on paper</small>
      </span>
    </>
  );
}

function QuizRow({ href, quiz }: { href: string; quiz: NonNullable<ModuleView['quiz']> }) {
  const { result } = quiz;
  return (
    <>
      <a href={href}>
        <span className="lesson-number">Quiz</span>
        <span>{quiz.title}</span>
      </a>
      <span className="lesson-minutes">
        {quiz.itemCount} questions
        <small>{`, pass at ${quiz.passMark}%`}</small>
      </span>
      <span className="lesson-state">
        <QuizMark quiz={quiz} />
        {result && <small>{attemptsText(result.attempts, quiz.allowed)}</small>}
        {!result && quiz.required && <small>Needed to complete the lessons</small>}
      </span>
    </>
  );
}

function QuizMark({ quiz: { result, passMark } }: { quiz: NonNullable<ModuleView['quiz']> }) {
  if (!result) return <StateMark state="open">Not started</StateMark>;
  const { bestScore, passed, openAttemptId } = result;
  const best = bestScore === null ? '' : `, best ${formatPercent(bestScore, passMark)}`;
  if (passed) return <StateMark state="done">{`Passed${best}`}</StateMark>;
  if (openAttemptId || bestScore === null)
    return <StateMark state="underway">{`Under way${best}`}</StateMark>;
  return <StateMark state="failed">{`Not passed yet${best}`}</StateMark>;
}

function attemptsText(used: number, allowed: number | null): string {
  if (allowed !== null) return `${used} of ${allowed} attempts used`;
  return countOf(used, 'attempt');
}
