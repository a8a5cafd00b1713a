import type { InputsProps } from '../answerable-schema.ts';
import { TypedInput } from '../typed-input.tsx';

/** A few words to type. */
export function TextInputs(props: InputsProps) {
  return <TypedInput {...props} hint="A word or a short phrase." />;
}
