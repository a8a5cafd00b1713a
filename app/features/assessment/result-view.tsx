import { formatInstant } from '#app/features/cohorts/rules.ts';
import { paths } from '#app/paths.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { ResultItem } from '#app/ui/result-item.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { pointsWords, toOutcome } from './quiz-view.tsx';
import type { AttemptResult, ResultItem as Item } from './result-queries.server.ts';
import { toPercent } from './rules.ts';

/** A finished attempt: the score in plain words, what comes next, and what the policy lets be said of each item. */
export function ResultView({ result, late }: { result: AttemptResult; late: number }) {
  const { attempt, passMark, items, timeZone } = result;
  const { state, words } = toOutcome(attempt);
  const lateItems = items.filter((item) => item.late);
  return (
    <div className="stack">
      <div className="score">
        {attempt.score !== null && <b>{toPercent(attempt.score)}%</b>}
        <StateMark state={state}>{words}</StateMark>
        <span>
          {pointsWords(attempt)}; {passMark}% needed
        </span>
        {attempt.submittedAt && (
          <span>submitted {formatInstant(attempt.submittedAt, timeZone)}</span>
        )}
      </div>
      {(late > 0 || lateItems.length > 0) && <LateNotice items={lateItems} />}
      <NextPart result={result} />
      <section aria-labelledby="answers">
        <h2 id="answers">Your answers</h2>
        <p className="muted">{releasedWords(result)}</p>
        {items.map((item) => (
          <ResultItem
            key={item.id}
            number={item.number}
            promptHtml={item.promptHtml}
            outcome={item.outcome}
            points={item.points === null ? undefined : `· ${pointsOf(item.points)}`}
            options={item.options.map(({ correct, feedbackHtml, ...option }) => ({
              ...option,
              right: correct ?? undefined,
              feedbackHtml: feedbackHtml ?? undefined,
            }))}
          />
        ))}
      </section>
    </div>
  );
}

const pointsOf = (points: number) =>
  points === 1 ? '1 point' : `${Math.floor(points * 100 + 1e-6) / 100} points`;

function LateNotice({ items }: { items: readonly Item[] }) {
  const which = items.map(({ number }) => number).join(', ');
  return (
    <Notice kind="attention" title="Answers that came after you submitted were not counted">
      {which
        ? `Kept, but not counted: item ${which}.`
        : 'What was saved before you submitted is what counts.'}
    </Notice>
  );
}

function NextPart({ result: { attempt, place, allowance } }: { result: AttemptResult }) {
  if (!place || !allowance) {
    return (
      <Notice title="This quiz is no longer part of the course">
        Your result stays on your record.
      </Notice>
    );
  }
  const { course, module } = place;
  const toModule = <ButtonLink href={paths.course(course.id)}>Back to the course</ButtonLink>;
  if (allowance.start === 'passed') {
    return (
      <div className="stack">
        <p>
          {attempt.passed ? 'You passed. ' : 'You have passed this quiz in another attempt. '}
          {module.requiresQuiz &&
            'Lessons of this module that you have read to the end, checks answered, are complete.'}
        </p>
        <div className="cluster">{toModule}</div>
      </div>
    );
  }
  if (allowance.start === 'used-up') {
    return (
      <div className="stack">
        <p>
          No attempts are left. Nothing happens by itself: talk to your instructor about what comes
          next.
        </p>
        <div className="cluster">{toModule}</div>
      </div>
    );
  }
  const resume = allowance.start === 'may-resume';
  const left = allowance.left === null ? '' : `, ${allowance.left} left`;
  return (
    <div className="stack">
      <p>
        {resume
          ? 'Another attempt is under way.'
          : 'Look at what each answer says, read the lessons it points to, then try again.'}
      </p>
      <form method="post" action={paths.quiz(course.id, module.id)} className="cluster">
        <HiddenFields values={{ intent: 'start-attempt' }} />
        <Button>{resume ? 'Go on with your attempt' : `Try again${left}`}</Button>
        {toModule}
      </form>
    </div>
  );
}

function releasedWords({ release, allowance }: AttemptResult): string {
  if (allowance?.start === 'may-resume')
    return 'While an attempt is under way, this page shows what you chose and nothing more.';
  if (release.feedback && release.correctOptions)
    return 'With the right answers, and what to learn from each option.';
  if (release.feedback) return 'With what to learn from the options you chose.';
  if (release.correctOptions) return 'With the right answers.';
  return 'This quiz shows what you chose, not which answers were right.';
}
