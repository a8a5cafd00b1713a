import type { AnswerKey, Item, ItemKey, ItemType } from '#app/features/curriculum/item-schema.ts';
import { isScored } from '#app/features/curriculum/item-scoring-rules.ts';
import { splitPair } from '#app/features/curriculum/item-value-rules.ts';
import type { QuizBody } from '#app/features/curriculum/schema.ts';
import { sameChoice } from './answer-rules.ts';
import { gradeAttempt, type ItemPolicy } from './grading-rules.ts';
import type { GradedAttempt, GradingDetail, ResponseValue } from './schema.ts';

/**
 * What a fixed key does to attempts made against an earlier revision of their quiz. Pure: no I/O. A regrade is absolute: it
 * says how an attempt is graded by its own revision's key, the fixed one, and a policy for each item; not how the grading
 * before it is to be changed. So applying it again changes nothing.
 */

/** A quiz at a revision, with its key. */
export type QuizVersion = { body: QuizBody; key: AnswerKey };

/**
 * How an item differs between an earlier revision and a later one. `key`: an answer may earn other points. `options`: other
 * things can be chosen, or the question is another one; earlier answers keep their points. `removed`: not asked any more.
 */
export type ItemChange = 'key' | 'options' | 'removed';

const choices: readonly ItemType[] = ['single', 'multiple', 'true-false'];
const idsOf = (list: Item['options']) => list.map(({ id }) => id);
const find = ({ body }: QuizVersion, itemId: string) => body.items.find(({ id }) => id === itemId);

function isComparable(before: Item, after: Item): boolean {
  if (choices.includes(before.type)) return choices.includes(after.type);
  return before.type === after.type && before.unit === after.unit;
}

const sameThings = (before: Item, after: Item) =>
  sameChoice(idsOf(before.options), idsOf(after.options)) &&
  sameChoice(idsOf(before.targets), idsOf(after.targets));

/** How an item of an earlier revision stands in a later one; null: as it was, as far as points are concerned. */
export function findItemChange(
  itemId: string,
  before: QuizVersion,
  after: QuizVersion,
): ItemChange | null {
  const [was, is] = [find(before, itemId), find(after, itemId)];
  if (!was || !isScored(was)) return null;
  if (!is) return 'removed';
  const [wasKey, isKey] = [before.key[itemId], after.key[itemId]];
  if (!isComparable(was, is) || !wasKey || !isKey) return 'options';
  if (choices.includes(was.type)) return findChoiceChange({ was, is, wasKey, isKey });
  if (!sameThings(was, is)) return 'options';
  const same =
    was.type === 'ordering'
      ? wasKey.correct.join(' ') === isKey.correct.join(' ')
      : sameChoice(wasKey.correct, isKey.correct);
  const sameRange =
    wasKey.range?.min === isKey.range?.min && wasKey.range?.max === isKey.range?.max;
  return same && sameRange && sameChoice(wasKey.patterns, isKey.patterns) ? null : 'key';
}

type Pair = { was: Item; is: Item; wasKey: ItemKey; isKey: ItemKey };

// A reworded option has another id: only an option that stands in both can have become right or wrong.
function findChoiceChange({ was, is, wasKey, isKey }: Pair): ItemChange | null {
  const common = idsOf(was.options).filter((id) => idsOf(is.options).includes(id));
  const turned = common.some((id) => wasKey.correct.includes(id) !== isKey.correct.includes(id));
  const parts = was.type === 'multiple' && wasKey.correct.length !== isKey.correct.length;
  if (turned || parts) return 'key';
  return sameChoice(idsOf(was.options), idsOf(is.options)) ? null : 'options';
}

/** Whether the fixed key can judge an answer: everything in it is offered by the item as it is now. */
function canJudge(was: Item, is: Item | undefined, chosen: ResponseValue): is is Item {
  if (!is || !isComparable(was, is)) return false;
  if (!choices.includes(was.type)) return sameThings(was, is);
  return chosen.every((part) => idsOf(is.options).includes(splitPair(part)[0]));
}

/**
 * An attempt as far as its grading goes. `drawn`: ids of its items; null: all. `chosen`: the answers that counted.
 * `decisions`: points that an instructor gave, by item id.
 */
export type GradedAnswers = {
  version: QuizVersion;
  drawn: readonly string[] | null;
  chosen: ReadonlyMap<string, ResponseValue>;
  decisions: ReadonlyMap<string, number>;
};

/** A fixed key as it was applied: the revision that has it, and the policy of each item. */
export type KeyFix = { version: QuizVersion; policies: ReadonlyMap<string, ItemPolicy> };

/** The answers and decisions that a grading holds. */
export function readDetail(detail: GradingDetail): Pick<GradedAnswers, 'chosen' | 'decisions'> {
  const items = Object.entries(detail);
  return {
    chosen: new Map(items.map(([id, { chosen }]) => [id, chosen])),
    decisions: new Map(
      items.flatMap(([id, { decided, points }]) => (decided ? [[id, points]] : [])),
    ),
  };
}

