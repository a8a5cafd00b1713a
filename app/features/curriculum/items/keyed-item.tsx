import type { ComponentType } from 'react';
import type { KeyedProps } from './answerable-schema.ts';
import { KeyedOptions } from './choice/keyed.tsx';
import { KeyedPlaces } from './hot-spot/keyed.tsx';
import { KeyedPairs } from './matching/keyed.tsx';
import { KeyedNumber } from './numeric/keyed.tsx';
import { KeyedOrder } from './ordering/keyed.tsx';
import { KeyedRating } from './rating/keyed.tsx';
import type { ItemType } from './schema.ts';
import { KeyedText } from './text/keyed.tsx';

/** Every item type with its key, as its author looks it over. */
const keyedItems = {
  single: KeyedOptions,
  multiple: KeyedOptions,
  'true-false': KeyedOptions,
  ordering: KeyedOrder,
  matching: KeyedPairs,
  numeric: KeyedNumber,
  text: KeyedText,
  rating: KeyedRating,
  'hot-spot': KeyedPlaces,
} satisfies Record<ItemType, ComponentType<KeyedProps>>;

/** What an item offers and what its key says of it. For authors only. */
export function KeyedItem(props: KeyedProps) {
  const Keyed = keyedItems[props.item.type];
  return <Keyed {...props} />;
}
