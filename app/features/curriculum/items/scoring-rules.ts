import { type Fraction, none } from './fraction-rules.ts';
import type { ItemOutcome } from './outcome-schema.ts';
import { rulesOf } from './rules.ts';
import type { Item, ItemKey } from './schema.ts';
import type { ItemValue } from './value-rules.ts';

/** The points of one answer, from nothing to one. Pure: no I/O. */

/** What an answer earns. `points` null: an instructor has to read it. */
export type Score = { points: Fraction | null; outcome: Exclude<ItemOutcome, 'dropped'> };

/** How points read: all of them, some, or none. */
export function toOutcome(points: Fraction): 'right' | 'partly' | 'wrong' {
  if (points.num === 0n) return 'wrong';
  return points.num === points.den ? 'right' : 'partly';
}

/** Whether an item counts towards the points at all. */
export function isScored(item: Pick<Item, 'type'>): boolean {
  return rulesOf(item).scored;
}

/**
 * What an answer to an item earns by a key. The value is a set: its order does not matter. It must be one that the item
 * offers, see `findResponseProblem`.
 */
export function scoreItem(item: Item, key: ItemKey, value: ItemValue): Score {
  if (value.length === 0) return { points: none, outcome: 'unanswered' };
  if (!isScored(item)) return { points: none, outcome: 'noted' };
  const points = rulesOf(item).judge(key, value, item);
  return points ? { points, outcome: toOutcome(points) } : { points, outcome: 'pending' };
}

/** An answer that earns everything, made from the key: for simulated cadets. Empty where the key cannot say one. */
export function toRightAnswer(item: Item, key: ItemKey): string[] {
  return rulesOf(item).toRightAnswer(item, key);
}
