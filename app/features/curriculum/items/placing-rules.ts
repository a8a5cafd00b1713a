import { countOf } from '#app/words/numbers.ts';
import type { Asked, Find } from './type-rules.ts';
import { splitPair } from './value-rules.ts';

/** Answers that give each entry a place, as pairs: an ordering's position, a matching's counterpart. Pure: no I/O. */

/**
 * Why pairs cannot be taken.
 * @param isPlace whether the item offers this place
 * @param message what to say when it does not
 */
export const findBadPair =
  (isPlace: (item: Asked, place: string) => boolean, message: string): Find =>
  (item, value) => {
    const pairs = value.map(splitPair);
    if (!pairs.every(([id]) => item.options.some((option) => option.id === id)))
      return 'That option is not offered here.';
    if (!pairs.every(([, where]) => isPlace(item, where))) return message;
    return new Set(pairs.map(([id]) => id)).size === pairs.length
      ? null
      : 'An entry was placed twice.';
  };

/** How many entries have no place yet, if some do. `place`: what it is called. */
export const findOpen =
  (place: string): Find =>
  ({ options }, value) => {
    const open = options.length - value.length;
    if (open === 0) return null;
    return `${countOf(open, 'entry has', 'entries have')} no ${place} yet.`;
  };
