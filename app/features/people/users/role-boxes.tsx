import { roles } from '#app/auth/permissions.ts';
import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import type { FieldSource } from '#app/ui/field-parts.tsx';

type RoleBoxesProps = {
  /** The field that takes the roles; its initial value is a list of them. */
  field: FieldSource;
  legend: string;
};

/** One box a role; several may be ticked. */
export function RoleBoxes({ field, legend }: RoleBoxesProps) {
  const { id, name, initialValue, errors = [] } = field;
  const errorId = `${id}-error`;
  const wrong = errors && errors.length > 0;
  return (
    <fieldset
      className="field choices"
      id={id}
      tabIndex={wrong ? -1 : undefined}
      aria-describedby={wrong ? errorId : undefined}
    >
      <legend>{legend}</legend>
      <div>
        {roles.map((role) => (
          <CheckboxField
            key={role}
            field={{ id: `${id}-${role}`, name, initialValue }}
            label={role}
            value={role}
          />
        ))}
      </div>
      {wrong && (
        <p className="field-error shape s-failed" id={errorId}>
          {errors.join(' ')}
        </p>
      )}
    </fieldset>
  );
}
