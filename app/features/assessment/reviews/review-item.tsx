import { useForm } from '@conform-to/react';
import { ShownAnswer } from '#app/features/curriculum/items/shown-answer.tsx';
import { markOutcome } from '#app/features/curriculum/items/words.ts';
import { answerPoints, appealPoints } from '#app/features/records/gradings/decision-schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { classNames } from '#app/ui/class-names.ts';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatPoints } from '#app/words/numbers.ts';
import { PointsField, ReasonField } from './manual-fields.tsx';
import type { ReviewedItem } from './review-queries.server.ts';

type ReviewItemProps = {
  item: ReviewedItem;
  attemptId: string;
  at: (instant: Date) => string;
  /** Whether the actor may give points. */
  mayDecide: boolean;
  lastResult: FormResult;
};

/** One item of an attempt for those who teach: the answer, the key it was graded by, and a form to give points. */
export function ReviewItem({ item, attemptId, at, mayDecide, lastResult }: ReviewItemProps) {
  const { id, number, promptHtml, outcome, points, options, explanationHtml, ...parts } = item;
  const mark = outcome && markOutcome(outcome, 'teacher');
  return (
    <section className="item" id={`item-${id}`} aria-label={`Item ${number}`}>
      <div className="item-top">
        <span>
          <b>{number}</b> {points !== null && outcome !== 'noted' && `· ${formatPoints(points)}`}
          {item.decided && ', given by an instructor'}
        </span>
        {mark && <StateMark state={mark.state}>{mark.words}</StateMark>}
      </div>
      <Html className="prompt" html={promptHtml} />
      <ShownAnswer {...parts} />
      {options.map((option) => (
        <div key={option.id} className={classNames('response', option.chosen && 'chosen')}>
          <Html as="span" html={option.html} />
          {(option.chosen || option.correct) && (
            <small>
              {option.chosen && <span>chosen</span>}
              {option.correct && <StateMark state="done">right answer</StateMark>}
            </small>
          )}
        </div>
      ))}
      <p className="item-note">
        {item.savedAt ? `Saved ${at(item.savedAt)}` : 'Nothing saved'}
        {item.late && ', too late: kept, and not counted'}
        {item.spentMs !== null && `; in view for ${toTime(item.spentMs)}`}
      </p>
      {explanationHtml && (
        <div className="feedback explanation s-open">
          <Html html={explanationHtml} />
        </div>
      )}
      {mayDecide && item.mayAppeal && (
        <PointsForm item={item} attemptId={attemptId} lastResult={lastResult} />
      )}
    </section>
  );
}

function toTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

type PointsFormProps = { item: ReviewedItem; attemptId: string; lastResult: FormResult };

function PointsForm({ item: { id, number, text }, attemptId, lastResult }: PointsFormProps) {
  const mine = lastResult?.initialValue?.item === id;
  const [form, { points, reason }] = useForm<{ points: string; reason: string }>({
    id: `points-${id}`,
    lastResult: mine ? lastResult : null,
  });
  const waits = text !== null;
  const hidden: Record<string, string> = waits
    ? { intent: 'grade-answer', text }
    : { intent: 'decide-appeal' };
  return (
    <details className="folded" open={waits || mine}>
      <summary>{waits ? 'Read this answer' : 'Change these points on appeal'}</summary>
      <PostForm
        action={`${paths.attemptReview(attemptId)}#item-${id}`}
        id={form.id}
        className="form"
      >
        <FormError fields={[points, reason]} title="Nothing was changed" />
        <HiddenFields values={{ ...hidden, item: id }} />
        <PointsField
          field={points}
          steps={waits ? answerPoints : appealPoints}
          legend={`Points for item ${number}`}
        />
        <ReasonField field={reason} label={waits ? 'What to say to the cadet' : 'Reason'} />
        <Button kind="secondary">{waits ? 'Give these points' : 'Change the points'}</Button>
      </PostForm>
    </details>
  );
}
