import { full, none, share } from '../fraction-rules.ts';
import type { ItemTypeRules } from '../type-rules.ts';
import { compareOptions } from './comparison-rules.ts';
import { findNothing, findSeveral, findTooMany, findUnoffered } from './response-rules.ts';
import { toFeedback, toShownOptions } from './shown-rules.ts';

/** Choosing from a list of options: one of several, any number, or true or false. Pure: no I/O. */

/** One option of several. What is right is all or nothing. */
export const single: ItemTypeRules = {
  name: 'one right option',
  scored: true,
  shuffled: true,
  toldByOptions: true,
  radios: true,
  emptyWords: 'Choose an answer first, then check it.',
  findProblem: (item, value) =>
    findUnoffered(item, value) ?? (value.length > 1 ? 'Only one option can be chosen here.' : null),
  findMistake: findSeveral,
  findHint: findNothing,
  judge: ({ correct }, value) =>
    value.length === 1 && value.every((id) => correct.includes(id)) ? full : none,
  toRightAnswer: (_item, { correct }) => correct.slice(0, 1),
  toShown: (answered, release) => ({ options: toShownOptions(answered, release) }),
  toFeedback,
  toKeyLines: ({ options }, { correct }) =>
    correct.map((id) => ({ html: options.find((option) => option.id === id)?.html ?? '?' })),
  toCounted: ({ options }) => options,
  comparison: compareOptions({ either: true, parts: false }),
};

/** Two options that keep their order. */
export const trueFalse: ItemTypeRules = { ...single, name: 'true or false', shuffled: false };

/**
 * What ticks earn where guessing is to gain nothing. A right one earns its share of the point; a wrong one costs as much,
 * or, where there are fewer wrong options than right ones, its share of all that could be earned. So everything ticked
 * earns nothing, and a tick made blindly costs on average at least what it earns. Never below nothing.
 * @param rights how many options are right, `wrongs` how many are not
 */
function judgeTicks(
  { right, wrong }: Record<'right' | 'wrong', number>,
  rights: number,
  wrongs: number,
) {
  if (wrongs === 0 || wrongs >= rights) return share(right - wrong, rights);
  return share(right * wrongs - wrong * rights, rights * wrongs);
}

/** Any number of options, or so many as the item says. */
export const multiple: ItemTypeRules = {
  ...single,
  radios: false,
  name: 'several right options',
  findProblem: findUnoffered,
  findMistake: findNothing,
  findHint: findTooMany,
  judge: ({ correct }, value, item) => {
    const right = value.filter((id) => correct.includes(id)).length;
    const wrong = value.length - right;
    if (item.choosing === null) return share(right - wrong, correct.length);
    if (findTooMany(item, value) !== null) return none;
    return judgeTicks({ right, wrong }, correct.length, item.options.length - correct.length);
  },
  toRightAnswer: (_item, { correct }) => [...correct],
  comparison: compareOptions({ either: false, parts: true }),
};
