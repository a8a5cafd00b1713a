import type { ComponentType } from 'react';
import type { InputsProps } from './answerable-schema.ts';
import { ChoiceInputs } from './choice/inputs.tsx';
import { HotSpotInputs } from './hot-spot/inputs.tsx';
import { MatchingInputs } from './matching/inputs.tsx';
import { NumericInputs } from './numeric/inputs.tsx';
import { OrderingInputs } from './ordering/inputs.tsx';
import { RatingInputs } from './rating/inputs.tsx';
import type { ItemType } from './schema.ts';
import { TextInputs } from './text/inputs.tsx';

/** Every item type's own inputs. Its decisions stand in `itemTypes`. */
const itemInputs = {
  single: ChoiceInputs,
  multiple: ChoiceInputs,
  'true-false': ChoiceInputs,
  ordering: OrderingInputs,
  matching: MatchingInputs,
  numeric: NumericInputs,
  text: TextInputs,
  rating: RatingInputs,
  'hot-spot': HotSpotInputs,
} satisfies Record<ItemType, ComponentType<InputsProps>>;

/** The native inputs of an item, whatever its type; they stand in a fieldset whose legend is the prompt. */
export function ItemInputs(props: InputsProps) {
  const Inputs = itemInputs[props.item.type];
  return <Inputs {...props} />;
}
