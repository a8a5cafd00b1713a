import type { ReactNode } from 'react';
import type { FieldWiring } from './field-wiring.ts';

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
