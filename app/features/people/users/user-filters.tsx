import { roles } from '#app/auth/permissions.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import type { UserListFilter } from './admin-schema.ts';

/** Search and role filter of the list of people; both end up in the URL. */
export function UserFilters({ show, q, role }: Pick<UserListFilter, 'show' | 'q' | 'role'>) {
  return (
    <form method="get" className="filters">
      {show && <HiddenFields values={{ show }} />}
      <Field
        field={{ id: 'q', name: 'q', initialValue: q }}
        label="Name or e-mail holds"
        type="search"
      />
      <SelectField
        field={{ id: 'role', name: 'role', initialValue: role }}
        label="Role"
        options={roles.map((name) => ({ value: name, label: name }))}
        placeholder="All roles"
      />
      <Button kind="secondary">Show</Button>
    </form>
  );
}
