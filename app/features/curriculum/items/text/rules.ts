import { compareWhole } from '../comparison-rules.ts';
import { full, none } from '../fraction-rules.ts';
import type { ItemKey } from '../schema.ts';
import type { ItemTypeRules } from '../type-rules.ts';
import { findBadText, findTooLong, toShownTyped } from '../typing-rules.ts';
import { sameChoice } from '../value-rules.ts';
import { matchesPattern, normalizeText } from './text-rules.ts';

/** Typing a few words. Pure: no I/O. */

const toAccepted = ({ patterns }: ItemKey) =>
  patterns.map((pattern) => pattern.replaceAll('*', '…'));

export const text: ItemTypeRules = {
  name: 'a short text',
  scored: true,
  shuffled: false,
  toldByOptions: false,
  radios: false,
  emptyWords: 'Type your answer first, then check it.',
  findProblem: findBadText,
  findMistake: findTooLong,
  findHint: () => null,
  // What no accepted text covers may still be right: an instructor reads it, unless there is nothing to read.
  judge: ({ patterns }, [typed = '']) => {
    if (matchesPattern(typed, patterns)) return full;
    return normalizeText(typed) === '' ? none : null;
  },
  toRightAnswer: (_item, { patterns }) =>
    patterns.slice(0, 1).map((pattern) => pattern.replaceAll('*', '')),
  toShown: (answered, release) => toShownTyped(answered, release, toAccepted),
  toFeedback: () => [],
  toKeyLines: (_item, key) => toAccepted(key).map((words) => ({ text: words })),
  toCounted: () => [],
  comparison: {
    ...compareWhole(({ wasKey, isKey }) => sameChoice(wasKey.patterns, isKey.patterns)),
    toEither: (was, { correct, patterns }) => ({
      correct,
      patterns: [...new Set([...patterns, ...was.patterns])],
    }),
  },
};
