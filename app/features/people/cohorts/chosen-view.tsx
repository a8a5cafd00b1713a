import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { tellApart } from '#app/names.ts';
import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import { ConfirmChange } from '#app/ui/confirm-change.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import { formatZone } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import { pastOwnQuestion } from './admin-rules.ts';
import type { ChosenCadet } from './chosen-queries.server.ts';
import type { Deed } from './chosen-schema.ts';

type ChosenViewProps = {
  what: Deed;
  cadets: readonly ChosenCadet[];
  cohort: { id: string; name: string; timeZone: string };
  /** The course whose due date it is about, and which the grid goes back to. */
  course: { id: string; title: string };
  /** Cohorts to move to. */
  others: readonly { id: string; name: string }[];
  lastResult: FormResult;
  backHref: string;
};

const titles: Record<Deed, string> = {
  extend: 'Set a due date of their own',
  move: 'Move to another cohort',
  withdraw: 'Withdraw from the cohort',
};

/** What a page about several cadets is called. */
export const toChosenTitle = (what: Deed) => titles[what];

const keeps = 'What they did stays on record, and this can be undone.';

/** Asks before the same is done to several cadets, all of them named. */
export function ChosenView(props: ChosenViewProps) {
  const { what, cadets, cohort, course, others, lastResult, backHref } = props;
  const [form, { dueOn, reason, pastMeant, to }] = useForm<{
    dueOn: string;
    reason: string;
    pastMeant: string;
    to: string;
  }>({
    id: `${what}-chosen`,
    lastResult: lastResult?.initialValue?.intent === `${what}-chosen` ? lastResult : null,
    constraint: { dueOn: { required: true }, reason: { required: true }, to: { required: true } },
  });
  const many = countOf(cadets.length, 'cadet');
  const says: Record<Deed, string> = {
    extend: `${course.title} is due on that day for ${many} of ${cohort.name}, in place of the cohort’s date, until the end of the day, ${formatZone(cohort.timeZone)}. They are told the day, not the reason. This can be undone.`,
    move: `${many} of ${cohort.name} are enrolled in the other cohort, with its courses and dates, and withdrawn from this one. ${keeps}`,
    withdraw: `${many} of ${cohort.name} lose its courses at once and count nowhere in its figures; open quiz attempts are on hold. ${keeps}`,
  };
  const buttons: Record<Deed, string> = {
    extend: `Set the date for ${many}`,
    move: `Move ${many}`,
    withdraw: `Withdraw ${many}`,
  };
  const names = tellApart(cadets);
  return (
    <ConfirmChange
      says={says[what]}
      names={cadets.map(({ id, name }) => names.get(id) ?? name)}
      button={buttons[what]}
      kind={what === 'withdraw' ? 'danger' : 'primary'}
      backHref={backHref}
      formId={form.id}
    >
      <FormError form={form} fields={[dueOn, reason, to]} title="Nothing was changed" />
      <HiddenFields values={{ intent: `${what}-chosen`, course: course.id }} />
      {cadets.map(({ id }) => (
        <input key={id} type="hidden" name="cadet" value={id} />
      ))}
      {what === 'extend' && (
        <>
          <Field field={dueOn} label="Own due date" type="date" />
          {dueOn.errors?.includes(pastOwnQuestion) && (
            <CheckboxField field={pastMeant} label="Yes, it is due on that day" />
          )}
          <TextAreaField
            field={reason}
            label="Reason"
            hint="It stays on record for those who teach the cohort; the cadets see the date only."
            rows={2}
          />
        </>
      )}
      {what === 'move' && (
        <SelectField
          field={to}
          label="To which cohort"
          placeholder="Choose a cohort"
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </ConfirmChange>
  );
}
