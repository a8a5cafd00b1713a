import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import type { AuditFilter } from './filter-schema.ts';
import { auditActions, auditSubjects } from './rules.ts';

const toOptions = (values: readonly string[]) =>
  values.map((value) => ({ value, label: value.replaceAll('-', ' ') }));

/** Who, what and about which kind of thing; all of it ends up in the URL. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const { actor, action, subject, id } = filter;
  return (
    <form method="get" className="filters">
      <Field
        field={{ id: 'actor', name: 'actor', initialValue: actor }}
        label="Done by (e-mail, badge number, or system)"
        type="search"
      />
      <SelectField
        field={{ id: 'action', name: 'action', initialValue: action }}
        label="What was done"
        options={toOptions(auditActions)}
        placeholder="Anything"
      />
      <SelectField
        field={{ id: 'subject', name: 'subject', initialValue: subject }}
        label="To"
        options={toOptions(auditSubjects)}
        placeholder="Anything"
      />
      {subject && id && <HiddenFields values={{ id }} />}
      <Button kind="secondary">Show</Button>
    </form>
  );
}
