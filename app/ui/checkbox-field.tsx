import type { ReactNode } from 'react';
import { FieldErrors, FieldHint, FieldLabel, type FieldSource, wireField } from './field-parts.tsx';

type CheckboxFieldProps = {
  field: FieldSource;
  label: ReactNode;
  hint?: ReactNode;
  /** What is sent when ticked; for one of several boxes of the same name. */
  value?: string;
  /** Whether it starts ticked; left out, the field's initial value decides. */
  checked?: boolean;
};

/** One native checkbox with its label, hint and error. */
export function CheckboxField({ field, label, hint, value = 'on', checked }: CheckboxFieldProps) {
  const wiring = wireField(field, Boolean(hint));
  return (
    <div className="field checkbox">
      <input
        {...wiring.control}
        type="checkbox"
        value={value}
        defaultChecked={checked ?? isTicked(field.initialValue, value)}
      />
      <FieldLabel id={field.id}>{label}</FieldLabel>
      <FieldHint wiring={wiring}>{hint}</FieldHint>
      <FieldErrors wiring={wiring} />
    </div>
  );
}

function isTicked(initial: unknown, value: string): boolean {
  return Array.isArray(initial) ? initial.includes(value) : initial === true || initial === value;
}
