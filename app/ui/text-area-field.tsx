import type { ReactNode } from 'react';
import {
  FieldErrors,
  FieldHint,
  FieldLabel,
  type FieldSource,
  TextLimit,
  wireField,
} from './field-parts.tsx';

type TextAreaFieldProps = {
  field: FieldSource;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  rows?: number;
};

/** Several lines of input with their label, hint and error. */
export function TextAreaField({ field, label, hint, optional, rows = 4 }: TextAreaFieldProps) {
  const wiring = wireField(field, Boolean(hint));
  return (
    <div className="field">
      <FieldLabel id={field.id} optional={optional}>
        {label}
      </FieldLabel>
      <FieldHint wiring={wiring}>{hint}</FieldHint>
      <TextLimit max={wiring.limit}>
        <textarea {...wiring.control} className="input" rows={rows} defaultValue={wiring.value} />
      </TextLimit>
      <FieldErrors wiring={wiring} />
    </div>
  );
}
