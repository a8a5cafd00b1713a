import type { ReactNode } from 'react';
import { FieldErrors, FieldHint, FieldLabel, type FieldSource, wireField } from './field-parts.tsx';

type SelectFieldProps = {
  field: FieldSource;
  label: ReactNode;
  options: readonly { value: string; label: string }[];
  hint?: ReactNode;
  optional?: boolean;
  /** First option with an empty value, such as 'All states'; left out, the first real option is chosen. */
  placeholder?: string;
};

/** A native select with its label, hint and error. */
export function SelectField(props: SelectFieldProps) {
  const { field, label, options, hint, optional, placeholder } = props;
  const wiring = wireField(field, Boolean(hint));
  return (
    <div className="field">
      <FieldLabel id={field.id} optional={optional}>
        {label}
      </FieldLabel>
      <FieldHint wiring={wiring}>{hint}</FieldHint>
      <select {...wiring.control} className="input" defaultValue={wiring.value}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldErrors wiring={wiring} />
    </div>
  );
}
