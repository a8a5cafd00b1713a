import type { Item, ItemType } from '../schema.ts';
import type { Comparison } from '../type-rules.ts';
import { sameChoice } from '../value-rules.ts';

/** Comparing choices between revisions: a reworded option has another id, and the others stay what they are. */

const choices: readonly ItemType[] = ['single', 'multiple', 'true-false'];
const idsOf = ({ options }: Item) => options.map(({ id }) => id);

/**
 * How items with options compare.
 * @param among the types that ask for the same kind of answer
 * @param either whether what either key calls right can be shown as right together
 * @param parts whether an answer's points depend on how many options are right
 */
export function compareOptions({
  among = choices,
  either,
  parts,
}: {
  among?: readonly ItemType[];
  either: boolean;
  parts: boolean;
}): Comparison {
  return {
    isComparable: (_was, is) => among.includes(is.type),
    // Only an option that stands in both can have become right or wrong.
    findChange({ was, is, wasKey, isKey }) {
      const common = idsOf(was).filter((id) => idsOf(is).includes(id));
      const turned = common.some(
        (id) => wasKey.correct.includes(id) !== isKey.correct.includes(id),
      );
      if (turned || (parts && wasKey.correct.length !== isKey.correct.length)) return 'key';
      return sameChoice(idsOf(was), idsOf(is)) ? null : 'options';
    },
    canJudge: (_was, is, value) => value.every((id) => idsOf(is).includes(id)),
    toEither: (was, is) => ({
      correct: either ? [...new Set([...is.correct, ...was.correct])] : is.correct,
      patterns: is.patterns,
    }),
  };
}
