import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';

/**
 * The order of items and options in an attempt. It derives from the attempt's seed alone, so that it is the same on
 * every page, on every machine and years later; changing anything here changes what old records say was shown.
 */

// FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/**
 * A stream of numbers in [0, 1) from a seed and a label: sfc32, the small fast counting generator of Chris
 * Doty-Humphrey's PractRand (https://pracrand.sourceforge.net/). The label keeps the streams of one seed apart.
 */
export function createRandom(seed: number, label: string): () => number {
  let a = seed | 0;
  let b = hashText(label) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round += 1) next();
  return next;
}

/** A shuffled copy: Fisher and Yates, in Durstenfeld's form (CACM 7(7), 1964, algorithm 235). */
export function shuffle<T>(list: readonly T[], random: () => number): T[] {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    const [one, other] = [shuffled[last] as T, shuffled[pick] as T];
    shuffled[last] = other;
    shuffled[pick] = one;
  }
  return shuffled;
}

/**
 * The items of an attempt in its order, each with its options in theirs; as written when the quiz does not shuffle. An
 * item's options depend on the seed and its id only, not on its place or on the other items. True and false, and the
 * points of a rating, keep their order.
 * @param drawn ids of the items drawn for the attempt; null: all
 */
export function orderItems(
  body: QuizBody,
  seed: number,
  drawn: readonly string[] | null = null,
): Item[] {
  const items = drawn ? body.items.filter(({ id }) => drawn.includes(id)) : body.items;
  if (!body.frontmatter.shuffle) return items;
  return shuffle(items, createRandom(seed, 'items')).map((item) => orderOptions(item, seed));
}

function orderOptions(item: Item, seed: number): Item {
  if (!rulesOf(item).shuffled) return item;
  const { id, options, targets } = item;
  return {
    ...item,
    options: shuffle(options, createRandom(seed, `options ${id}`)),
    targets: shuffle(targets, createRandom(seed, `targets ${id}`)),
  };
}
