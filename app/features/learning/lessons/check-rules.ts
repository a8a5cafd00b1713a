import {
  findResponseHint,
  findResponseProblem,
} from '#app/features/curriculum/items/response-rules.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { isScored, type Score, scoreItem } from '#app/features/curriculum/items/scoring-rules.ts';
import { splitPair } from '#app/features/curriculum/items/value-rules.ts';

/** Answers to the checks of a lesson. Nothing of a check is graded; it is judged, so that the reader learns from it. */

/**
 * An answered check: what was answered, how it came out, and what is said of just that. `changed`: the check no longer
 * offers what was answered, so there is nothing to show but that an answer was given. `feedback`: on the options chosen
 * and the pairs made; `explanation` on the whole.
 */
export type CheckAnswerView = {
  value: string[];
  outcome: Score['outcome'];
  changed: boolean;
  tries: number;
  feedback: { option: string; right: boolean; html: string }[];
  explanation: string | null;
};

const changedWords =
  'This question was changed since you opened the page. Read it again, then choose.';

/**
 * Why an answer to a check is not taken, in words for the reader; null when it is. One that cannot be read as what is
 * asked, or is not whole, is sent back at once: nothing hangs on when it is given.
 */
export function findCheckProblem(item: Item, value: readonly string[]): string | null {
  const { emptyWords, findMistake } = rulesOf(item);
  if (value.length === 0) return emptyWords;
  const mistake = findMistake(item, value);
  if (mistake) return mistake;
  return findResponseProblem(item, value) ? changedWords : findResponseHint(item, value);
}

/** How an answer to a check comes out. A check without a key, or not answered, is not right. */
export function judgeCheck(
  item: Item,
  key: ItemKey | undefined,
  value: readonly string[],
): { outcome: CheckAnswerView['outcome']; correct: boolean } {
  if (!key && isScored(item)) return { outcome: 'wrong', correct: false };
  const { outcome } =
    !isScored(item) || !key ? { outcome: 'noted' as const } : scoreItem(item, key, value);
  // Of what nobody judges, nothing is wrong.
  return { outcome, correct: outcome === 'right' || outcome === 'noted' };
}

/** The order that an item's options and pairs are kept in, whatever order they were sent in. */
export function toKeptValue(item: Item, value: readonly string[]): string[] {
  if (item.options.length === 0) return [...value];
  const placeOf = (part: string) => item.options.findIndex(({ id }) => id === splitPair(part)[0]);
  return [...value].sort((one, other) => placeOf(one) - placeOf(other));
}

/** An answered check as its cadet sees it: of the key, what is said of just this answer. */
export function toCheckAnswer(
  item: Item,
  key: ItemKey | undefined,
  { value: stored, tries }: { value: readonly string[]; tries: number },
): CheckAnswerView {
  const changed = findResponseProblem(item, stored) !== null;
  const value = changed
    ? stored.filter((id) => item.options.some((option) => option.id === id))
    : [...stored];
  const { outcome } = judgeCheck(item, key, value);
  return {
    value,
    outcome,
    changed,
    tries,
    feedback: rulesOf(item).toFeedback(value, key),
    explanation: key?.explanation ?? null,
  };
}