/**
 * Grades an attempt by its own revision's key and the fix that holds for it, if one does. An item that the fix did not
 * change is graded by its own key whatever its policy; so is an answer that the fixed item does not offer, and one whose
 * item is gone or asks something else, unless it is dropped. The pass mark is the attempt's own.
 */
export function deriveGrading(attempt: GradedAnswers, fix: KeyFix | null): GradedAttempt {
  const { version, drawn, chosen, decisions } = attempt;
  const { body, key } = version;
  const items = drawn ? body.items.filter(({ id }) => drawn.includes(id)) : body.items;
  const { passMark } = body.frontmatter;
  if (!fix) return gradeAttempt(items, key, chosen, passMark, { decisions });
  const changed = items.filter(({ id }) => findItemChange(id, version, fix.version) !== null);
  const used: AnswerKey = { ...key };
  for (const item of changed) {
    const fixed = fix.version.key[item.id];
    if (fixed && canJudge(item, find(fix.version, item.id), chosen.get(item.id) ?? []))
      used[item.id] = fixed;
  }
  const policies = new Map(
    changed.map(({ id }) => [id, fix.policies.get(id) ?? ('new-key' as const)]),
  );
  return gradeAttempt(items, used, chosen, passMark, { policies, earlierKey: key, decisions });
}

const close = (one: number, other: number) => Math.abs(one - other) < 1e-9;

/** Whether two gradings say the same of an attempt, in all and of each item. */
export function isSameGrading(one: GradedAttempt, other: GradedAttempt): boolean {
  const items = Object.entries(one.detail);
  return (
    close(one.points, other.points) &&
    one.maxPoints === other.maxPoints &&
    one.passed === other.passed &&
    one.pending === other.pending &&
    items.length === Object.keys(other.detail).length &&
    items.every(([id, { points, outcome }]) => {
      const same = other.detail[id];
      return same?.outcome === outcome && close(same.points, points);
    })
  );
}

/** Whether a grading takes something away: part of the score, or the pass. */
export function isLower(after: GradedAttempt, before: GradedAttempt): boolean {
  return after.score < before.score - 1e-9 || (before.passed && !after.passed);
}

/**
 * What a fix does to an attempt. `unconcerned`: none of its items was changed; `same`: graded as it is; `kept`: it would be
 * lower, and none is to be lowered; `changed`: another grading.
 */
export type RegradeVerdict =
  | { verdict: 'unconcerned' | 'same' }
  | { verdict: 'kept' | 'changed'; graded: GradedAttempt };

/**
 * Looks at one attempt with a fix.
 * @param newest the grading that counts so far
 * @param standing the fix that it was graded with, if one holds already
 */
export function judgeRegrade(
  attempt: GradedAnswers,
  newest: GradedAttempt,
  standing: KeyFix | null,
  fix: KeyFix,
  { neverLower }: { neverLower: boolean },
): RegradeVerdict {
  const concerned = Object.keys(newest.detail).some(
    (id) =>
      findItemChange(id, attempt.version, fix.version) !== null ||
      (standing && findItemChange(id, attempt.version, standing.version) !== null),
  );
  if (!concerned) return { verdict: 'unconcerned' };
  const graded = deriveGrading(attempt, fix);
  if (isSameGrading(newest, graded)) return { verdict: 'same' };
  return { verdict: neverLower && isLower(graded, newest) ? 'kept' : 'changed', graded };
}

/**
 * The key to show beside an answer: the one it was graded with. Where either of two keys was accepted, what either calls
 * right is shown as right. Feedback on an option is that of the fixed key, where it has any.
 */
export function toShownKey(attempt: GradedAnswers, fix: KeyFix | null): AnswerKey {
  const { version, chosen } = attempt;
  if (!fix) return version.key;
  const shown: AnswerKey = { ...version.key };
  for (const item of version.body.items) {
    const [was, is] = [version.key[item.id], fix.version.key[item.id]];
    const change = findItemChange(item.id, version, fix.version);
    const judged = canJudge(item, find(fix.version, item.id), chosen.get(item.id) ?? []);
    if (change !== 'key' || !was || !is || !judged) continue;
    const either = fix.policies.get(item.id) === 'accept-both';
    const isSingle = item.type === 'single' || item.type === 'true-false';
    shown[item.id] = {
      ...is,
      feedback: { ...was.feedback, ...is.feedback },
      misconceptions: { ...was.misconceptions, ...is.misconceptions },
      correct: either && isSingle ? [...new Set([...is.correct, ...was.correct])] : is.correct,
      patterns: either ? [...new Set([...is.patterns, ...was.patterns])] : is.patterns,
    };
  }
  return shown;
}
