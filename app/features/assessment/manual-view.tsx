import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { PointsField, ReasonField } from './manual-fields.tsx';
import type { WaitingAnswer } from './manual-queries.server.ts';
import { KeyLines } from './regrade-key.tsx';
import { answerPoints } from './regrade-schema.ts';

type WaitingAnswersProps = { answers: readonly WaitingAnswer[]; lastResult: FormResult };

/** The written answers that wait for an instructor, those that wait longest first. */
export function WaitingAnswers({ answers, lastResult }: WaitingAnswersProps) {
  if (answers.length === 0)
    return (
      <EmptyState title="No answer waits for you">
        Short written answers that no accepted answer covers appear here once their quiz is handed
        in. Until they are read they count as 0.
      </EmptyState>
    );
  return (
    <div className="stack">
      {answers.map((answer, index) => (
        <AnswerCard
          key={`${answer.revisionId} ${answer.itemId} ${answer.text}`}
          answer={answer}
          place={index + 1}
          lastResult={isOf(answer, lastResult) ? lastResult : null}
        />
      ))}
    </div>
  );
}

const isOf = ({ itemId, text, revisionId }: WaitingAnswer, result: FormResult) =>
  result?.initialValue?.item === itemId &&
  result.initialValue.text === text &&
  result.initialValue.revision === revisionId;

type AnswerCardProps = { answer: WaitingAnswer; place: number; lastResult: FormResult };

function AnswerCard({ answer, place, lastResult }: AnswerCardProps) {
  const { quizTitle, itemId, promptHtml, accepted, text, givers, revisionId } = answer;
  const id = `answer-${place}`;
  const [form, { points, reason, attempt }] = useForm<{
    points: string;
    reason: string;
    attempt: string;
  }>({ id: `${id}-form`, lastResult });
  return (
    <Card
      id={id}
      title={`“${givers[0]?.text ?? text}”`}
      aside={<span className="muted">{quizTitle}</span>}
    >
      <form method="post" action={`${paths.waitingAnswers()}#${id}`} id={form.id} className="form">
        <FormError form={form} fields={[attempt, points, reason]} title="Not graded yet" />
        <HiddenFields
          values={{ intent: 'grade-answer', item: itemId, text, revision: revisionId }}
        />
        <Html className="prompt" html={promptHtml} />
        <div>
          <p className="muted">Counts as right by itself</p>
          <KeyLines lines={accepted} />
        </div>
        <PointsField field={points} steps={answerPoints} />
        <ReasonField field={reason} label="What to say to the cadet" />
        <details className="folded" open={Boolean(attempt.errors?.length)}>
          <summary>
            {givers.length === 1
              ? 'Given by one cadet'
              : `Given by ${givers.length} cadets: judged together`}
          </summary>
          <fieldset className="field choices" id={attempt.id} tabIndex={-1}>
            <legend className="vh">Whose answer this is about</legend>
            <div>
              {givers.map(({ attemptId, name, number, text: typed }) => (
                <label key={attemptId} className="choice">
                  <input
                    type="checkbox"
                    name={attempt.name}
                    value={attemptId}
                    defaultChecked={isTicked(lastResult, attemptId)}
                  />
                  <span>
                    {name}, attempt {number}
                    {typed !== givers[0]?.text && `: “${typed}”`}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          <p className="field-hint">
            Untick a cadet to judge their answer apart, on{' '}
            {givers.length === 1 ? 'their attempt’s page' : 'the pages of their attempts'}:{' '}
            {givers.map(({ attemptId, name }, index) => (
              <span key={attemptId}>
                {index > 0 && ', '}
                <a href={paths.attemptReview(attemptId)}>{name}</a>
              </span>
            ))}
            .
          </p>
        </details>
        <Button kind="quiet">
          {givers.length === 1 ? 'Give these points' : 'Give these points to all ticked'}
        </Button>
      </form>
    </Card>
  );
}

function isTicked(lastResult: FormResult, attemptId: string): boolean {
  const sent = lastResult?.initialValue?.attempt;
  if (!lastResult) return true;
  return Array.isArray(sent) ? sent.includes(attemptId) : sent === attemptId;
}
