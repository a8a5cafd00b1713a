import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

const needed = { required: true };

type CohortFormProps = {
  intent: 'create-cohort' | 'change-cohort';
  lastResult?: FormResult;
  /** What the fields start with; days are local days. */
  cohort: { name: string; timeZone: string; startsOn: string; endsOn: string | null };
  /** IANA names to choose from. */
  timeZones: readonly string[];
  /** Id of the part of the page that is shown again after sending. */
  section: string;
};

/** A cohort's name, time zone and days. */
export function CohortForm({ intent, lastResult, cohort, timeZones, section }: CohortFormProps) {
  const [form, fields] = useForm<CohortFormProps['cohort']>({
    id: intent,
    lastResult,
    defaultValue: cohort,
    constraint: { name: needed, timeZone: needed, startsOn: needed },
  });
  const { name, timeZone, startsOn, endsOn } = fields;
  const isNew = intent === 'create-cohort';
  // A zone may be stored under an older name than the list has.
  const zones = [...new Set([cohort.timeZone, ...timeZones])];
  return (
    <PostForm action={`#${section}`} id={form.id} className="form">
      <FormError form={form} fields={[name, timeZone, startsOn, endsOn]} />
      <HiddenFields values={{ intent }} />
      <Field field={name} label="Name" hint="Unique in the academy, such as 2027-A." />
      <SelectField
        field={timeZone}
        label="Time zone"
        hint={
          isNew
            ? 'Due dates end at midnight there.'
            : 'Courses assigned already keep the zone that their dates were set in.'
        }
        options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      />
      <div className="field-row">
        <Field field={startsOn} label="First day" type="date" />
        <Field field={endsOn} label="Last day" type="date" optional />
      </div>
      <Button kind={isNew ? 'primary' : 'secondary'}>{isNew ? 'Make the cohort' : 'Save'}</Button>
    </PostForm>
  );
}
