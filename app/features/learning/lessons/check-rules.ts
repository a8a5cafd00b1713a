import {
  findResponseHint,
  findResponseProblem,
} from '#app/features/curriculum/items/response-rules.ts';
import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { type ItemOutcome, scoreItem } from '#app/features/curriculum/items/scoring-rules.ts';
import { splitPair } from '#app/features/curriculum/items/value-rules.ts';

/** Answers to the checks of a lesson. Nothing of a check is graded; it is judged, so that the reader learns from it. */

/**
 * An answered check: what was answered, how it came out, and what is said of just that. `changed`: the check no longer
 * offers what was answered, so there is nothing to show but that an answer was given. `feedback`: on the options chosen
 * and the pairs made; `explanation` on the whole.
 */
export type CheckAnswerView = {
  value: string[];
  outcome: ItemOutcome;
  changed: boolean;
  tries: number;
  feedback: { option: string; right: boolean; html: string }[];
  explanation: string | null;
};

const openWords: Partial<Record<Item['type'], string>> = {
  ordering: 'Put the lines in order first, then check it.',
  matching: 'Choose what belongs to each line first, then check it.',
  numeric: 'Type a number first, then check it.',
  text: 'Type your answer first, then check it.',
};

const changedWords =
  'This question was changed since you opened the page. Read it again, then choose.';

/**
 * Why an answer to a check is not taken, in words for the reader; null when it is. One that cannot be read as what is
 * asked, or is not whole, is sent back at once: nothing hangs on when it is given.
 */
export function findCheckProblem(item: Item, value: readonly string[]): string | null {
  if (value.length === 0) return openWords[item.type] ?? 'Choose an answer first, then check it.';
  const several = value.length > 1 && ['single', 'true-false', 'rating'].includes(item.type);
  if (several && value.every((id) => item.options.some((option) => option.id === id)))
    return 'Choose one answer only.';
  const [typed = ''] = value;
  if (['numeric', 'text'].includes(item.type)) {
    const tooLong = findResponseProblem(item, [typed]);
    if (tooLong) return tooLong;
  }
  return findResponseProblem(item, value) ? changedWords : findResponseHint(item, value);
}

/** How an answer to a check comes out. A check without a key, or not answered, is not right. */
export function judgeCheck(
  item: Item,
  key: ItemKey | undefined,
  value: readonly string[],
): { outcome: ItemOutcome; correct: boolean } {
  if (!key && item.type !== 'rating') return { outcome: 'wrong', correct: false };
  const { outcome } =
    item.type === 'rating' || !key ? { outcome: 'noted' as const } : scoreItem(item, key, value);
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
    feedback: outcome === 'noted' ? [] : toFeedback(item, key, value),
    explanation: key?.explanation ?? null,
  };
}

function toFeedback(
  item: Item,
  key: ItemKey | undefined,
  value: readonly string[],
): CheckAnswerView['feedback'] {
  const isRight = (part: string) => key?.correct.includes(part) ?? false;
  if (item.type === 'matching')
    return value.map((pair) => ({ option: splitPair(pair)[0], right: isRight(pair), html: '' }));
  if (item.type === 'ordering' || item.options.length === 0) return [];
  return value.map((option) => ({
    option,
    right: isRight(option),
    html: key?.feedback[option] ?? '',
  }));
}
