import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerKey, Item, QuizPolicy } from '#app/features/curriculum/schema.ts';
import { findResponseProblem, gradeAttempt, toAllowance, toPercent, toRelease } from './rules.ts';

const optionIds = ['a', 'b', 'c', 'd', 'e'];

function makeItem(id: string, type: Item['type'], options = 3): Item {
  return {
    id,
    type,
    objective: null,
    promptHtml: `<p>${id}</p>`,
    options: optionIds.slice(0, options).map((option) => ({ id: option, html: option })),
  };
}

function makeKey(correct: Record<string, string[]>): AnswerKey {
  return Object.fromEntries(
    Object.entries(correct).map(([id, ids]) => [
      id,
      { correct: ids, feedback: {}, misconceptions: {} },
    ]),
  );
}

const policy: QuizPolicy = {
  passMark: 80,
  attempts: 3,
  shuffle: true,
  feedback: 'after-submit',
  correctOptions: 'after-pass',
};

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

describe('findResponseProblem', () => {
  const single = makeItem('one', 'single');
  const several = makeItem('many', 'multiple');

  it('takes what the item offers, and taking an answer back', () => {
    expect(findResponseProblem(single, ['a'])).toBeNull();
    expect(findResponseProblem(single, [])).toBeNull();
    expect(findResponseProblem(several, ['a', 'b', 'c'])).toBeNull();
  });

  it('refuses options not offered, doubles, and two on a single-answer item', () => {
    expect(findResponseProblem(single, ['z'])).toMatch(/not offered/);
    expect(findResponseProblem(several, ['a', 'a'])).toMatch(/twice/);
    expect(findResponseProblem(single, ['a', 'b'])).toMatch(/Only one/);
  });
});

describe('toAllowance', () => {
  const failed = { status: 'submitted', passed: false };

  it('counts down the attempts', () => {
    expect(toAllowance(policy, [])).toEqual({ used: 0, left: 3, allowed: 3, start: 'may-start' });
    expect(toAllowance(policy, [failed, failed])).toMatchObject({ left: 1, start: 'may-start' });
    expect(toAllowance(policy, [failed, failed, failed])).toMatchObject({
      left: 0,
      start: 'used-up',
    });
  });

  it('resumes the open attempt, also when it is the last', () => {
    const attempts = [failed, failed, { status: 'open', passed: null }];
    expect(toAllowance(policy, attempts)).toMatchObject({ left: 0, start: 'may-resume' });
  });

  it('starts none after a pass, and does not count voided ones', () => {
    expect(toAllowance(policy, [{ status: 'submitted', passed: true }]).start).toBe('passed');
    const voided = { status: 'voided', passed: true };
    expect(toAllowance(policy, [voided])).toMatchObject({ used: 0, start: 'may-start' });
  });

  it('may set no limit', () => {
    const many = Array.from({ length: 50 }, () => failed);
    expect(toAllowance({ ...policy, attempts: null }, many)).toMatchObject({
      left: null,
      start: 'may-start',
    });
  });
});

describe('toRelease', () => {
  const failed = { status: 'submitted', passed: false };
  const passed = { status: 'submitted', passed: true };
  const open = { status: 'open', passed: null };

  it('follows the policy', () => {
    expect(toRelease(policy, failed, [failed])).toEqual({ feedback: true, correctOptions: false });
    expect(toRelease(policy, failed, [failed, passed]).correctOptions).toBe(true);
    const never: QuizPolicy = { ...policy, feedback: 'never', correctOptions: 'never' };
    expect(toRelease(never, passed, [passed])).toEqual({ feedback: false, correctOptions: false });
  });

  it('releases nothing of an open attempt, nor of others while one is open', () => {
    expect(toRelease(policy, open, [open]).feedback).toBe(false);
    expect(toRelease(policy, failed, [failed, open]).feedback).toBe(false);
  });

  it('does not count a pass that was voided', () => {
    const all = [failed, { status: 'voided', passed: true }];
    expect(toRelease(policy, failed, all).correctOptions).toBe(false);
  });
});

describe('toPercent', () => {
  it('rounds down, but not for what a double cannot hold', () => {
    expect(toPercent(0.799)).toBe(79);
    expect(toPercent(0.29)).toBe(29);
    expect(toPercent(1)).toBe(100);
  });
});
