import { useForm } from '@conform-to/react';
import { pointsWords, toOutcome } from '#app/features/assessment/attempts/quiz-view.tsx';
import { shortEdition } from '#app/features/curriculum/courses/words.ts';
import type { HistoryEntry } from '#app/features/records/gradings/history-rules.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { HistoryList } from './history-list.tsx';
import { ReasonField } from './manual-fields.tsx';
import { ReviewItem } from './review-item.tsx';
import type { AttemptReview } from './review-queries.server.ts';

type ReviewViewProps = {
  review: AttemptReview;
  history: readonly HistoryEntry[];
  lastResult: FormResult;
  now: Date;
};

/** An attempt for those who teach its cadet: answers, gradings, and what can be decided about it. */
export function ReviewView({ review, history, lastResult, now }: ReviewViewProps) {
  const { attempt, hold, items, isOwn, timeZone, quiz } = review;
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  const finished = attempt.status === 'submitted' || attempt.status === 'expired';
  return (
    <div className="stack stack-loose">
      <FormError form={{ errors: lastResult?.error?.[''] }} />
      <DefinitionList items={toReviewFacts(review, at)} />
      {isOwn && (
        <Notice title="This attempt is your own">
          No one decides about themselves: a colleague or an administrator can.
        </Notice>
      )}
      {history.length > 0 && (
        <HistoryList
          entries={history}
          practice={quiz.policy.practice}
          passMark={quiz.policy.passMark}
          timeZone={timeZone}
          now={now}
        />
      )}
      <section className="stack review" aria-labelledby="answers">
        <h2 id="answers">Answers</h2>
        {attempt.status === 'open' && (
          <p className="muted">
            {hold ? `It is on hold: ${hold.why}. ${hold.kept}` : 'It is being answered.'} Right
            answers and points are shown once it is closed.
          </p>
        )}
        {items.map((item) => (
          <ReviewItem
            key={item.id}
            item={item}
            attemptId={attempt.id}
            at={at}
            mayDecide={finished && !isOwn}
            lastResult={lastResult}
          />
        ))}
      </section>
      {!isOwn && attempt.status !== 'voided' && (
        <section className="stack" aria-labelledby="decide">
          <h2 id="decide">Decide about the attempt</h2>
          {finished && !attempt.passed && <ReopenForm review={review} lastResult={lastResult} />}
          <VoidForm review={review} lastResult={lastResult} />
        </section>
      )}
    </div>
  );
}

function toReviewFacts(
  { attempt, hold, deadlineAt, quiz, items }: AttemptReview,
  at: (instant: Date) => string,
) {
  const { state, words } = toOutcome(attempt);
  const answered = items.filter(({ savedAt, late }) => savedAt && !late).length;
  return [
    { term: 'Result', detail: <StateMark state={state}>{hold ? 'on hold' : words}</StateMark> },
    {
      term: 'Points',
      detail: `${pointsWords(attempt, quiz.policy.passMark)}; ${quiz.policy.passMark}% needed`,
    },
    { term: 'Started', detail: at(attempt.startedAt) },
    { term: 'Closed', detail: closedWords(attempt, at) },
    ...(deadlineAt && attempt.status !== 'voided'
      ? [{ term: 'Deadline', detail: hold ? 'stands still' : at(deadlineAt) }]
      : []),
    { term: 'Answered', detail: `${answered} of ${items.length}` },
    {
      term: 'Made at',
      detail: (
        <>
          edition {quiz.edition}, <code>{shortEdition(quiz.revisionId)}</code>
        </>
      ),
    },
  ];
}

function closedWords(
  { status, submittedAt, voidedAt }: AttemptReview['attempt'],
  at: (instant: Date) => string,
): string {
  if (!submittedAt) return voidedAt ? `voided ${at(voidedAt)}, while it was open` : 'not yet';
  return status === 'expired' ? `${at(submittedAt)}, at its deadline, by itself` : at(submittedAt);
}

type DecideProps = { review: AttemptReview; lastResult: FormResult };

const resultOf = (lastResult: FormResult, intent: string) =>
  lastResult?.initialValue?.intent === intent ? lastResult : null;

function VoidForm({ review: { attempt, cadet }, lastResult }: DecideProps) {
  const mine = resultOf(lastResult, 'void-attempt');
  const [form, { reason }] = useForm<{ reason: string }>({ id: 'void-attempt', lastResult: mine });
  return (
    <details className="folded" open={mine !== null}>
      <summary>Void this attempt</summary>
      <PostForm
        action={`${paths.attemptReview(attempt.id)}#decide`}
        id={form.id}
        className="form measure"
      >
        <p>
          It then counts for nothing, lessons that are complete by it alone are not any more, and{' '}
          {cadet.name} has one attempt more. Answers and gradings stay on record. It cannot be taken
          back.
        </p>
        <FormError fields={[reason]} title="Nothing was changed" />
        <HiddenFields values={{ intent: 'void-attempt' }} />
        <ReasonField field={reason} />
        <Button kind="danger">Void the attempt</Button>
      </PostForm>
    </details>
  );
}

function ReopenForm({ review, lastResult }: DecideProps) {
  const { attempt, cadet, deadlineAt, quiz } = review;
  const mine = resultOf(lastResult, 'reopen-attempt');
  const [form, { reason, minutes }] = useForm<{ reason: string; minutes: string }>({
    id: 'reopen-attempt',
    lastResult: mine,
    constraint: { minutes: { required: true } },
  });
  const { feedback, correctOptions } = quiz.policy;
  const shown = [feedback, correctOptions].includes('after-submit');
  return (
    <details className="folded" open={mine !== null}>
      <summary>Open this attempt again</summary>
      <PostForm
        action={`${paths.attemptReview(attempt.id)}#decide`}
        id={form.id}
        className="form measure"
      >
        <p>
          {cadet.name} can go on with it, with what was saved, and hand it in again. The gradings so
          far stay on record.
          {shown &&
            ' Mind that this quiz shows what to learn from each answer once it is handed in: it may have been read.'}
        </p>
        <FormError fields={[minutes, reason]} title="Nothing was changed" />
        <HiddenFields values={{ intent: 'reopen-attempt' }} />
        {deadlineAt && (
          <Field
            field={minutes}
            label="Minutes from now"
            hint="Then it closes by itself. Extra time is not added to this: give what is fair."
            inputMode="numeric"
          />
        )}
        <ReasonField field={reason} />
        <Button kind="secondary">Open it again</Button>
      </PostForm>
    </details>
  );
}
