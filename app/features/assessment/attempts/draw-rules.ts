import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { isInPart, toDrawCount } from '#app/features/curriculum/courses/quiz-rules.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { createRandom, shuffle } from '#app/features/records/gradings/order-rules.ts';

/** Which items of the pool an attempt has. Decided once, at its start, and stored with it. Pure: no I/O. */

type Pool = readonly Pick<Item, 'id' | 'type' | 'objective' | 'tags'>[];
type Policy = Pick<QuizPolicy, 'draw' | 'blueprint' | 'unseenFirst'>;
type Line = NonNullable<QuizPolicy['blueprint']>[number];

/** What a cadet met before. `times`: item id to how many attempts had it. `last`: the items of the latest attempt. */
export type Met = { times: ReadonlyMap<string, number>; last: ReadonlySet<string> };

/** Of who has not tried yet. */
export const nothingMet: Met = { times: new Map(), last: new Set() };

/**
 * Draws the items of an attempt from its seed: of the whole pool, or so many for each line of the blueprint. An item
 * counts for one line only. Lines are filled as far as the pool allows, whichever of them its items fit; where it is too
 * short, other items of the pool make up the number, so that every attempt has as many items as the quiz asks for.
 * Ratings, which give no points, are no part of the draw: every attempt has them beside what it draws.
 * Items of the attempt before come last, so that none comes twice in a row where the pool has others. With `unseenFirst`
 * items that the cadet has not met come first and those met less often sooner; otherwise chance alone decides.
 * @returns ids in the order of the pool, or null when the attempt has every item
 */
export function drawItems(pool: Pool, policy: Policy, seed: number, met: Met): string[] | null {
  const { blueprint, unseenFirst } = policy;
  const scored = pool.filter(isScored);
  const slots = blueprint?.flatMap((line) => Array.from({ length: line.items }, () => line)) ?? [];
  const count = toDrawCount(policy) ?? scored.length;
  if (count >= scored.length) return null;
  const shuffled = shuffle(scored, createRandom(seed, 'draw'));
  const timesMet = ({ id }: Pool[number]) => (unseenFirst ? (met.times.get(id) ?? 0) : 0);
  const justMet = ({ id }: Pool[number]) => (met.last.has(id) ? 1 : 0);
  const ranked = shuffled.toSorted(
    (one, other) => justMet(one) - justMet(other) || timesMet(one) - timesMet(other),
  );
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

/** What these attempts had, the latest last. `drawn` null: an attempt with every item of `items`. */
export function toMet(
  attempts: readonly { drawn: readonly string[] | null; items: readonly { id: string }[] }[],
): Met {
  const times = new Map<string, number>();
  const had = attempts.map(({ drawn, items }) => drawn ?? items.map(({ id }) => id));
  for (const id of had.flat()) times.set(id, (times.get(id) ?? 0) + 1);
  return { times, last: new Set(had.at(-1)) };
}
