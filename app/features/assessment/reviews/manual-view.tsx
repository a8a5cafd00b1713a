import { useForm } from '@conform-to/react';
import type { KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import { answerPoints } from '#app/features/records/gradings/decision-schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { plural } from '#app/words/numbers.ts';
import { PointsField, ReasonField } from './manual-fields.tsx';
import type { Giver, WaitingAnswer } from './manual-queries.server.ts';

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
  const isGone = lastResult && !answers.some((answer) => isOf(answer, lastResult));
  return (
    <div className="stack">
      {isGone && (
        <Notice kind="attention" title="Nothing was changed">
          The answer you judged does not wait any more.
        </Notice>
      )}
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

const acceptedWords = (lines: readonly KeyLine[]) =>
  lines.map((line) => ('text' in line ? `“${line.text}”` : '')).join(', ') || 'nothing';

type AnswerCardProps = { answer: WaitingAnswer; place: number; lastResult: FormResult };

function AnswerCard({ answer, place, lastResult }: AnswerCardProps) {
  const { quizId, quizTitle, itemId, promptHtml, accepted, text, givers, revisionId } = answer;
  const id = `answer-${place}`;
  const [form, { points, reason, attempt }] = useForm<{
    points: string;
    reason: string;
    attempt: string;
  }>({ id: `${id}-form`, lastResult });
  return (
    <Card
      id={id}
      title={
        <>
          “<bdi>{givers[0]?.text ?? text}</bdi>”
        </>
      }
      aside={<a href={paths.quizQuestions(quizId)}>{quizTitle}</a>}
    >
      <PostForm action={`${paths.waitingAnswers()}#${id}`} id={form.id} className="form">
        <FormError form={form} fields={[attempt, points, reason]} title="Not graded yet" />
        <HiddenFields
          values={{ intent: 'grade-answer', item: itemId, text, revision: revisionId }}
        />
        <Html className="prompt" html={promptHtml} />
        <p className="muted">Counts as right by itself: {acceptedWords(accepted)}.</p>
        <PointsField field={points} steps={answerPoints} />
        <ReasonField field={reason} label="What to say to the cadet" />
        <Givers givers={givers} lastResult={lastResult} field={attempt} />
        <Button kind="secondary">
          {plural(givers.length, 'Give these points', 'Give these points to all ticked')}
        </Button>
      </PostForm>
    </Card>
  );
}

type GiversProps = {
  givers: readonly Giver[];
  field: { id: string; name: string; errors?: string[] };
  lastResult: FormResult;
};

/** Who gave the answer, folded away so that it is read first; each of several can be left out. */
function Givers({ givers, field, lastResult }: GiversProps) {
  const [first, ...others] = givers;
  if (!first) return null;
  if (others.length === 0)
    return (
      <details className="folded">
        <summary>Given by one cadet</summary>
        <p>
          <a href={paths.attemptReview(first.attemptId)}>
            {first.name}, attempt {first.number}
          </a>
        </p>
        <input type="hidden" name={field.name} value={first.attemptId} />
      </details>
    );
  return (
    <details className="folded" open={Boolean(field.errors?.length)}>
      <summary>Given by {givers.length} cadets: judged together</summary>
      <fieldset className="field choices" id={field.id} tabIndex={-1}>
        <legend className="vh">Whose answer this is about</legend>
        <div>
          {givers.map(({ attemptId, name, number, text }) => (
            <label key={attemptId} className="choice">
              <input
                type="checkbox"
                name={field.name}
                value={attemptId}
                defaultChecked={isTicked(lastResult, attemptId)}
              />
              <span>
                {name}, attempt {number}
                {text !== first.text && (
                  <>
                    : “<bdi>{text}</bdi>”
                  </>
                )}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="field-hint">Untick a cadet to judge their answer apart.</p>
    </details>
  );
}

function isTicked(lastResult: FormResult, attemptId: string): boolean {
  const sent = lastResult?.initialValue?.attempt;
  if (!lastResult) return true;
  return Array.isArray(sent) ? sent.includes(attemptId) : sent === attemptId;
}
