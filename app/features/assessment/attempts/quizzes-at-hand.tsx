import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { HeldAttempt, QuizAtHand } from './at-hand-queries.server.ts';
import { LessonLinks } from './quiz-view.tsx';
import { refusalWords } from './refusal-rules.ts';

type QuizzesAtHandProps = {
  quizzes: readonly QuizAtHand[];
  /** Attempts that stand still. */
  held?: readonly HeldAttempt[];
  now: Date;
};

/**
 * The quizzes at hand and those in the way of which something is (`blocks`), each once.
 */
export function withBlocks(
  quizzes: readonly QuizAtHand[],
  blocks: readonly QuizAtHand[],
): QuizAtHand[] {
  const known = new Set(quizzes.map(({ quizId }) => quizId));
  return [...quizzes, ...blocks.filter(({ quizId }) => !known.has(quizId))];
}

/** What of the cadet's quizzes presses: attempts that run or stand still, and when one that is not passed can be taken (again). */
export function QuizzesAtHand({ quizzes, held = [], now }: QuizzesAtHandProps) {
  if (quizzes.length + held.length === 0) return null;
  return (
    <section className="stack" aria-label="Your quizzes">
      {quizzes.map((quiz) =>
        quiz.running ? (
          <RunningQuiz key={quiz.quizId} title={quiz.title} running={quiz.running} />
        ) : (
          <OpenQuiz key={quiz.quizId} quiz={quiz} now={now} />
        ),
      )}
      {held.map((attempt) => (
        <HeldQuiz key={attempt.attemptId} attempt={attempt} />
      ))}
    </section>
  );
}

/** Whether a next step leads to a quiz that is at hand already, and need not be said twice. */
export function isAtHand(
  quizzes: readonly QuizAtHand[],
  courseId: string,
  step: { kind: 'lesson' } | { kind: 'quiz'; moduleId: string },
): boolean {
  if (step.kind === 'lesson') return false;
  return quizzes.some((quiz) => quiz.courseId === courseId && quiz.moduleId === step.moduleId);
}

type RunningQuizProps = { title: string; running: NonNullable<QuizAtHand['running']> };

function RunningQuiz({ title, running }: RunningQuizProps) {
  const { attemptId, number, remainingMs } = running;
  const isUp = remainingMs === 0;
  return (
    <Notice kind="attention" title={`Attempt ${number} at “${title}” ${toStanding(remainingMs)}`}>
      <div className="stack">
        <p>
          {isUp
            ? 'What you saved in time is handed in for you.'
            : 'Your answers so far are saved. Hand it in when you are done.'}
        </p>
        <p>
          <ButtonLink href={paths.attempt(attemptId)}>
            {isUp ? 'See what became of it' : 'Go on with the attempt'}
          </ButtonLink>
        </p>
      </div>
    </Notice>
  );
}

function HeldQuiz({ attempt }: { attempt: HeldAttempt }) {
  const { attemptId, number, title, held } = attempt;
  return (
    <Notice kind="attention" title={`Attempt ${number} at “${title}” is on hold`}>
      <p>
        {held.why} {held.kept} <a href={paths.attempt(attemptId)}>What to do</a>
      </p>
    </Notice>
  );
}

function toStanding(remainingMs: number | null): string {
  if (remainingMs === null) return 'is under way';
  if (remainingMs === 0) return 'has run out of time';
  // Minutes begun count, as on the attempt's own clock.
  return `is running: ${countOf(Math.ceil(remainingMs / 60_000), 'minute')} left`;
}

function OpenQuiz({ quiz, now }: { quiz: QuizAtHand; now: Date }) {
  const { allowance, remediation, courseId, moduleId, title, timeZone } = quiz;
  const lessons = remediation.map((lesson) => lesson.title);
  const refusal = refusalWords(allowance, { lessons, timeZone, now });
  return (
    <Notice title={`“${title}” is not passed yet`}>
      <div className="stack">
        <p>
          {refusal ? `${refusal.title}. ${refusal.text}` : `You can try again now. ${toLeft(quiz)}`}
        </p>
        {lessons.length > 0 && <LessonLinks course={courseId} lessons={remediation} />}
        <p>
          <a href={paths.quiz(courseId, moduleId)}>Go to the quiz</a>
        </p>
      </div>
    </Notice>
  );
}

function toLeft({ allowance: { left } }: QuizAtHand): string {
  if (left === null) return '';
  return left === 1 ? 'It is your last attempt.' : `${countOf(left, 'attempt')} left.`;
}
