import { Fragment } from 'react';
import type { InputsProps } from '../answerable-schema.ts';
import { Option } from './option.tsx';

/** Options to choose from: one, or any number. */
export function ChoiceInputs({ item, name, value, after }: InputsProps) {
  const several = item.type === 'multiple';
  return (
    <>
      {several && <p className="field-hint">Choose all that apply.</p>}
      {item.options.map((option) => (
        <Fragment key={option.id}>
          <Option
            option={option}
            name={name}
            chosen={value.includes(option.id)}
            several={several}
          />
          {after?.(option.id)}
        </Fragment>
      ))}
    </>
  );
}
