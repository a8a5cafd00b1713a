import type { ReactNode } from 'react';
import './custom-elements.ts';

/** What a field needs to know of its form; Conform's field metadata fits, and so does a plain object. */
export type FieldSource = {
  id: string;
  name: string;
  errors?: readonly string[] | null;
  initialValue?: unknown;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
};

/** Ids and `aria-*` of one control and of the hint and error beside it. */
export type FieldWiring = {
  control: {
    id: string;
    name: string;
    required?: true;
    minLength?: number;
    'aria-invalid'?: true;
    'aria-describedby'?: string;
  };
  value: string;
  /** The most characters that the server takes. */
  limit?: number;
  hintId: string;
  errorId: string;
  errors: readonly string[];
};

/** Derives a control's ids, value and `aria-*` from its source; `hasHint` tells whether a hint is shown. */
export function wireField(field: FieldSource, hasHint: boolean): FieldWiring {
  const errors = field.errors ?? [];
  const hintId = `${field.id}-hint`;
  const errorId = `${field.id}-error`;
  const described = [hasHint && hintId, errors.length > 0 && errorId].filter(Boolean).join(' ');
  return {
    control: {
      id: field.id,
      name: field.name,
      required: field.required || undefined,
      minLength: field.minLength,
      'aria-invalid': errors.length > 0 || undefined,
      'aria-describedby': described || undefined,
    },
    value: toText(field.initialValue),
    limit: field.maxLength,
    hintId,
    errorId,
    errors,
  };
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The hint of a field, tied to its control by id. */
export function FieldHint({ wiring, children }: { wiring: FieldWiring; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p className="field-hint" id={wiring.hintId}>
      {children}
    </p>
  );
}

/** What is wrong with a field, tied to its control by id. */
export function FieldErrors({ wiring }: { wiring: FieldWiring }) {
  if (wiring.errors.length === 0) return null;
  return (
    <p className="field-error shape s-failed" id={wiring.errorId}>
      {wiring.errors.join(' ')}
    </p>
  );
}

/** The words over a control; says so where an answer may be left out. */
export function FieldLabel(props: { id: string; optional?: boolean; children: ReactNode }) {
  return (
    <label htmlFor={props.id}>
      {props.children}
      {props.optional && <span className="optional"> (may be left empty)</span>}
    </label>
  );
}

/**
 * A control whose text may have so many characters, if there is a limit: a script says there how many more fit. Never
 * `maxlength`: it cuts what is pasted without a word.
 */
export function TextLimit({ max, children }: { max?: number; children: ReactNode }) {
  if (max === undefined) return children;
  return (
    <text-limit max={max}>
      {children}
      <span className="field-hint" aria-live="polite" />
    </text-limit>
  );
}
