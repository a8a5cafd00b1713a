import type { ReactNode } from 'react';
import {
  FieldErrors,
  FieldHint,
  FieldLabel,
  type FieldSource,
  TextLimit,
  wireField,
} from './field-parts.tsx';

type FieldProps = {
  field: FieldSource;
  label: ReactNode;
  hint?: ReactNode;
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'url';
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'email' | 'search';
  /** Marks a field that may be left empty; fields are needed unless marked. */
  optional?: boolean;
  readOnly?: boolean;
  autoFocus?: boolean;
  'aria-keyshortcuts'?: string;
};

// Not the browser's own e-mail field: its check speaks of "the symbol ''" where the server names what nobody sees.
const emailInput = {
  type: 'text',
  inputMode: 'email',
  autoCapitalize: 'none',
  spellCheck: false,
} as const;

/** One line of input with its label, hint and error. Keeps what was typed, except a password. */
export function Field({ field, label, hint, type = 'text', optional, ...rest }: FieldProps) {
  const wiring = wireField(field, Boolean(hint));
  const kind = type === 'email' ? emailInput : { type };
  return (
    <div className="field">
      <FieldLabel id={field.id} optional={optional}>
        {label}
      </FieldLabel>
      <FieldHint wiring={wiring}>{hint}</FieldHint>
      <TextLimit max={type === 'password' ? undefined : wiring.limit}>
        <input
          {...wiring.control}
          {...rest}
          {...kind}
          className="input"
          defaultValue={type === 'password' ? undefined : wiring.value || undefined}
        />
      </TextLimit>
      <FieldErrors wiring={wiring} />
    </div>
  );
}
