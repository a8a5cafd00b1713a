import { compareWhole } from '../comparison-rules.ts';
import { share } from '../fraction-rules.ts';
import { findBadPair, findOpen } from '../placing-rules.ts';
import type { Answered, Release, ShownOrder } from '../shown-schema.ts';
import type { ItemTypeRules } from '../type-rules.ts';
import { splitPair, toPair } from '../value-rules.ts';

/** Putting entries in order. An answer is 'entry=position' for each entry that was placed. Pure: no I/O. */

const findNoPlace = findOpen('place');

const placesOf = (value: readonly string[]) =>
  new Map(value.map(splitPair).map(([id, place]) => [id, Number(place)]));

function toOrder({ item: { options }, value, key }: Answered, release: Release): ShownOrder {
  const places = placesOf(value);
  const given = options.map((option) => ({ ...option, position: places.get(option.id) ?? null }));
  const last = options.length + 1;
  const right = (key?.correct ?? []).flatMap(
    (id) => options.find((option) => option.id === id) ?? [],
  );
  return {
    given: given.sort((one, other) => (one.position ?? last) - (other.position ?? last)),
    right: release.correctOptions && key ? right : null,
  };
}

export const ordering: ItemTypeRules = {
  name: 'put in order',
  scored: true,
  shuffled: true,
  toldByOptions: false,
  radios: false,
  emptyWords: 'Put the lines in order first, then check it.',
  findProblem: findBadPair(
    ({ options }, where) => /^[1-9]\d?$/.test(where) && Number(where) <= options.length,
    'That position is not offered here.',
  ),
  findMistake: () => null,
  findHint: (item, value) =>
    new Set(placesOf(value).values()).size < value.length
      ? 'Two entries have the same place; give each its own.'
      : findNoPlace(item, value),
  // The share of pairs of entries that stand in the right order; a pair with a shared or a missing place does not.
  judge: ({ correct }, value) => {
    const places = placesOf(value);
    let inOrder = 0;
    for (const [index, first] of correct.entries())
      for (const second of correct.slice(index + 1)) {
        const [a, b] = [places.get(first), places.get(second)];
        if (a !== undefined && b !== undefined && a < b) inOrder += 1;
      }
    return share(inOrder, (correct.length * (correct.length - 1)) / 2);
  },
  toRightAnswer: (_item, { correct }) => correct.map((id, index) => toPair(id, index + 1)),
  toShown: (answered, release) => ({ order: toOrder(answered, release) }),
  toFeedback: () => [],
  toKeyLines: ({ options }, { correct }) =>
    correct.map((id) => ({ html: options.find((option) => option.id === id)?.html ?? '?' })),
  toCounted: () => [],
  comparison: compareWhole(
    ({ wasKey, isKey }) => wasKey.correct.join(' ') === isKey.correct.join(' '),
  ),
};
