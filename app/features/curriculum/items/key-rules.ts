import { rulesOf } from './rules.ts';
import type { Item, ItemKey } from './schema.ts';
import type { KeyLine } from './type-rules.ts';

/** What an item's key calls right, a line each; an ordering's in order. Empty without a key, and for a rating. */
export function toKeyLines(item: Item, key: ItemKey | undefined): KeyLine[] {
  return key ? rulesOf(item).toKeyLines(item, key) : [];
}
