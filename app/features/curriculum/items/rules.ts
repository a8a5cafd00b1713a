import { multiple, single, trueFalse } from './choice/rules.ts';
import { hotSpot } from './hot-spot/rules.ts';
import { matching } from './matching/rules.ts';
import { numeric } from './numeric/rules.ts';
import { ordering } from './ordering/rules.ts';
import { rating } from './rating/rules.ts';
import type { ItemType } from './schema.ts';
import { text } from './text/rules.ts';
import type { ItemTypeRules } from './type-rules.ts';

/** Every item type's own decisions. Their inputs stand in `itemInputs`. */
const itemTypes = {
  single,
  multiple,
  'true-false': trueFalse,
  ordering,
  matching,
  numeric,
  text,
  rating,
  'hot-spot': hotSpot,
} satisfies Record<ItemType, ItemTypeRules>;

/** The decisions of one type. */
export function rulesOf({ type }: { type: ItemType }): ItemTypeRules {
  return itemTypes[type];
}
