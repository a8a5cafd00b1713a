import { compareWhole } from '../comparison-rules.ts';
import { share } from '../fraction-rules.ts';
import type { Option } from '../option-schema.ts';
import { findBadPair, findOpen } from '../placing-rules.ts';
import type { Answered, Release, ShownPair } from '../shown-schema.ts';
import type { ItemTypeRules } from '../type-rules.ts';
import { sameChoice, splitPair } from '../value-rules.ts';

/** Matching entries with their counterparts. An answer is 'entry=target' for each entry that has one. Pure: no I/O. */

const find = (options: readonly Option[], id: string | undefined) =>
  options.find((option) => option.id === id);

function toPairs({ item, value, key }: Answered, release: Release): ShownPair[] {
  const chosenOf = new Map(value.map(splitPair));
  const rightOf = new Map(key?.correct.map(splitPair));
  const told = key !== undefined && (release.correctOptions || release.feedback);
  return item.options.map((option) => {
    const chosen = find(item.targets, chosenOf.get(option.id));
    const right = find(item.targets, rightOf.get(option.id));
    return {
      ...option,
      chosen: chosen ?? null,
      correct: told && chosen ? chosen.id === right?.id : null,
      right: release.correctOptions ? (right ?? null) : null,
    };
  });
}

export const matching: ItemTypeRules = {
  name: 'match pairs',
  scored: true,
  shuffled: true,
  toldByOptions: false,
  radios: false,
  emptyWords: 'Choose what belongs to each line first, then check it.',
  findProblem: findBadPair(
    ({ targets }, where) => find(targets, where) !== undefined,
    'That counterpart is not offered here.',
  ),
  findMistake: () => null,
  findHint: findOpen('counterpart'),
  // The share of entries with their right counterpart.
  judge: ({ correct }, value, { options }) =>
    share(value.filter((pair) => correct.includes(pair)).length, options.length),
  toRightAnswer: (_item, { correct }) => [...correct],
  toShown: (answered, release) => ({ pairs: toPairs(answered, release) }),
  toFeedback: (value, key) =>
    value.map((pair) => ({
      option: splitPair(pair)[0],
      right: key?.correct.includes(pair) ?? false,
      html: '',
    })),
  toKeyLines: ({ options, targets }, { correct }) =>
    correct.map(splitPair).map(([left, right]) => {
      const words = [find(options, left), find(targets, right)];
      return { html: words.map((one) => one?.html ?? '?').join(' → ') };
    }),
  toCounted: () => [],
  comparison: compareWhole(({ wasKey, isKey }) => sameChoice(wasKey.correct, isKey.correct)),
};
