import type { ReactNode } from 'react';
import { ResultItem } from '#app/features/curriculum/items/result-item.tsx';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { paths } from '#app/paths.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { MarkedBar } from '#app/ui/charts/marked-bar.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { formatPercent, formatPoints, noPoints } from '#app/words/numbers.ts';
import { pendingWords, pointsWords, RefusalNotice, toOutcome } from './quiz-view.tsx';
import type { AttemptResult, ResultItem as Item } from './result-queries.server.ts';

type ResultViewProps = {
  result: AttemptResult;
  /** How many answers came too late with the request that led here. */
  late: number;
  /** What became of the score since, below it. */
  history?: ReactNode;
};

/** A finished attempt: the score in plain words, what comes next, and what the policy lets be said of each item. */
export function ResultView({ result, late, history }: ResultViewProps) {
  const { attempt, items } = result;
  const lateItems = items.filter((item) => item.late);
  return (
    <div className="stack">
      <ScoreLine result={result} />
      {attempt.pending > 0 && (
        <Notice title={`${pendingWords(attempt)}.`}>
          Until it is read it counts as 0; the score can only rise.
        </Notice>
      )}
      {attempt.status === 'expired' && (
        <Notice kind="attention" title="Time ran out">
          The attempt closed by itself. What was saved by then is what was graded.
        </Notice>
      )}
      {(late > 0 || lateItems.length > 0) && <LateNotice items={lateItems} />}
      {history}
      <NextPart result={result} />
      <section aria-labelledby="answers">
        <h2 id="answers">Your answers</h2>
        <p className="muted">{releasedWords(result)}</p>
        {items.map((item) => (
          <ResultItem
            key={item.id}
            {...item}
            points={item.points === null ? undefined : `· ${pointsOf(item)}`}
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

function ScoreLine({
  result: { attempt, passMark, practice, timeZone },
}: {
  result: AttemptResult;
}) {
  const { state, words } = toOutcome(attempt);
  const verb = attempt.status === 'expired' ? 'closed' : 'submitted';
  const isScored = attempt.score !== null && attempt.maxPoints !== 0;
  return (
    <div className="score">
      {isScored && <b>{formatPercent(attempt.score ?? 0, passMark)}</b>}
      {practice ? (
        <StateMark state="open">practice, counts for nothing</StateMark>
      ) : (
        <StateMark state={state}>{words}</StateMark>
      )}
      <span>
        {pointsWords(attempt, passMark)}
        {!practice && attempt.maxPoints !== 0 && `; ${passMark}% needed`}
      </span>
      {attempt.submittedAt && (
        <span>
          {verb} {formatZoned(attempt.submittedAt, timeZone)}
        </span>
      )}
      {isScored && !practice && (
        <MarkedBar
          value={attempt.score ?? 0}
          mark={passMark / 100}
          tone={attempt.passed ? 'done' : 'problem'}
          label={`${formatPercent(attempt.score ?? 0, passMark)} of the points; the line is the pass mark, ${passMark}%`}
        />
      )}
    </div>
  );
}

function pointsOf(item: Item): string {
  const { points, outcome } = item;
  if (!isScored(item) || outcome === 'dropped' || points === null) return noPoints;
  return formatPoints(points);
}

function LateNotice({ items }: { items: readonly Item[] }) {
  const which = items.map(({ number }) => number).join(', ');
  return (
    <Notice
      kind="attention"
      title="Answers that came after the attempt was closed were not counted"
    >
      {which
        ? `Kept, but not counted: item ${which}.`
        : 'What was saved before it was closed is what counts.'}
    </Notice>
  );
}

function NextPart({ result }: { result: AttemptResult }) {
  const { attempt, place, allowance, remediation, timeZone, practice } = result;
  if (result.isAway)
    return (
      <Notice title="You do not have this course now">
        Your result stays on your record. Ask your instructor if you did not expect this.{' '}
        <a href={paths.learn()}>Back to Learn</a>
      </Notice>
    );
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
  if (allowance.start !== 'may-start' && allowance.start !== 'may-resume') {
    return (
      <div className="stack">
        <RefusalNotice
          allowance={allowance}
          remediation={remediation}
          timeZone={timeZone}
          course={course.id}
        />
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
          : practice
            ? 'You can practise again as often as you like.'
            : result.release.feedback
              ? 'Look at what each answer says, read the lessons it points to, then try again.'
              : 'Read the lessons again, then try again.'}
      </p>
      <PostForm action={paths.quiz(course.id, module.id)} className="cluster">
        <HiddenFields values={{ intent: 'start-attempt' }} />
        <Button>{resume ? 'Go on with your attempt' : `Try again${left}`}</Button>
        {toModule}
      </PostForm>
    </div>
  );
}

function releasedWords({ release, allowance }: AttemptResult): string {
  if (allowance?.start === 'may-resume')
    return 'While an attempt is under way, this page shows what you answered and nothing more.';
  if (release.feedback && release.correctOptions)
    return 'With the right answers, and what to learn from each.';
  if (release.feedback) return 'With what to learn from the answers you gave.';
  if (release.correctOptions) return 'With the right answers.';
  return 'This page shows what you answered, not which answers were right.';
}
