import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toItem } from '#tests/factories/shapes.ts';
import {
  anyCase,
  type Case,
  choiceCase,
  choices,
  keyOf,
  matchingCase,
  numericCase,
  orderingCase,
  ratingCase,
  scoredCase,
} from '#tests/support/answer-cases.ts';
import { toNumber } from './fraction-rules.ts';
import { findResponseHint, findResponseProblem } from './response-rules.ts';
import { scoreItem, toRightAnswer } from './scoring-rules.ts';
import { splitPair, toPair } from './value-rules.ts';

const pointsOf = ({ item, key, value }: Case) => {
  const { points } = scoreItem(item, key, value);
  return points ? toNumber(points) : 0;
};

describe('scoreItem', () => {
  it('is only ever given what an item takes: the cases here are such (property)', () => {
    fc.assert(
      fc.property(anyCase, ({ item, value }) => {
        expect(findResponseProblem(item, value)).toBeNull();
      }),
    );
  });

  it('never gives less than nothing or more than a point (property)', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        expect(pointsOf(one)).toBeGreaterThanOrEqual(0);
        expect(pointsOf(one)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('gives everything for the right answer, and nothing for none (property)', () => {
    fc.assert(
      fc.property(scoredCase, (one) => {
        const right = toRightAnswer(one.item, one.key);
        expect(findResponseProblem(one.item, right)).toBeNull();
        expect(scoreItem(one.item, one.key, right)).toMatchObject({ outcome: 'right' });
        expect(pointsOf({ ...one, value: right })).toBe(1);
        expect(scoreItem(one.item, one.key, [])).toMatchObject({
          outcome: 'unanswered',
          points: { num: 0n },
        });
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order in which an answer is stored (property)', () => {
    const turned = anyCase.chain((one) =>
      fc
        .shuffledSubarray(one.value, { minLength: one.value.length })
        .map((value) => [one, { ...one, value }] as const),
    );
    fc.assert(
      fc.property(turned, ([one, other]) => {
        expect(scoreItem(other.item, other.key, other.value)).toEqual(
          scoreItem(one.item, one.key, one.value),
        );
      }),
    );
  });

  it('says right for a full point, wrong for none, partly between (property)', () => {
    fc.assert(
      fc.property(scoredCase, (one) => {
        const { outcome, points } = scoreItem(one.item, one.key, one.value);
        const value = points && toNumber(points);
        const expected =
          one.value.length === 0
            ? 'unanswered'
            : value === null
              ? 'pending'
              : value === 1
                ? 'right'
                : value === 0
                  ? 'wrong'
                  : 'partly';
        expect(outcome).toBe(expected);
      }),
    );
  });
});

describe('multiple', () => {
  it('earns nothing extra for ticking everything, and less for every wrong choice more (property)', () => {
    fc.assert(
      fc.property(choiceCase('multiple'), (one) => {
        const all = one.item.options.map(({ id }) => id);
        const wrong = all.filter((id) => !one.key.correct.includes(id));
        const right = one.key.correct.length;
        expect(pointsOf({ ...one, value: all })).toBeCloseTo(
          Math.max(0, right - wrong.length) / right,
          12,
        );
        for (const id of wrong.filter((wrongId) => !one.value.includes(wrongId)))
          expect(pointsOf({ ...one, value: [...one.value, id] })).toBeLessThanOrEqual(
            pointsOf(one),
          );
      }),
    );
  });
});

describe('ordering', () => {
  const four = keyOf({ correct: ['o0', 'o1', 'o2', 'o3'] });
  const item = toItem({ id: 'item', type: 'ordering', options: choices('o', 4) });
  const of = (...places: (number | null)[]) =>
    pointsOf({
      item,
      key: four,
      value: places.flatMap((place, index) => (place ? [toPair(`o${index}`, place)] : [])),
    });

  it('gives the share of pairs in the right order', () => {
    expect(of(1, 2, 3, 4)).toBe(1);
    expect(of(2, 1, 3, 4)).toBeCloseTo(5 / 6, 12);
    expect(of(4, 3, 2, 1)).toBe(0);
    expect(of(2, 3, 4, 1)).toBeCloseTo(3 / 6, 12);
    // A tie is in no order, nor is an entry without a place.
    expect(of(1, 1, 2, 3)).toBeCloseTo(5 / 6, 12);
    expect(of(1, 1, 1, 1)).toBe(0);
    expect(of(1, 2, null, null)).toBeCloseTo(1 / 6, 12);
    expect(of(1, null, null, null)).toBe(0);
  });

  it('never gives less once two entries in the wrong order are exchanged (property)', () => {
    fc.assert(
      fc.property(orderingCase, (one) => {
        const places = new Map(one.value.map(splitPair));
        const rank = (id: string) => one.key.correct.indexOf(id);
        for (const first of places.keys())
          for (const second of places.keys()) {
            const [a, b] = [Number(places.get(first)), Number(places.get(second))];
            if (rank(first) >= rank(second) || a <= b) continue;
            const mended = new Map(places).set(first, String(b)).set(second, String(a));
            const value = [...mended].map(([id, place]) => toPair(id, place));
            expect(pointsOf({ ...one, value })).toBeGreaterThanOrEqual(pointsOf(one));
          }
      }),
    );
  });
});

describe('matching', () => {
  it('gives the share of right pairs, more with each one put right (property)', () => {
    fc.assert(
      fc.property(matchingCase, (one) => {
        const right = one.value.filter((pair) => one.key.correct.includes(pair)).length;
        expect(pointsOf(one)).toBeCloseTo(right / one.item.options.length, 12);
        const wrong = one.value.find((pair) => !one.key.correct.includes(pair));
        if (!wrong) return;
        const [id] = splitPair(wrong);
        const mended = one.key.correct.find((pair) => splitPair(pair)[0] === id) ?? '';
        const value = one.value.map((pair) => (pair === wrong ? mended : pair));
        expect(pointsOf({ ...one, value })).toBeGreaterThan(pointsOf(one));
      }),
    );
  });
});

describe('numeric', () => {
  it('is right within the tolerance, ends included (property)', () => {
    fc.assert(
      fc.property(numericCase, (one) => {
        const range = one.key.range ?? { min: 0, max: 0 };
        const typed = Number(one.value[0]);
        expect(pointsOf(one)).toBe(typed >= range.min && typed <= range.max ? 1 : 0);
        for (const end of [range.min, range.max])
          expect(pointsOf({ ...one, value: [`${end} %`] })).toBe(1);
      }),
    );
  });

  it('is wrong, not an error, when there is no number to read', () => {
    const item = toItem({ id: 'item', type: 'numeric' });
    const key = keyOf({ range: { min: 0, max: 1 } });
    expect(scoreItem(item, key, ['1/2']).outcome).toBe('wrong');
    expect(scoreItem(item, key, ['half']).outcome).toBe('wrong');
  });
});

describe('text', () => {
  const item = toItem({ id: 'item', type: 'text' });
  const key = keyOf({ patterns: ['paraphras*'] });

  it('is right when a pattern covers it, else an instructor reads it; never wrong by rule', () => {
    expect(scoreItem(item, key, [' Paraphrasing. ']).outcome).toBe('right');
    expect(scoreItem(item, key, ['say it back'])).toEqual({ points: null, outcome: 'pending' });
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
        const { outcome } = scoreItem(item, key, [text]);
        expect(outcome === 'wrong').toBe(/^[\s.,;:!?…\u00ad]*$/.test(text));
      }),
    );
  });

  it('asks no instructor to read nothing but marks', () => {
    expect(scoreItem(item, key, ['?!']).outcome).toBe('wrong');
  });
});

describe('rating', () => {
  it('is noted, whatever is chosen (property)', () => {
    fc.assert(
      fc.property(ratingCase, ({ item, key, value }) => {
        expect(scoreItem(item, key, value)).toMatchObject({ outcome: 'noted' });
      }),
    );
  });
});

describe('several options where guessing is to gain nothing', () => {
  type Shape = { rights: number; wrongs: number; most?: number | null };
  /** An item of so many right and wrong options, and what each set of ticks earns. */
  const made = ({ rights, wrongs, most = null }: Shape) => {
    const ids = (start: string, count: number) =>
      Array.from({ length: count }, (_, n) => `${start}${n}`);
    const [right, wrong] = [ids('r', rights), ids('w', wrongs)];
    const options = [...right, ...wrong].map((id) => ({ id, html: id }));
    const item = toItem({ id: 'x', type: 'multiple', options, choosing: { most } });
    const key = keyOf({ correct: right });
    return { right, wrong, points: (value: string[]) => pointsOf({ item, key, value }) };
  };
  const shapes = fc.record({
    rights: fc.integer({ min: 2, max: 5 }),
    wrongs: fc.integer({ min: 1, max: 5 }),
  });

  it('everything ticked earns nothing, and half of the knowledge half of the point', () => {
    const { right, wrong, points } = made({ rights: 2, wrongs: 1 });
    expect(points([...right, ...wrong])).toBe(0);
    expect(points(right.slice(0, 1))).toBe(0.5);
    expect(points([right[0] ?? '', wrong[0] ?? ''])).toBe(0);
    expect(points(right)).toBe(1);
  });

  it('everything ticked earns nothing, whatever the item (property)', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { right, wrong, points } = made(shape);
        expect(points([...right, ...wrong])).toBe(0);
      }),
    );
  });

  it('a wrong tick never adds, and costs at least what a right one earns (property)', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), fc.nat(), (shape, some, more) => {
        const { right, wrong, points } = made(shape);
        const known = right.slice(0, (some % shape.rights) + 1);
        const ticked = wrong.slice(0, more % shape.wrongs);
        const before = points([...known, ...ticked]);
        const after = points([...known, ...ticked, wrong.at(-1) ?? '']);
        expect(after).toBeLessThanOrEqual(Math.max(0, before - 1 / shape.rights) + 1e-9);
      }),
    );
  });

  it('ticks made blindly earn on average no more than nothing, before they end at nothing (property)', () => {
    fc.assert(
      fc.property(shapes, ({ rights, wrongs }) => {
        const gain = 1 / rights;
        // What a wrong tick costs, read off an answer that knows everything else.
        const { right, wrong, points } = made({ rights, wrongs });
        const cost = 1 - points([...right, wrong[0] ?? '']);
        expect((rights * gain - wrongs * cost) / (rights + wrongs)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('more than were asked for earn nothing, and are told', () => {
    const { right, wrong, points } = made({ rights: 2, wrongs: 3, most: 2 });
    expect([
      points(right),
      points(right.slice(0, 1)),
      points([...right, ...wrong.slice(0, 1)]),
    ]).toEqual([1, 0.5, 0]);
    const item = toItem({ id: 'x', type: 'multiple', options: [], choosing: { most: 2 } });
    expect(findResponseHint(item, ['a', 'b', 'c'])).toContain('Take 1 back');
    expect(findResponseHint(item, ['a', 'b'])).toBeNull();
  });

  it('an item from before the rule is judged as it was', () => {
    const options = ['r0', 'r1', 'w0'].map((id) => ({ id, html: id }));
    const item = toItem({ id: 'x', type: 'multiple', options });
    const key = keyOf({ correct: ['r0', 'r1'] });
    expect(pointsOf({ item, key, value: ['r0', 'r1', 'w0'] })).toBe(0.5);
  });
});
