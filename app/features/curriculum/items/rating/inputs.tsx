import type { InputsProps } from '../answerable-schema.ts';
import { Option } from '../choice/option.tsx';

/** The points of a rating, in a row where there is room. */
export function RatingInputs({ item, name, value }: InputsProps) {
  return (
    <>
      <p className="field-hint">Not scored: there is no right answer.</p>
      <div className="rating">
        {item.options.map((option) => (
          <Option key={option.id} option={option} name={name} chosen={value.includes(option.id)} />
        ))}
      </div>
    </>
  );
}
