import type { InputsProps } from '../answerable-schema.ts';
import { TypedInput } from '../typed-input.tsx';

/** A number to type. */
export function NumericInputs(props: InputsProps) {
  const unit = props.item.unit ?? null;
  return (
    <TypedInput {...props} hint={`A number${unit ? `, in ${unit}` : ''}.`} number={{ unit }} />
  );
}
