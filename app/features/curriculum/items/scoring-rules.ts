import { isWithin, readNumber } from './numeric/number-rules.ts';
import type { Item, ItemKey } from './schema.ts';
import { matchesPattern, normalizeText } from './text/text-rules.ts';
import { type ItemValue, splitPair, toPair } from './value-rules.ts';

/** The points of one answer, from nothing to one. Pure: no I/O. */

/** A fraction of whole numbers: 1/3 + 1/3 + 1/3 is 1, and 80 % is met by exactly 80 %. */
export type Fraction = { num: bigint; den: bigint };

/** How an answer came out. `pending`: an instructor has to read it; `noted`: it is not scored. */
export type ItemOutcome = 'right' | 'partly' | 'wrong' | 'unanswered' | 'pending' | 'noted';

/** What an answer earns. `points` null: an instructor has to read it. */
export type Score = { points: Fraction | null; outcome: ItemOutcome };

const none: Fraction = { num: 0n, den: 1n };
const full: Fraction = { num: 1n, den: 1n };

const share = (part: number, whole: number): Fraction =>
  whole > 0 ? { num: BigInt(Math.max(0, part)), den: BigInt(whole) } : none;

/** The sum of two fractions. */
export function add(a: Fraction, b: Fraction): Fraction {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

/** The greater of two fractions. */
export function greater(a: Fraction, b: Fraction): Fraction {
  return a.num * b.den >= b.num * a.den ? a : b;
}

/** A fraction as a number. Long quizzes make denominators beyond what a double holds: whole and rest are taken apart. */
export function toNumber({ num, den }: Fraction): number {
  if (den <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(num) / Number(den);
  const places = 1_000_000_000_000n;
  return Number(num / den) + Number(((num % den) * places) / den) / Number(places);
}

/** How points read: all of them, some, or none. */
export function toOutcome(points: Fraction): ItemOutcome {
  if (points.num === 0n) return 'wrong';
  return points.num === points.den ? 'right' : 'partly';
}

type Judge = (key: ItemKey, value: ItemValue, item: Item) => Fraction | null;

// One option of several: all or nothing.
const judgeSingle: Judge = ({ correct }, value) =>
  value.length === 1 && value.every((id) => correct.includes(id)) ? full : none;

// Right ones less wrong ones, so that ticking everything earns nothing that was not known.
const judgeMultiple: Judge = ({ correct }, value) => {
  const right = value.filter((id) => correct.includes(id)).length;
  return share(right - (value.length - right), correct.length);
};

// The share of pairs of entries that stand in the right order; a pair with a shared or a missing place does not.
const judgeOrdering: Judge = ({ correct }, value) => {
  const places = new Map(value.map(splitPair).map(([id, where]) => [id, Number(where)]));
  let inOrder = 0;
  for (const [index, first] of correct.entries())
    for (const second of correct.slice(index + 1)) {
      const [a, b] = [places.get(first), places.get(second)];
      if (a !== undefined && b !== undefined && a < b) inOrder += 1;
    }
  return share(inOrder, (correct.length * (correct.length - 1)) / 2);
};

// The share of entries with their right counterpart.
const judgeMatching: Judge = ({ correct }, value, { options }) =>
  share(value.filter((pair) => correct.includes(pair)).length, options.length);

const judgeNumeric: Judge = ({ range }, [typed = '']) =>
  range && readNumber(typed).some((value) => isWithin(value, range)) ? full : none;

// What no accepted text covers may still be right: an instructor reads it, unless there is nothing to read.
const judgeText: Judge = ({ patterns }, [typed = '']) => {
  if (matchesPattern(typed, patterns)) return full;
  return normalizeText(typed) === '' ? none : null;
};

const judges: Record<Exclude<Item['type'], 'rating'>, Judge> = {
  single: judgeSingle,
  'true-false': judgeSingle,
  multiple: judgeMultiple,
  ordering: judgeOrdering,
  matching: judgeMatching,
  numeric: judgeNumeric,
  text: judgeText,
};

/** Whether an item counts towards the points at all. */
export function isScored({ type }: Pick<Item, 'type'>): boolean {
  return type !== 'rating';
}

/**
 * What an answer to a scored item earns by a key. The value is a set: its order does not matter. It must be one that the item offers, see
 * `findResponseProblem`.
 */
export function scoreItem(item: Item, key: ItemKey, value: ItemValue): Score {
  if (value.length === 0) return { points: none, outcome: 'unanswered' };
  if (item.type === 'rating') return { points: none, outcome: 'noted' };
  const points = judges[item.type](key, value, item);
  return points ? { points, outcome: toOutcome(points) } : { points, outcome: 'pending' };
}

/** An answer that earns everything, made from the key: for simulated cadets. Empty where the key cannot say one. */
export function toRightAnswer(item: Item, key: ItemKey): string[] {
  switch (item.type) {
    case 'single':
    case 'true-false':
      return key.correct.slice(0, 1);
    case 'multiple':
    case 'matching':
      return [...key.correct];
    case 'ordering':
      return key.correct.map((id, index) => toPair(id, index + 1));
    case 'numeric':
      return key.range ? [String((key.range.min + key.range.max) / 2)] : [];
    case 'text':
      return key.patterns.slice(0, 1).map((pattern) => pattern.replaceAll('*', ''));
    case 'rating':
      return item.options.slice(-1).map(({ id }) => id);
  }
}
