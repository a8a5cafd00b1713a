import { add, greater, none, toNumber } from '#app/features/curriculum/items/fraction-rules.ts';
import { findResponseProblem } from '#app/features/curriculum/items/response-rules.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import {
  isScored,
  type Score,
  scoreItem,
  toOutcome,
} from '#app/features/curriculum/items/scoring-rules.ts';
import type { GradedAttempt, GradingDetail, ResponseValue } from './schema.ts';

/** The grading of a whole attempt. Pure: no I/O. */

/** How a fixed key treats an item: its new key alone, whichever key gives more, or out of the scoring. */
export type ItemPolicy = 'new-key' | 'accept-both' | 'drop';

/**
 * What a grading goes by beside the key. `policies` by item id, `new-key` where nothing is said. `earlierKey`: the key
 * that `accept-both` accepts as well. `decisions`: points (0..1, to a hundredth) that an instructor gave an answer, by
 * item id; they stand above every key, and below `drop`.
 */
export type GradingTerms = {
  policies?: ReadonlyMap<string, ItemPolicy>;
  earlierKey?: AnswerKey;
  decisions?: ReadonlyMap<string, number>;
};

/**
 * Grades an attempt. Each scored item is worth one point, for how its points come about see curriculum/items/scoring-rules.ts; a text that
 * waits for an instructor earns nothing yet and is counted in `pending`. The pass mark (percent, at most six decimals) is
 * compared in whole numbers; where no point could be earned, none is missing, so that it is reached. Answers that the item does not offer and items without a key cannot be graded: throws Error,
 * because responses are checked before they are stored.
 * @param items those of the attempt, as its cadet saw them
 */
export function gradeAttempt(
  items: readonly Item[],
  key: AnswerKey,
  responses: ReadonlyMap<string, ResponseValue>,
  passMark: number,
  terms: GradingTerms = {},
): GradedAttempt {
  let sum = none;
  let maxPoints = 0;
  let pending = 0;
  const detail: GradingDetail = {};
  for (const item of items) {
    const chosen = [...new Set(responses.get(item.id) ?? [])];
    const problem = findResponseProblem(item, chosen);
    if (problem) throw new Error(`The response to item ${item.id} cannot be graded: ${problem}`);
    const dropped = terms.policies?.get(item.id) === 'drop';
    const { points, outcome } = dropped
      ? { points: none, outcome: 'dropped' as const }
      : score(item, key, chosen, terms);
    const decided = !dropped && isScored(item) && terms.decisions?.has(item.id);
    sum = add(sum, points ?? none);
    if (isScored(item) && !dropped) maxPoints += 1;
    if (points === null) pending += 1;
    detail[item.id] = {
      points: points ? Number(points.num) / Number(points.den) : 0,
      outcome,
      chosen,
      ...(decided && { decided }),
    };
  }
  const scale = 1_000_000;
  const needed = BigInt(Math.round(passMark * scale)) * sum.den * BigInt(maxPoints);
  const points = toNumber(sum);
  return {
    points,
    maxPoints,
    pending,
    detail,
    score: maxPoints === 0 ? 1 : points / maxPoints,
    passed: sum.num * 100n * BigInt(scale) >= needed,
  };
}

function score(
  item: Item,
  key: AnswerKey,
  chosen: ResponseValue,
  { policies, earlierKey, decisions }: GradingTerms,
): Score {
  // A rating needs no key.
  if (!isScored(item)) return { points: none, outcome: chosen.length ? 'noted' : 'unanswered' };
  const decision = decisions?.get(item.id);
  if (decision !== undefined) {
    const points = { num: BigInt(Math.round(decision * 100)), den: 100n };
    return { points, outcome: toOutcome(points) };
  }
  const [now, earlier] = [key[item.id], earlierKey?.[item.id]];
  if (!now) throw new Error(`The quiz has no key for item ${item.id}.`);
  const scored = scoreItem(item, now, chosen);
  if (policies?.get(item.id) !== 'accept-both' || !earlier) return scored;
  const other = scoreItem(item, earlier, chosen);
  if (!scored.points || !other.points)
    return scored.points ? better(scored, other) : better(other, scored);
  const points = greater(scored.points, other.points);
  return { points, outcome: points === scored.points ? scored.outcome : other.outcome };
}

// One key accepts in part what the other leaves to an instructor: only full points are beyond dispute.
function better(graded: Score, open: Score): Score {
  return graded.outcome === 'right' ? graded : open;
}
