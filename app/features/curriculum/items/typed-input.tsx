import { TextLimit } from '#app/ui/field-parts.tsx';
import type { InputsProps } from './answerable-schema.ts';
import { maxTextLength } from './value-rules.ts';

type TypedInputProps = InputsProps & {
  /** What to type: 'A number, in percent.' */
  hint: string;
  /** What is typed is a number, counted in this. */
  number?: { unit: string | null };
};

/** A line to type an answer into. */
export function TypedInput({ item, name, value, hint, number }: TypedInputProps) {
  const id = `${item.id}-typed`;
  return (
    <div className={number ? 'typed typed-number' : 'typed'}>
      <label htmlFor={id}>Your answer</label>
      <p className="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
      <TextLimit max={maxTextLength}>
        <div>
          {/* The whole keyboard for numbers too: phones leave the minus, or the comma, out of the others. */}
          <input
            id={id}
            name={name}
            className="input"
            type="text"
            defaultValue={value[0] ?? ''}
            autoComplete="off"
            autoCapitalize={number ? 'none' : undefined}
            spellCheck={number ? undefined : true}
            aria-describedby={`${id}-hint`}
          />
          {number?.unit && <span aria-hidden="true">{number.unit}</span>}
        </div>
      </TextLimit>
    </div>
  );
}
