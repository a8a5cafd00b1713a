import { compareOptions } from '../choice/comparison-rules.ts';
import { single } from '../choice/rules.ts';
import { toShownOptions } from '../choice/shown-rules.ts';
import type { Option } from '../option-schema.ts';
import type { Answered, Release, ShownAnswer } from '../shown-schema.ts';
import type { ItemTypeRules } from '../type-rules.ts';

/** Choosing the place in a picture: one of several, each an option with a name. Pure: no I/O. */

/** Options that say by which number the picture shows them. */
export function withNumbers<T extends Option>(options: readonly T[]): T[] {
  return options.map((option, index) => ({ ...option, html: `${index + 1}. ${option.html}` }));
}

function toShown(answered: Answered, release: Release): Partial<ShownAnswer> {
  const { item, value } = answered;
  const options = toShownOptions(answered, release);
  const right = options.filter(({ correct }) => correct).map(({ id }) => id);
  return {
    options: withNumbers(options),
    picture: item.picture && { ...item.picture, chosen: value, right },
  };
}

export const hotSpot: ItemTypeRules = {
  ...single,
  name: 'choose a place in a picture',
  // They stand in the order of their places.
  shuffled: false,
  emptyWords: 'Choose a place first, then check it.',
  toShown,
  comparison: compareOptions({ among: ['hot-spot'], either: true, parts: false }),
};
