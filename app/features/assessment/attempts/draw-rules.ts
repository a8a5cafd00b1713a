import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { isInPart, toDrawCount } from '#app/features/curriculum/courses/quiz-rules.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { createRandom, shuffle } from '#app/features/records/gradings/order-rules.ts';

/** Which items of the pool an attempt has. Decided once, at its start, and stored with it. Pure: no I/O. */

type Pool = readonly Pick<Item, 'id' | 'type' | 'objective' | 'tags'>[];
type Policy = Pick<QuizPolicy, 'draw' | 'blueprint' | 'unseenFirst'>;
type Line = NonNullable<QuizPolicy['blueprint']>[number];

/**
 * Draws the items of an attempt from its seed: of the whole pool, or so many for each line of the blueprint. An item
 * counts for one line only. Lines are filled as far as the pool allows, whichever of them its items fit; where it is too
 * short, other items of the pool make up the number, so that every attempt has as many items as the quiz asks for.
 * Ratings, which give no points, are no part of the draw: every attempt has them beside what it draws.
 * With `unseenFirst` items that the cadet met less often come first; otherwise chance alone decides.
 * @param met item id to how many earlier attempts of the cadet had it
 * @returns ids in the order of the pool, or null when the attempt has every item
 */
export function drawItems(
  pool: Pool,
  policy: Policy,
  seed: number,
  met: ReadonlyMap<string, number>,
): string[] | null {
  const { blueprint, unseenFirst } = policy;
  const scored = pool.filter(isScored);
  const slots = blueprint?.flatMap((line) => Array.from({ length: line.items }, () => line)) ?? [];
  const count = toDrawCount(policy) ?? scored.length;
  if (count >= scored.length) return null;
  const shuffled = shuffle(scored, createRandom(seed, 'draw'));
  const timesMet = ({ id }: Pool[number]) => (unseenFirst ? (met.get(id) ?? 0) : 0);
  const ranked = shuffled.toSorted((one, other) => timesMet(one) - timesMet(other));
  const chosen = fillSlots(ranked, slots);
  for (const { id } of ranked) {
    if (chosen.size >= count) break;
    chosen.add(id);
  }
  return pool.filter((item) => !isScored(item) || chosen.has(item.id)).map(({ id }) => id);
}

/**
 * The items that fill the most slots, the best ranked of them: taken in order of rank, each is kept if the slots can be
 * shared out anew so that it gets one as well. Augmenting paths (Kuhn 1955); what they can match is a transversal
 * matroid, so that taking greedily is best (Edmonds and Fulkerson 1965).
 */
function fillSlots(ranked: Pool, slots: readonly Line[]): Set<string> {
  const holders: (Pool[number] | undefined)[] = slots.map(() => undefined);
  const place = (item: Pool[number], tried: Set<number>): boolean => {
    for (const [slot, line] of slots.entries()) {
      if (tried.has(slot) || !isInPart(line, item)) continue;
      tried.add(slot);
      const holder = holders[slot];
      if (holder && !place(holder, tried)) continue;
      holders[slot] = item;
      return true;
    }
    return false;
  };
  for (const item of ranked) place(item, new Set());
  return new Set(holders.flatMap((item) => (item ? [item.id] : [])));
}

/** How many earlier attempts had each item. `drawn` null: an attempt with every item of `items`. */
export function countMet(
  attempts: readonly { drawn: readonly string[] | null; items: readonly { id: string }[] }[],
): Map<string, number> {
  const met = new Map<string, number>();
  for (const { drawn, items } of attempts)
    for (const id of drawn ?? items.map((item) => item.id)) met.set(id, (met.get(id) ?? 0) + 1);
  return met;
}
