import { compareWhole } from '../comparison-rules.ts';
import { full, none } from '../fraction-rules.ts';
import type { Item, ItemKey } from '../schema.ts';
import type { ItemTypeRules } from '../type-rules.ts';
import { findBadText, findTooLong, toShownTyped } from '../typing-rules.ts';
import { findNumberProblem, isWithin, readNumber } from './number-rules.ts';

/** Typing a number. Pure: no I/O. */

/** What counts as right, in words: '13 to 15 percent'. Empty without a range. */
function toAccepted({ unit }: Pick<Item, 'unit'>, { range }: ItemKey): string[] {
  if (!range) return [];
  const words = range.min === range.max ? `${range.min}` : `${range.min} to ${range.max}`;
  return [unit ? `${words} ${unit}` : words];
}

export const numeric: ItemTypeRules = {
  name: 'a number',
  scored: true,
  shuffled: false,
  toldByOptions: false,
  radios: false,
  emptyWords: 'Type a number first, then check it.',
  findProblem: findBadText,
  findMistake: findTooLong,
  findHint: (_item, [typed = '']) => findNumberProblem(typed),
  judge: ({ range }, [typed = '']) =>
    range && readNumber(typed).some((value) => isWithin(value, range)) ? full : none,
  toRightAnswer: (_item, { range }) => (range ? [String((range.min + range.max) / 2)] : []),
  toShown: (answered, release) =>
    toShownTyped(answered, release, (key) => toAccepted(answered.item, key)),
  toFeedback: () => [],
  toKeyLines: (item, key) => toAccepted(item, key).map((words) => ({ text: words })),
  toCounted: () => [],
  comparison: compareWhole(
    ({ wasKey, isKey }) =>
      wasKey.range?.min === isKey.range?.min && wasKey.range?.max === isKey.range?.max,
  ),
};
