import type { AnswerKey, Item, ItemKey, QuizPolicy } from '#app/features/curriculum/schema.ts';
import type { GradedAttempt, GradingDetail, Outcome, ResponseValue } from './schema.ts';

/** Pure decisions of assessment: grading, allowance, release, what an answer may be. No I/O. */

/** What the newest grading says, as far as these rules need it. */
export type AttemptFacts = { status: string; passed: boolean | null };

// A fraction of whole numbers: 1/3 + 1/3 + 1/3 is 1, and 80 % is met by exactly 80 %.
type Fraction = { num: bigint; den: bigint };

function add(a: Fraction, b: Fraction): Fraction {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

function pointsOf(item: Item, key: ItemKey, chosen: ResponseValue): Fraction {
  const right = chosen.filter((id) => key.correct.includes(id)).length;
  const wrong = chosen.length - right;
  if (item.type === 'single') return { num: right === 1 && wrong === 0 ? 1n : 0n, den: 1n };
  return { num: BigInt(Math.max(0, right - wrong)), den: BigInt(key.correct.length) };
}

function outcomeOf(points: Fraction, chosen: ResponseValue): Outcome {
  if (chosen.length === 0) return 'unanswered';
  if (points.num === 0n) return 'wrong';
  return points.num === points.den ? 'right' : 'partly';
}

/**
 * Grades an attempt. Each item is worth one point. Single answer: 1 or 0. Several answers: (right chosen - wrong
 * chosen) / right ones, never below 0, so that ticking everything earns nothing that was not known. The pass mark
 * (percent, at most six decimals) is compared in whole numbers. Options that the item does not offer and items without
 * a key cannot be graded: throws Error, because responses are checked before they are stored.
 */
export function gradeAttempt(
  items: readonly Item[],
  key: AnswerKey,
  responses: ReadonlyMap<string, ResponseValue>,
  passMark: number,
): GradedAttempt {
  let sum: Fraction = { num: 0n, den: 1n };
  const detail: GradingDetail = {};
  for (const item of items) {
    const itemKey = key[item.id];
    if (!itemKey) throw new Error(`The quiz has no key for item ${item.id}.`);
    const chosen = [...new Set(responses.get(item.id) ?? [])];
    const problem = findResponseProblem(item, chosen);
    if (problem) throw new Error(`The response to item ${item.id} cannot be graded: ${problem}`);
    const points = pointsOf(item, itemKey, chosen);
    sum = add(sum, points);
    detail[item.id] = {
      points: Number(points.num) / Number(points.den),
      outcome: outcomeOf(points, chosen),
      chosen,
    };
  }
  const scale = 1_000_000;
  const needed = BigInt(Math.round(passMark * scale)) * sum.den * BigInt(items.length);
  const points = toNumber(sum);
  return {
    points,
    maxPoints: items.length,
    score: items.length === 0 ? 0 : points / items.length,
    passed: items.length > 0 && sum.num * 100n * BigInt(scale) >= needed,
    detail,
  };
}

// Long quizzes make denominators beyond what a double holds: take whole and remaining part apart first.
function toNumber({ num, den }: Fraction): number {
  const places = 1_000_000_000_000n;
  return Number(num / den) + Number(((num % den) * places) / den) / Number(places);
}

/**
 * Why a response cannot be taken, in words for the reader, or null when it can: every option is one the item offers,
 * none twice, at most one for a single-answer item. An empty response takes the answer back and is always fine.
 */
export function findResponseProblem(
  item: Pick<Item, 'type' | 'options'>,
  chosen: ResponseValue,
): string | null {
  if (chosen.some((id) => !item.options.some((option) => option.id === id))) {
    return 'That option is not offered here.';
  }
  if (new Set(chosen).size !== chosen.length) return 'An option was chosen twice.';
  if (item.type === 'single' && chosen.length > 1) return 'Only one option can be chosen here.';
  return null;
}

/** Whether another attempt may start, and what is left. `left` null = as many as needed. */
export type Allowance = {
  used: number;
  left: number | null;
  allowed: number | null;
  start: 'may-start' | 'may-resume' | 'passed' | 'used-up';
};

/**
 * The attempts of a cadet at a quiz against its policy. Voided attempts do not count. An open attempt counts as used
 * and is resumed. After a pass there is nothing more to earn, and what may be shown after a pass (the correct options)
 * would make a further attempt worthless, so none starts.
 */
export function toAllowance(policy: QuizPolicy, attempts: readonly AttemptFacts[]): Allowance {
  const counting = attempts.filter((attempt) => attempt.status !== 'voided');
  const used = counting.length;
  const left = policy.attempts === null ? null : Math.max(0, policy.attempts - used);
  const start = counting.some((attempt) => attempt.status === 'open')
    ? 'may-resume'
    : counting.some((attempt) => attempt.passed)
      ? 'passed'
      : left === 0
        ? 'used-up'
        : 'may-start';
  return { used, left, allowed: policy.attempts, start };
}

/** What of a finished attempt the cadet may see. */
export type Release = { feedback: boolean; correctOptions: boolean };

/**
 * What the policy releases of an attempt. `after-pass` means that the cadet has passed the quiz, in this attempt or
 * another. Nothing is released while any attempt at the quiz is open: it could be answered from the result of an
 * earlier one.
 */
export function toRelease(
  policy: QuizPolicy,
  attempt: Pick<AttemptFacts, 'status'>,
  all: readonly AttemptFacts[],
): Release {
  const finished = attempt.status === 'submitted' || attempt.status === 'expired';
  const anyOpen = all.some((other) => other.status === 'open');
  const passed = all.some((other) => other.status !== 'voided' && other.passed);
  const opens = (rule: QuizPolicy['feedback']) =>
    finished && !anyOpen && (rule === 'after-submit' || (rule === 'after-pass' && passed));
  return { feedback: opens(policy.feedback), correctOptions: opens(policy.correctOptions) };
}

/** A score as whole percent, rounded down: 79.9 % must not read as the 80 % it is not. */
export function toPercent(score: number): number {
  return Math.floor(score * 100 + 1e-9);
}
