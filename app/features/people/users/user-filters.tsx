import { roles } from '#app/auth/permissions.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

/** Search and role filter of the list of people; both end up in the URL. */
export function UserFilters({ q, role }: { q: string; role?: string }) {
  return (
    <form method="get" className="filters">
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
