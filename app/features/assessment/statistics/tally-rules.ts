import { z } from 'zod';

/**
 * The running sums behind the item statistics of one revision of a quiz. They grow with each first attempt and never need
 * the attempts again, so that a page over 50,000 attempts costs what one over 500 does. No I/O.
 */

/**
 * Sums over the first attempts that had the item. `x`: its points (0..1); `y`: points per scored item over the rest of
 * the attempt; `xx`, `yy`, `xy`: of their products. `full`: attempts with the full point. `timed`, `lnMs`: of the
 * attempts whose time with the item is known, how many, and the sum of the natural logarithms of milliseconds.
 */
const itemTallySchema = z.object({
  n: z.number(),
  x: z.number(),
  xx: z.number(),
  y: z.number(),
  yy: z.number(),
  xy: z.number(),
  full: z.number(),
  partly: z.number(),
  unanswered: z.number(),
  pending: z.number(),
  timed: z.number(),
  lnMs: z.number(),
  /** By what was chosen: how many chose it, and the sum of their `y`. */
  chosen: z.record(z.string(), z.object({ n: z.number(), y: z.number() })),
});
export type ItemTally = z.infer<typeof itemTallySchema>;

/**
 * Sums over the first attempts of one revision. `k`: scored items per attempt; `total`: points of an attempt; `squares`:
 * of the points of single items. `sameItems`: every attempt so far had the same items. `scores`: how many attempts had each
 * score, by the score in ten-thousandths, rounded down.
 */
export const quizTallySchema = z.object({
  attempts: z.number(),
  k: z.number(),
  total: z.number(),
  totalSquared: z.number(),
  totalSquaredPerItem: z.number(),
  squares: z.number(),
  sameItems: z.boolean(),
  scores: z.record(z.string(), z.number()),
  items: z.record(z.string(), itemTallySchema),
});
export type QuizTally = z.infer<typeof quizTallySchema>;

export const emptyTally: QuizTally = {
  attempts: 0,
  k: 0,
  total: 0,
  totalSquared: 0,
  totalSquaredPerItem: 0,
  squares: 0,
  sameItems: true,
  scores: {},
  items: {},
};

const emptyItem: ItemTally = {
  n: 0,
  x: 0,
  xx: 0,
  y: 0,
  yy: 0,
  xy: 0,
  full: 0,
  partly: 0,
  unanswered: 0,
  pending: 0,
  timed: 0,
  lnMs: 0,
  chosen: {},
};

/** One scored item of a finished attempt. `chosen`: the stored values; `spentMs` null when the time is not known. */
export type TalliedItem = {
  itemId: string;
  points: number;
  outcome: string;
  chosen: readonly string[];
  spentMs: number | null;
};

/** Scores are counted in ten-thousandths, finer than a pass mark is written. */
export const scoreScale = 10_000;

// A tab left open over lunch is no time spent with an item.
const longestMs = 10 * 60_000;

/** The tally with one more attempt in it, given its scored items. An attempt without any changes nothing. */
export function addToTally(tally: QuizTally, items: readonly TalliedItem[]): QuizTally {
  const k = items.length;
  if (k === 0) return tally;
  const total = items.reduce((sum, { points }) => sum + points, 0);
  const known = Object.keys(tally.items);
  const all = { ...tally.items };
  const score = String(Math.floor((total / k) * scoreScale + 1e-6));
  for (const item of items) {
    const rest = k > 1 ? (total - item.points) / (k - 1) : 0;
    all[item.itemId] = addItem(all[item.itemId] ?? emptyItem, item, rest);
  }
  return {
    attempts: tally.attempts + 1,
    k: tally.k + k,
    total: tally.total + total,
    totalSquared: tally.totalSquared + total * total,
    totalSquaredPerItem: tally.totalSquaredPerItem + (total * total) / k,
    squares: tally.squares + items.reduce((sum, { points }) => sum + points * points, 0),
    sameItems:
      tally.sameItems &&
      (tally.attempts === 0 ||
        (known.length === k && items.every(({ itemId }) => tally.items[itemId] !== undefined))),
    scores: { ...tally.scores, [score]: (tally.scores[score] ?? 0) + 1 },
    items: all,
  };
}

function addItem(tally: ItemTally, item: TalliedItem, rest: number): ItemTally {
  const { points, outcome, spentMs } = item;
  const chosen = { ...tally.chosen };
  for (const value of new Set(item.chosen)) {
    const before = (Object.hasOwn(chosen, value) && chosen[value]) || { n: 0, y: 0 };
    chosen[value] = { n: before.n + 1, y: before.y + rest };
  }
  const timed = spentMs !== null && spentMs > 0;
  return {
    n: tally.n + 1,
    x: tally.x + points,
    xx: tally.xx + points * points,
    y: tally.y + rest,
    yy: tally.yy + rest * rest,
    xy: tally.xy + points * rest,
    full: tally.full + (outcome === 'right' ? 1 : 0),
    partly: tally.partly + (outcome === 'partly' ? 1 : 0),
    unanswered: tally.unanswered + (outcome === 'unanswered' ? 1 : 0),
    pending: tally.pending + (outcome === 'pending' ? 1 : 0),
    timed: tally.timed + (timed ? 1 : 0),
    lnMs: tally.lnMs + (timed ? Math.log(Math.min(spentMs, longestMs)) : 0),
    chosen,
  };
}
