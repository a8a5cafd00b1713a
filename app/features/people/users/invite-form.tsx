import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import type { LiveLink } from './link-queries.server.ts';
import { LiveLinks } from './live-links.tsx';
import { RoleBoxes } from './role-boxes.tsx';
import { invitationDays } from './rules.ts';

type InviteFormProps = {
  lastResult?: FormResult;
  cohorts: readonly { id: string; name: string }[];
  /** Links that work already, for addresses of the list: what becomes of them is asked. */
  ask: readonly LiveLink[];
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** People to invite, one a line; what is wrong with a line is listed above, and everything typed is kept. */
export function InviteForm({ lastResult, cohorts, ask, timeZone }: InviteFormProps) {
  const [form, fields] = useForm<{
    people: string;
    roles: string[];
    cohortId: string;
    renew: string[];
  }>({
    id: 'invitation',
    lastResult,
    defaultValue: { roles: ['cadet'] },
  });
  const { id, name, initialValue, errors: problems = [] } = fields.people;
  const count = problems.length;
  const errors = count > 1 ? [`${count} things to mend; the list above says which.`] : problems;
  return (
    <PostForm action="#invite-people" id={form.id} className="form">
      <FormError
        form={form}
        fields={[
          ...problems.map((problem) => ({ id, name, errors: [problem] })),
          fields.roles,
          fields.cohortId,
        ]}
        title="Nobody was invited yet"
      />
      <HiddenFields values={{ intent: 'invite-people' }} />
      {ask.length > 0 && (
        <Notice kind="attention" live="alert" title="Nobody was invited yet">
          <LiveLinks links={ask} ticked={fields.renew.initialValue} timeZone={timeZone} />
        </Notice>
      )}
      <TextAreaField
        field={{ id, name, initialValue, errors, required: true }}
        label="Names and e-mail addresses"
        hint="Paste from your mail program or spreadsheet, or type one person a line: the address alone, or Name <name@example.org>."
        rows={5}
      />
      <RoleBoxes field={fields.roles} legend="They will be" />
      <SelectField
        field={fields.cohortId}
        label="Cohort they join as cadets"
        options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="None for now"
        optional
      />
      <p className="muted">
        A link works once, within {invitationDays} days. Names given here are what stands on the
        record.
      </p>
      <Button>Make invitation links</Button>
    </PostForm>
  );
}
