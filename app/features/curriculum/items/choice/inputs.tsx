import '#app/ui/custom-elements.ts';
import { Fragment } from 'react';
import type { InputsProps } from '../answerable-schema.ts';
import { Option } from './option.tsx';

function hintOf({ choosing }: InputsProps['item']): string {
  if (!choosing) return 'Choose all that apply.';
  if (choosing.most === null) return 'Choose all that apply; a wrong one takes points away.';
  return `Choose ${choosing.most}. To choose another one then, take one back first.`;
}

/** Options to choose from: one, any number, or so many; `choice-limit.client.ts` keeps to the number while one chooses. */
export function ChoiceInputs({ item, name, value, after }: InputsProps) {
  const several = item.type === 'multiple';
  const options = (
    <>
      {several && <p className="field-hint">{hintOf(item)}</p>}
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
  if (!item.choosing?.most) return options;
  return <choice-limit data-most={item.choosing.most}>{options}</choice-limit>;
}
