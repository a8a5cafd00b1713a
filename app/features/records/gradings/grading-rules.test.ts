import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { toItem, toKey } from '#tests/factories/shapes.ts';
import { type GradingTerms, gradeAttempt } from './grading-rules.ts';

const optionIds = ['a', 'b', 'c', 'd', 'e'];

function makeItem(id: string, type: Item['type'], options = 3): Item {
  const html = (option: string) => ({ id: option, html: option });
  return toItem({ id, type, options: optionIds.slice(0, options).map(html) });
}

const makeKey = (correct: Record<string, string[]>): AnswerKey =>
  toKey(Object.fromEntries(Object.entries(correct).map(([id, ids]) => [id, { correct: ids }])));

describe('gradeAttempt', () => {
  const single = makeItem('one', 'single');
  const several = makeItem('many', 'multiple', 5);
  const key = makeKey({ one: ['b'], many: ['a', 'c', 'e'] });
  const grade = (responses: Record<string, string[]>, passMark = 80) =>
    gradeAttempt([single, several], key, new Map(Object.entries(responses)), passMark);

  it('gives a single-answer item all or nothing', () => {
    expect(grade({ one: ['b'] }).detail.one).toEqual({
      points: 1,
      outcome: 'right',
      chosen: ['b'],
    });
    expect(grade({ one: ['a'] }).detail.one?.outcome).toBe('wrong');
    expect(grade({}).detail.one).toEqual({ points: 0, outcome: 'unanswered', chosen: [] });
  });

  it('takes wrong choices of a multiple-answer item off the right ones, never below nothing', () => {
    expect(grade({ many: ['a', 'c', 'e'] }).detail.many?.points).toBe(1);
    expect(grade({ many: ['a', 'c'] }).detail.many?.points).toBeCloseTo(2 / 3, 12);
    expect(grade({ many: ['a', 'c', 'b'] }).detail.many?.points).toBeCloseTo(1 / 3, 12);
    expect(grade({ many: ['a', 'b', 'd'] }).detail.many).toMatchObject({
      points: 0,
      outcome: 'wrong',
    });
    expect(grade({ many: ['a', 'b', 'c', 'd', 'e'] }).detail.many?.points).toBeCloseTo(1 / 3, 12);
    expect(grade({ many: ['a', 'c'] }).detail.many?.outcome).toBe('partly');
  });

  it('passes at exactly the pass mark, in whole numbers', () => {
    // Three thirds of a point each: 0.1 + 0.2 style sums must not decide who passes.
    const items = ['p', 'q', 'r'].map((id) => makeItem(id, 'multiple', 5));
    const thirds = makeKey({ p: ['a', 'b', 'c'], q: ['a', 'b', 'c'], r: ['a', 'b', 'c'] });
    const oneThirdEach = new Map(items.map((item) => [item.id, ['a']]));
    expect(gradeAttempt(items, thirds, oneThirdEach, 100 / 3).passed).toBe(true);
    expect(gradeAttempt(items, thirds, oneThirdEach, 33.34).passed).toBe(false);
    const ten = Array.from({ length: 10 }, (_, index) => makeItem(`i${index}`, 'single'));
    const tenKey = makeKey(Object.fromEntries(ten.map((item) => [item.id, ['a']])));
    const right = (n: number) => new Map(ten.slice(0, n).map((item) => [item.id, ['a']]));
    expect(gradeAttempt(ten, tenKey, right(8), 80).passed).toBe(true);
    expect(gradeAttempt(ten, tenKey, right(7), 80).passed).toBe(false);
    expect(gradeAttempt(ten, tenKey, right(7), 70).passed).toBe(true);
  });

  it('refuses what cannot be graded', () => {
    expect(() => grade({ one: ['z'] })).toThrow(/cannot be graded/);
    expect(() => gradeAttempt([single], {}, new Map(), 80)).toThrow(/no key/);
  });

  const attempt = fc
    .array(
      fc.record({
        type: fc.constantFrom<Item['type']>('single', 'multiple'),
        options: fc.integer({ min: 2, max: 5 }),
        correct: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 5 }),
        chosen: fc.uniqueArray(fc.nat(4), { maxLength: 5 }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((drawn) => {
      const items = drawn.map(({ type, options }, index) => makeItem(`i${index}`, type, options));
      const pick = (index: number, wanted: number[]) => {
        const { type, options } = items[index] as Item;
        const ids = options.map((option) => option.id);
        const picked = [...new Set(wanted.map((n) => ids[n % ids.length] as string))];
        return type === 'single' ? picked.slice(0, 1) : picked;
      };
      const of = (field: 'correct' | 'chosen') =>
        Object.fromEntries(
          drawn.map((one, index) => [`i${index}`, pick(index, one[field])] as const),
        );
      return { items, correct: of('correct'), chosen: of('chosen') };
    });
  const run = ({
    items,
    correct,
    chosen,
  }: typeof attempt extends fc.Arbitrary<infer T> ? T : never) =>
    gradeAttempt(items, makeKey(correct), new Map(Object.entries(chosen)), 80);

  it('keeps points, score and pass consistent (property)', () => {
    fc.assert(
      fc.property(attempt, (drawn) => {
        const graded = run(drawn);
        const points = Object.values(graded.detail).map((one) => one.points);
        expect(points.every((one) => one >= 0 && one <= 1)).toBe(true);
        expect(graded.points).toBeCloseTo(
          points.reduce((sum, one) => sum + one, 0),
          9,
        );
        expect(graded.score).toBeGreaterThanOrEqual(0);
        expect(graded.score).toBeLessThanOrEqual(1);
        if (Math.abs(graded.score - 0.8) > 1e-9) expect(graded.passed).toBe(graded.score > 0.8);
      }),
    );
  });

  it('gives everything for the key, nothing for nothing (property)', () => {
    fc.assert(
      fc.property(attempt, (drawn) => {
        expect(run({ ...drawn, chosen: drawn.correct })).toMatchObject({ score: 1, passed: true });
        expect(run({ ...drawn, chosen: {} })).toMatchObject({ score: 0, passed: false });
      }),
    );
  });

  it('does not depend on the order of items or of chosen options (property)', () => {
    fc.assert(
      fc.property(attempt, (drawn) => {
        const turned = {
          ...drawn,
          items: drawn.items.toReversed(),
          chosen: Object.fromEntries(
            Object.entries(drawn.chosen).map(([id, ids]) => [id, ids.toReversed()]),
          ),
        };
        const [one, other] = [run(drawn), run(turned)];
        expect(other.points).toBe(one.points);
        expect(other.passed).toBe(one.passed);
      }),
    );
  });

  it('never rewards one more wrong choice (property)', () => {
    fc.assert(
      fc.property(attempt, (drawn) => {
        const before = run(drawn);
        for (const item of drawn.items.filter(({ type }) => type === 'multiple')) {
          const wrong = item.options.find(
            ({ id }) =>
              !drawn.correct[item.id]?.includes(id) && !drawn.chosen[item.id]?.includes(id),
          );
          if (!wrong) continue;
          const chosen = {
            ...drawn.chosen,
            [item.id]: [...(drawn.chosen[item.id] ?? []), wrong.id],
          };
          expect(run({ ...drawn, chosen }).points).toBeLessThanOrEqual(before.points);
        }
      }),
    );
  });
});

describe('what is not scored or not decided yet', () => {
  const choice = makeItem('choice', 'single');
  const text = toItem({ id: 'text', type: 'text' });
  const rating = makeItem('rating', 'rating', 5);
  const items = [choice, text, rating];
  const key = toKey({ choice: { correct: ['a'] }, text: { patterns: ['listen*'] } });
  const grade = (responses: Record<string, string[]>, terms?: GradingTerms) =>
    gradeAttempt(items, key, new Map(Object.entries(responses)), 80, terms);

  it('leaves ratings out of the points, and needs no key for them', () => {
    const all = grade({ choice: ['a'], text: ['listening'], rating: ['b'] });
    expect(all).toMatchObject({ points: 2, maxPoints: 2, score: 1, passed: true, pending: 0 });
    expect(all.detail.rating).toEqual({ points: 0, outcome: 'noted', chosen: ['b'] });
    expect(grade({}).detail.rating?.outcome).toBe('unanswered');
  });

  it('counts texts that an instructor has to read', () => {
    const waiting = grade({ choice: ['a'], text: ['say it back'] });
    expect(waiting).toMatchObject({ points: 1, maxPoints: 2, passed: false, pending: 1 });
    expect(waiting.detail.text).toEqual({
      points: 0,
      outcome: 'pending',
      chosen: ['say it back'],
    });
  });

  it('takes the word of an instructor, for whichever item', () => {
    const responses = { choice: ['b'], text: ['say it back'] };
    const decide = (points: Record<string, number>) =>
      grade(responses, { decisions: new Map(Object.entries(points)) });
    expect(decide({ text: 1 })).toMatchObject({ points: 1, pending: 0 });
    expect(decide({ text: 1 }).detail.text).toMatchObject({ outcome: 'right', decided: true });
    expect(decide({ text: 0 }).detail.text).toMatchObject({ outcome: 'wrong', decided: true });
    expect(decide({ text: 0.5 }).detail.text).toMatchObject({ outcome: 'partly', points: 0.5 });
    expect(decide({ text: 1, choice: 1 })).toMatchObject({ score: 1, passed: true });
    expect(decide({ rating: 1 }).detail.rating).toEqual({
      points: 0,
      outcome: 'unanswered',
      chosen: [],
    });
  });

  it('never counts an open decision as wrong for good: deciding can only add (property)', () => {
    const typed = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(typed, fc.integer({ min: 0, max: 100 }), (words, hundredths) => {
        const before = grade({ choice: ['a'], text: [words] });
        const decided = grade(
          { choice: ['a'], text: [words] },
          { decisions: new Map([['text', hundredths / 100]]) },
        );
        if (before.pending === 1) expect(decided.points).toBeGreaterThanOrEqual(before.points);
        expect(decided.pending).toBe(0);
        expect(decided.points).toBeCloseTo(1 + hundredths / 100, 12);
      }),
    );
  });
});

describe('a fixed key', () => {
  const items = [makeItem('one', 'single'), makeItem('two', 'single')];
  const earlierKey = makeKey({ one: ['a'], two: ['a'] });
  const key = makeKey({ one: ['b'], two: ['a'] });
  const grade = (one: string, policy?: 'new-key' | 'accept-both' | 'drop') =>
    gradeAttempt(
      items,
      key,
      new Map([
        ['one', [one]],
        ['two', ['a']],
      ]),
      100,
      { earlierKey, policies: new Map(policy ? [['one', policy]] : []) },
    );

  it('counts alone unless something else is said', () => {
    expect([grade('a').points, grade('b').points, grade('c').points]).toEqual([1, 2, 1]);
    expect(grade('a', 'new-key')).toEqual(grade('a'));
  });

  it('may stand beside the earlier one: whichever gives more', () => {
    const points = ['a', 'b', 'c'].map((one) => grade(one, 'accept-both').points);
    expect(points).toEqual([2, 2, 1]);
    expect(grade('a', 'accept-both').detail.one).toMatchObject({ outcome: 'right', points: 1 });
  });

  it('may take the item out: of the points that can be had as well', () => {
    const dropped = grade('c', 'drop');
    expect(dropped).toMatchObject({ points: 1, maxPoints: 1, score: 1, passed: true });
    expect(dropped.detail.one).toEqual({ points: 0, outcome: 'dropped', chosen: ['c'] });
  });

  it('fails nobody where no point could be earned: every item taken out, or nothing but ratings', () => {
    const policies = new Map(items.map(({ id }) => [id, 'drop' as const]));
    const nothing = { points: 0, maxPoints: 0, score: 1, passed: true };
    expect(gradeAttempt(items, key, new Map(), 80, { policies })).toMatchObject(nothing);
    const rating = toItem({ id: 'sure', type: 'rating' });
    expect(gradeAttempt([rating], key, new Map(), 80)).toMatchObject(nothing);
  });

  it('of texts: what either key accepts is right, what neither covers waits', () => {
    const text = toItem({ id: 'text', type: 'text' });
    const keyOf = (pattern: string) => toKey({ text: { patterns: [pattern] } });
    const outcome = (typed: string) =>
      gradeAttempt([text], keyOf('new'), new Map([['text', [typed]]]), 80, {
        earlierKey: keyOf('old'),
        policies: new Map([['text', 'accept-both']]),
      }).detail.text?.outcome;
    expect([outcome('new'), outcome('old'), outcome('other'), outcome('?')]).toEqual([
      'right',
      'right',
      'pending',
      'wrong',
    ]);
  });

  it('never gives less with both keys than with either (property)', () => {
    const option = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(option, option, option, (chosen, before, after) => {
        const item = [makeItem('x', 'single')];
        const run = (terms: GradingTerms) =>
          gradeAttempt(item, makeKey({ x: [after] }), new Map([['x', [chosen]]]), 80, terms).points;
        const both = run({
          earlierKey: makeKey({ x: [before] }),
          policies: new Map([['x', 'accept-both']]),
        });
        expect(both).toBe(Math.max(run({}), Number(chosen === before)));
      }),
    );
  });
});
