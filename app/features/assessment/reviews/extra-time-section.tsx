import type { ExtraTimeRecord } from '#app/features/assessment/attempts/extra-time-queries.server.ts';
import { extraTimeFactors } from '#app/features/records/gradings/time-rules.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { toChoice } from './cadet-schema.ts';

type ExtraTimeSectionProps = {
  /** Every grant, the latest first. */
  grants: readonly ExtraTimeRecord[];
  name: string;
  /** Whether the actor may change it: not for themselves, nor for someone who has left. */
  mayChange: boolean;
  timeZone: string;
  now: Date;
  /** What became of the page's last form, if it was not taken. */
  lastResult: FormResult;
};

const words = (factor: number | null) =>
  factor === null ? 'no time limit' : `${factor} times the time`;

/** A cadet's extra time in quizzes: what holds, since when and by whom; a form to change it; what held before. */
export function ExtraTimeSection(props: ExtraTimeSectionProps) {
  const { grants, name, mayChange, timeZone, now, lastResult } = props;
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  const held = grants.find(({ endedAt }) => endedAt === null);
  const refused = lastResult?.initialValue?.intent === 'set-extra-time' ? lastResult : null;
  const before = grants.filter(({ endedAt }) => endedAt !== null);
  return (
    <section className="stack" aria-labelledby="extra-time">
      <h2 id="extra-time">Extra time in quizzes</h2>
      <p>
        {held
          ? `${name} has ${words(held.factor)} in every quiz with a time limit, since ${at(held.grantedAt)}, granted by ${held.grantedBy}.`
          : `${name} has the time that each quiz gives.`}
      </p>
      <FormError form={{ errors: refused?.error?.[''] }} />
      {mayChange && (
        <PostForm action="#extra-time" className="row-form">
          <HiddenFields values={{ intent: 'set-extra-time' }} />
          <SelectField
            field={{
              id: 'extra-time-factor',
              name: 'factor',
              initialValue:
                refused?.initialValue?.factor ?? (held ? toChoice(held.factor) : 'none'),
            }}
            label="From now on"
            options={[
              { value: 'none', label: 'no extra time' },
              ...extraTimeFactors.map((factor) => ({
                value: toChoice(factor),
                label: words(factor),
              })),
            ]}
          />
          <Button kind="secondary">Save</Button>
        </PostForm>
      )}
      {mayChange && (
        <p className="field-hint">
          An attempt that is open gets the longer time at once. Taking extra time away leaves open
          attempts as they are.
        </p>
      )}
      {before.length > 0 && (
        <details className="folded">
          <summary>Before</summary>
          <ul>
            {before.map(({ id, factor, grantedAt, grantedBy, endedAt, endedBy }) => (
              <li key={id}>
                {words(factor)}, from {at(grantedAt)} ({grantedBy}) to {endedAt && at(endedAt)} (
                {endedBy})
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
