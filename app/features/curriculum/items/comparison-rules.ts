import type { Item } from './schema.ts';
import type { Comparison, Revised } from './type-rules.ts';
import { sameChoice } from './value-rules.ts';

/** Comparing an item with a later revision of itself where an answer makes sense only as a whole. Pure: no I/O. */

const idsOf = (list: Item['options']) => list.map(({ id }) => id);

const sameThings = (was: Item, is: Item) =>
  sameChoice(idsOf(was.options), idsOf(is.options)) &&
  sameChoice(idsOf(was.targets), idsOf(is.targets));

/** How an item compares whose options and targets must all stay. `isSameKey`: whether both keys call the same right. */
export function compareWhole(isSameKey: (revised: Revised) => boolean): Comparison {
  return {
    isComparable: (was, is) => was.type === is.type && was.unit === is.unit,
    findChange(revised) {
      if (!sameThings(revised.was, revised.is)) return 'options';
      return isSameKey(revised) ? null : 'key';
    },
    canJudge: sameThings,
    toEither: (_was, { correct, patterns }) => ({ correct, patterns }),
  };
}
