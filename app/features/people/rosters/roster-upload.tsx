import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import { FieldErrors, FieldHint, FieldLabel, wireField } from '#app/ui/field-parts.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { keptHours } from './roster-schema.ts';
import { sizeLimit } from './schema.ts';

type UploadProps = {
  lastResult: FormResult;
  cohorts: readonly { id: string; name: string }[];
};

/** Sends a list in: nothing changes by it but that its rows can be looked at. */
export function RosterUpload({ lastResult, cohorts }: UploadProps) {
  const [form, fields] = useForm<{ list: string; cohortId: string; whole: string }>({
    id: 'upload-roster',
    lastResult,
  });
  const { id, name, errors } = fields.list;
  const list = wireField({ id, name, errors, required: true }, true);
  return (
    <PostForm
      id={form.id}
      className="form"
      action={paths.adminRosters()}
      encType="multipart/form-data"
    >
      <FormError
        form={form}
        fields={[fields.list, fields.cohortId, fields.whole]}
        title="Nothing was read"
      />
      <HiddenFields values={{ intent: 'upload-roster' }} />
      <div className="field">
        <FieldLabel id={id}>List</FieldLabel>
        <FieldHint wiring={list}>
          CSV, XLSX, or a OneRoster zip, at most {Math.round(sizeLimit / 1024 / 1024)} MB. The file
          is removed once the list is applied or dropped, and after {keptHours} hours at the latest.
        </FieldHint>
        <input
          {...list.control}
          className="input"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.zip,text/csv"
        />
        <FieldErrors wiring={list} />
      </div>
      <SelectField
        field={fields.cohortId}
        label="Everybody goes into"
        hint="Without a choice, each goes into the class that the list says, where there is a cohort of that name."
        options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="What the list says"
        optional
      />
      <CheckboxField
        field={fields.whole}
        label="The list is the whole cohort: who is in it and not in the list leaves"
        hint="You see who that is before anything happens. Records stay."
      />
      <Button>Read the list</Button>
    </PostForm>
  );
}
