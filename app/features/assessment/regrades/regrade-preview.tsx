import { useForm } from '@conform-to/react';
import { reasonLimit, writeRegradeQuery } from '#app/features/records/gradings/decision-schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import { countOf, formatResult, plural } from '#app/words/numbers.ts';
import type { LookedAt } from './regrade-plan-queries.server.ts';
import type { RegradePage, ShownChange, ShownPlan } from './regrade-queries.server.ts';

type RegradePreviewProps = { page: RegradePage; plan: ShownPlan; lastResult: FormResult };

const attemptWords = (count: number) => countOf(count, 'attempt');

/** What a regrade would do, attempt by attempt, and the form that does it. Nothing is written to show it. */
export function RegradePreview({ page, plan, lastResult }: RegradePreviewProps) {
  const { changes, kept, same } = plan;
  const total = changes.length + kept.length + same.length;
  return (
    <section className="stack" aria-labelledby="preview">
      <h2 id="preview">What this does</h2>
      <p className="measure">
        {total === 0
          ? 'No finished attempt had one of these items.'
          : `Of ${attemptWords(total)} with these items, ${changeWords(changes)}`}
      </p>
      {changes.length > 0 && (
        <Table
          caption="Who changes, and how"
          captionHidden
          stack
          rows={changes}
          rowKey={({ attemptId }) => attemptId}
          columns={columns}
        />
      )}
      <Stays why=", because a score would fall" attempts={kept} />
      <Stays attempts={same} />
      {(changes.length > 0 || (total > 0 && page.waiting)) && (
        <ApplyForm page={page} plan={plan} lastResult={lastResult} />
      )}
    </section>
  );
}

function changeWords(changes: readonly ShownChange[]): string {
  const { length } = changes;
  if (length === 0) return 'none changes.';
  return `${countOf(length, 'changes', 'change')}${summary(changes)}. Nothing has been done yet.`;
}

function summary(changes: readonly ShownChange[]): string {
  const won = changes.filter(({ before, after }) => after.passed && !before.passed).length;
  const lost = changes.filter(({ before, after }) => before.passed && !after.passed).length;
  return [won > 0 && `${won} will be passed`, lost > 0 && `${lost} will not be passed any more`]
    .filter(Boolean)
    .map((words) => `; ${words}`)
    .join('');
}

const columns: Column<ShownChange>[] = [
  { label: 'Cadet', rowHeader: true, cell: (change) => <AttemptLink attempt={change} /> },
  { label: 'Score', cell: scoreOf },
  { label: 'Result', cell: resultOf },
  { label: 'Lessons', cell: lessonsOf },
];

function AttemptLink({ attempt: { attemptId, name, number } }: { attempt: LookedAt }) {
  return (
    <a href={paths.attemptReview(attemptId)}>
      {name}, attempt {number}
    </a>
  );
}

const figures = ({ points, maxPoints, score }: ShownChange['before']) =>
  formatResult(points, maxPoints, score);

function scoreOf({ before, after }: ShownChange) {
  return (
    <span>
      {figures(before)} → <strong>{figures(after)}</strong>
      {after.pending > before.pending && ', an answer to be read'}
    </span>
  );
}

function resultOf({ before, after }: ShownChange) {
  if (before.passed === after.passed)
    return after.passed ? 'passed, as before' : 'not passed, as before';
  return after.passed ? (
    <StateMark state="done">now passed</StateMark>
  ) : (
    <StateMark state="failed">not passed any more</StateMark>
  );
}

function lessonsOf({ completed, voided }: ShownChange): string {
  const words = [
    completed.length > 0 && `complete: ${completed.join(', ')}`,
    voided.length > 0 && `not complete any more: ${voided.join(', ')}`,
  ];
  return words.filter(Boolean).join('; ') || '–';
}

function Stays({ attempts, why = '' }: { attempts: readonly LookedAt[]; why?: string }) {
  if (attempts.length === 0) return null;
  const stays = plural(attempts.length, 'stays as it is', 'stay as they are');
  return (
    <details>
      <summary>{`${attemptWords(attempts.length)} ${stays}${why}`}</summary>
      <ul className="name-list">
        {attempts.map((attempt) => (
          <li key={attempt.attemptId}>
            <AttemptLink attempt={attempt} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function ApplyForm({ page, plan, lastResult }: RegradePreviewProps) {
  const [form, { reason }] = useForm<{ reason: string }>({
    id: 'apply-regrade',
    lastResult,
    constraint: { reason: { required: true, maxLength: reasonLimit } },
  });
  const { quiz, query } = page;
  const count = plan.changes.length;
  return (
    <PostForm
      action={paths.quizRegrade(quiz.id, writeRegradeQuery(query))}
      id={form.id}
      className="form measure"
    >
      <FormError form={form} fields={[reason]} title="Not applied" />
      <HiddenFields values={{ intent: 'apply-regrade', preview: plan.fingerprint }} />
      <TextAreaField
        field={reason}
        label="Reason"
        hint="What was wrong, and what was decided. It stays on record, and every cadet whose result changes reads it."
      />
      <Button>
        {count === 0 ? 'Record that nothing changes' : `Apply to ${attemptWords(count)}`}
      </Button>
    </PostForm>
  );
}
