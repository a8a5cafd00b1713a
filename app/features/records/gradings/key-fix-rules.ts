import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import type { ItemChange } from '#app/features/curriculum/items/type-rules.ts';
import { gradeAttempt, type ItemPolicy } from './grading-rules.ts';
import type { GradedAttempt, GradingDetail, ResponseValue } from './schema.ts';

/**
 * What a fixed key does to attempts made against an earlier revision of their quiz. Pure: no I/O. A regrade is absolute: it
 * says how an attempt is graded by its own revision's key, the fixed ones, and a policy for each item; not how the points
 * before it are to be changed. So applying it again changes nothing.
 */

/** A quiz at a revision, with its key. */
export type QuizVersion = { body: QuizBody; key: AnswerKey };

/** How an item with such a change may be treated: a new key that judges no earlier answer cannot be accepted beside one. */
export const policiesFor: Record<ItemChange, readonly ItemPolicy[]> = {
  key: ['new-key', 'accept-both', 'drop'],
  options: ['new-key', 'drop'],
  removed: ['new-key', 'drop'],
};

const find = ({ body }: QuizVersion, itemId: string) => body.items.find(({ id }) => id === itemId);

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
  const { isComparable, findChange } = rulesOf(was).comparison;
  if (!isComparable(was, is) || !wasKey || !isKey) return 'options';
  return findChange({ was, is, wasKey, isKey });
}

/** Whether the fixed key can judge an answer: everything in it is offered by the item as it is now. */
function canJudge(was: Item, is: Item | undefined, chosen: ResponseValue): is is Item {
  const { isComparable, canJudge: offersAll } = rulesOf(was).comparison;
  return is !== undefined && isComparable(was, is) && offersAll(was, is, chosen);
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
 * The fix that judges an item of an attempt: the newest one that changed the item and can judge the answer. Null: its own
 * key does, as it did when no fix changed it, or none can judge what was answered.
 */
function findJudge(
  { version, chosen }: Pick<GradedAnswers, 'version' | 'chosen'>,
  item: Item,
  fixes: readonly KeyFix[],
): KeyFix | null {
  for (const [index, fix] of fixes.entries()) {
    if (findItemChange(item.id, version, fix.version) === null) return null;
    // That an item was dropped once says nothing of how it is graded when it counts again.
    if (index > 0 && fix.policies.get(item.id) === 'drop') continue;
    if (canJudge(item, find(fix.version, item.id), chosen.get(item.id) ?? [])) return fix;
  }
  return null;
}

/**
 * Grades an attempt by its own revision's key and the fixes that hold for it. An item that the newest fix did not change is
 * graded by its own key whatever its policy. Where the newest fix cannot judge an answer (the item does not offer it, asks
 * something else or is gone), what counted before still counts: the newest fix before it that can, else the attempt's own
 * key; unless the item is dropped. The pass mark is the attempt's own.
 * @param fixes the newest first
 */
export function deriveGrading(attempt: GradedAnswers, fixes: readonly KeyFix[]): GradedAttempt {
  const { version, drawn, chosen, decisions } = attempt;
  const { body, key } = version;
  const items = drawn ? body.items.filter(({ id }) => drawn.includes(id)) : body.items;
  const { passMark } = body.frontmatter;
  const [newest] = fixes;
  if (!newest) return gradeAttempt(items, key, chosen, passMark, { decisions });
  const used: AnswerKey = { ...key };
  const policies = new Map<string, ItemPolicy>();
  for (const item of items) {
    if (findItemChange(item.id, version, newest.version) === null) continue;
    const judge = findJudge(attempt, item, fixes);
    const fixed = judge?.version.key[item.id];
    if (fixed) used[item.id] = fixed;
    const dropped = newest.policies.get(item.id) === 'drop';
    policies.set(item.id, dropped ? 'drop' : (judge?.policies.get(item.id) ?? 'new-key'));
  }
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
 * @param standing the fixes that hold for it already, the newest first
 */
export function judgeRegrade(
  attempt: GradedAnswers,
  newest: GradedAttempt,
  standing: readonly KeyFix[],
  fix: KeyFix,
  { neverLower }: { neverLower: boolean },
): RegradeVerdict {
  const concerned = Object.keys(newest.detail).some((id) =>
    [fix, ...standing.slice(0, 1)].some(
      ({ version }) => findItemChange(id, attempt.version, version) !== null,
    ),
  );
  if (!concerned) return { verdict: 'unconcerned' };
  const graded = deriveGrading(attempt, [fix, ...standing]);
  if (isSameGrading(newest, graded)) return { verdict: 'same' };
  return { verdict: neverLower && isLower(graded, newest) ? 'kept' : 'changed', graded };
}

/**
 * The key to show beside an answer: the one it was graded with. Where either of two keys was accepted, what either calls
 * right is shown as right. Feedback on an option is that of the fixed key, where it has any.
 * @param fixes as `deriveGrading` takes them
 */
export function toShownKey(attempt: GradedAnswers, fixes: readonly KeyFix[]): AnswerKey {
  const { version } = attempt;
  const shown: AnswerKey = { ...version.key };
  for (const item of version.body.items) {
    const judge = findJudge(attempt, item, fixes);
    const [was, is] = [version.key[item.id], judge?.version.key[item.id]];
    if (!judge || !was || !is || findItemChange(item.id, version, judge.version) !== 'key')
      continue;
    const either = judge.policies.get(item.id) === 'accept-both';
    shown[item.id] = {
      ...is,
      feedback: { ...was.feedback, ...is.feedback },
      misconceptions: { ...was.misconceptions, ...is.misconceptions },
      ...(either && rulesOf(item).comparison.toEither(was, is)),
    };
  }
  return shown;
}
