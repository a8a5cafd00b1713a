import { full, none, share } from '../fraction-rules.ts';
import type { ItemTypeRules } from '../type-rules.ts';
import { compareOptions } from './comparison-rules.ts';
import { findNothing, findSeveral, findUnoffered } from './response-rules.ts';
import { toFeedback, toShownOptions } from './shown-rules.ts';

/** Choosing from a list of options: one of several, any number, or true or false. Pure: no I/O. */

/** One option of several. What is right is all or nothing. */
export const single: ItemTypeRules = {
  name: 'one right option',
  scored: true,
  shuffled: true,
  toldByOptions: true,
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

/** Any number of options. */
export const multiple: ItemTypeRules = {
  ...single,
  name: 'several right options',
  findProblem: findUnoffered,
  findMistake: findNothing,
  // Right ones less wrong ones, so that ticking everything earns nothing that was not known.
  judge: ({ correct }, value) => {
    const right = value.filter((id) => correct.includes(id)).length;
    return share(right - (value.length - right), correct.length);
  },
  toRightAnswer: (_item, { correct }) => [...correct],
  comparison: compareOptions({ either: false, parts: true }),
};
