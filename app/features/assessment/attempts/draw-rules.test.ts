import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { toItem, toPolicy } from '#tests/factories/shapes.ts';
import { drawItems, type Met, nothingMet, toMet } from './draw-rules.ts';

type PoolItem = { id: string; objective: string | null; tags: string[] };
type Blueprint = NonNullable<QuizPolicy['blueprint']>;

const pool = (count: number, given: (n: number) => Partial<PoolItem> = () => ({})) =>
  Array.from({ length: count }, (_, n) => toItem({ id: `i${n}`, type: 'single', ...given(n) }));
const anySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

const objectives = ['listen', 'explain', 'decide'];
const tags = ['evidence', 'law'];
const anyPool = fc
  .array(
    fc.record({
      objective: fc.option(fc.constantFrom(...objectives)),
      tags: fc.subarray(tags),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((given) => pool(given.length, (n) => given[n] ?? {}));
const line = fc.oneof(
  fc.record({ objective: fc.constantFrom(...objectives), items: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ tag: fc.constantFrom(...tags), items: fc.integer({ min: 1, max: 4 }) }),
);
const anyBlueprint = fc.array(line, { minLength: 1, maxLength: 4 });

const draw = (
  items: ReturnType<typeof pool>,
  policy: Partial<QuizPolicy>,
  seed: number,
  met: Met = nothingMet,
) => drawItems(items, toPolicy(policy), seed, met);

const fits = (one: Blueprint[number], { objective, tags: own }: PoolItem) =>
  'objective' in one ? one.objective === objective : own.includes(one.tag);

/** The most slots of a blueprint that some choice of these items fills: by trying everything. */
function mostFilled(items: readonly PoolItem[], blueprint: Blueprint): number {
  const slots = blueprint.flatMap((one) => Array.from({ length: one.items }, () => one));
  const best = (index: number, taken: ReadonlySet<string>): number => {
    const slot = slots[index];
    if (!slot) return 0;
    let most = best(index + 1, taken);
    for (const item of items)
      if (!taken.has(item.id) && fits(slot, item))
        most = Math.max(most, 1 + best(index + 1, new Set(taken).add(item.id)));
    return most;
  };
  return best(0, new Set());
}

describe('drawItems', () => {
  it('draws as many as asked, each once, in the order of the pool (property)', () => {
    fc.assert(
      fc.property(anyPool, fc.integer({ min: 1, max: 20 }), anySeed, (items, count, seed) => {
        const drawn = draw(items, { draw: count }, seed);
        expect(drawn === null).toBe(count >= items.length);
        if (!drawn) return;
        expect(drawn).toHaveLength(count);
        expect(items.filter(({ id }) => drawn?.includes(id)).map(({ id }) => id)).toEqual(drawn);
      }),
    );
  });

  it('draws nothing without a draw or a blueprint: every item', () => {
    expect(draw(pool(5), {}, 1)).toBeNull();
  });

  it('takes ratings along and draws scored items beside them, so that an attempt always has points (property)', () => {
    const ratings = (count: number) =>
      Array.from({ length: count }, (_, n) => toItem({ id: `r${n}`, type: 'rating' }));
    fc.assert(
      fc.property(anyPool, fc.integer({ min: 1, max: 9 }), anySeed, (items, count, seed) => {
        const drawn = draw(
          [...ratings(2), ...items, ...ratings(3).slice(2)],
          { draw: count },
          seed,
        );
        expect(drawn === null).toBe(count >= items.length);
        if (!drawn) return;
        expect(drawn.filter((id) => id.startsWith('r'))).toEqual(['r0', 'r1', 'r2']);
        expect(drawn.filter((id) => id.startsWith('i'))).toHaveLength(count);
      }),
    );
  });

  it('is the same for the same seed, for ever', () => {
    // Written down: old records depend on the code that drew them no more than on what is stored, but tests of it do.
    const items = pool(9, (n) => ({ objective: objectives[n % 3] ?? null }));
    expect(draw(items, { draw: 4 }, 42)).toMatchInlineSnapshot(`
      [
        "i2",
        "i6",
        "i7",
        "i8",
      ]
    `);
    const blueprint = objectives.map((objective) => ({ objective, items: 1 }));
    expect(draw(items, { blueprint }, 42)).toMatchInlineSnapshot(`
      [
        "i6",
        "i7",
        "i8",
      ]
    `);
  });

  it('fills every line of a blueprint that can be filled, and makes up the number (property)', () => {
    const small = anyPool.filter((items) => items.length <= 7);
    const short = fc.array(line, { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(small, short, anySeed, (items, blueprint, seed) => {
        const asked = blueprint.reduce((sum, one) => sum + one.items, 0);
        const drawn = draw(items, { blueprint }, seed);
        expect(drawn === null).toBe(asked >= items.length);
        if (!drawn) return;
        expect(drawn).toHaveLength(asked);
        const chosen = items.filter(({ id }) => drawn?.includes(id));
        expect(mostFilled(chosen, blueprint)).toBe(mostFilled(items, blueprint));
      }),
      { numRuns: 300 },
    );
  });

  it('has for each objective as many as its line says', () => {
    const items = pool(30, (n) => ({ objective: objectives[n % 3] ?? null }));
    const blueprint = [
      { objective: 'listen', items: 4 },
      { objective: 'explain', items: 2 },
      { objective: 'decide', items: 1 },
    ];
    for (let seed = 0; seed < 100; seed += 1) {
      const drawn = draw(items, { blueprint }, seed) ?? [];
      const counts = objectives.map(
        (objective) =>
          items.filter((item) => drawn.includes(item.id) && item.objective === objective).length,
      );
      expect(counts).toEqual([4, 2, 1]);
    }
  });

  it('gives an item that two lines fit to the line that has no other', () => {
    // Only i0 is tagged; taken for its objective, the tag would go short.
    const items = pool(6, (n) => ({
      objective: n < 3 ? 'listen' : null,
      tags: n === 0 ? ['law'] : [],
    }));
    const blueprint = [
      { objective: 'listen', items: 2 },
      { tag: 'law', items: 1 },
    ];
    for (let seed = 0; seed < 50; seed += 1)
      expect(draw(items, { blueprint }, seed)).toEqual(['i0', 'i1', 'i2']);
  });

  it('makes up the number from the rest of the pool where lines overlap', () => {
    const items = pool(6, (n) => ({
      objective: n < 2 ? 'listen' : 'explain',
      tags: n < 2 ? ['law'] : [],
    }));
    const blueprint = [
      { objective: 'listen', items: 2 },
      { tag: 'law', items: 2 },
    ];
    for (let seed = 0; seed < 20; seed += 1) {
      const drawn = draw(items, { blueprint }, seed) ?? [];
      expect(drawn).toHaveLength(4);
      expect(drawn.slice(0, 2)).toEqual(['i0', 'i1']);
    }
  });

  it('takes unseen items first, then those met least often (property)', () => {
    const anyMet = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(
        anyPool,
        anyMet,
        fc.integer({ min: 1, max: 10 }),
        anySeed,
        (items, times, count, seed) => {
          const timesMet = new Map(items.map(({ id }, n) => [id, times[n] ?? 0]));
          const met = { times: timesMet, last: new Set<string>() };
          const drawn = draw(items, { draw: count, unseenFirst: true }, seed, met);
          if (!drawn) return;
          const of = (id: string) => timesMet.get(id) ?? 0;
          const worst = Math.max(...drawn.map(of));
          const left = items.filter(({ id }) => !drawn.includes(id)).map(({ id }) => of(id));
          expect(Math.min(...left)).toBeGreaterThanOrEqual(worst);
        },
      ),
    );
  });

  it('takes unseen items first within each line of a blueprint', () => {
    const items = pool(12, (n) => ({ objective: objectives[n % 3] ?? null }));
    const blueprint = objectives.map((objective) => ({ objective, items: 2 }));
    const first = draw(items, { blueprint, unseenFirst: true }, 7) ?? [];
    const met = toMet([{ drawn: first, items: [] }]);
    const second = draw(items, { blueprint, unseenFirst: true }, 8, met) ?? [];
    expect(second.filter((id) => first.includes(id))).toEqual([]);
    expect(second).toHaveLength(6);
    // Without the policy chance repeats some of those before the last attempt.
    const earlier = toMet([
      { drawn: first, items: [] },
      { drawn: [], items: [] },
    ]);
    const repeats = Array.from({ length: 30 }, (_, seed) =>
      draw(items, { blueprint }, seed, earlier),
    );
    expect(repeats.some((drawn) => drawn?.some((id) => first.includes(id)))).toBe(true);
  });

  it('takes none of the attempt before while the pool has others, whatever the policy (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 2, max: 4 }),
        fc.boolean(),
        fc.array(anySeed, { minLength: 4, maxLength: 4 }),
        (each, times, unseenFirst, seeds) => {
          const items = pool(3 * each * times, (n) => ({ objective: objectives[n % 3] ?? null }));
          const blueprint = objectives.map((objective) => ({ objective, items: each }));
          const attempts: { drawn: string[]; items: [] }[] = [];
          for (const seed of seeds) {
            const drawn = draw(items, { blueprint, unseenFirst }, seed, toMet(attempts)) ?? [];
            const before = attempts.at(-1)?.drawn ?? [];
            expect(drawn).toHaveLength(3 * each);
            expect(drawn.filter((id) => before.includes(id))).toEqual([]);
            attempts.push({ drawn, items: [] });
          }
        },
      ),
    );
  });

  it('repeats no more of the attempt before than it must where the pool is short', () => {
    const items = pool(5);
    const met = toMet([{ drawn: ['i0', 'i1', 'i2'], items: [] }]);
    for (let seed = 0; seed < 20; seed += 1) {
      const drawn = draw(items, { draw: 3 }, seed, met) ?? [];
      expect(drawn.filter((id) => ['i3', 'i4'].includes(id))).toHaveLength(2);
    }
  });

  it('leaves nothing to a pattern: every item comes about equally often', () => {
    const counts = new Map<string, number>();
    const runs = 6000;
    for (let seed = 0; seed < runs; seed += 1)
      for (const id of draw(pool(10), { draw: 3 }, seed) ?? [])
        counts.set(id, (counts.get(id) ?? 0) + 1);
    // Expected 1,800 each, standard deviation 35: 5 of them.
    for (const count of counts.values()) expect(Math.abs(count - 1800)).toBeLessThan(177);
    expect(counts.size).toBe(10);
  });

  it('keeps to the blueprint when both are written', () => {
    const items = pool(6, () => ({ objective: 'listen' }));
    const blueprint = [{ objective: 'listen', items: 2 }];
    expect(draw(items, { draw: 5, blueprint }, 1)).toHaveLength(2);
  });

  it('is quick for the largest quiz', () => {
    const items = pool(400, (n) => ({ objective: objectives[n % 3] ?? null, tags }));
    const blueprint = [
      ...objectives.map((objective) => ({ objective, items: 60 })),
      { tag: 'law', items: 60 },
    ];
    const start = performance.now();
    expect(draw(items, { blueprint }, 5)).toHaveLength(240);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('toMet', () => {
  it('counts the drawn items of an attempt, or all of its revision, and knows those of the latest', () => {
    const items = [{ id: 'a' }, { id: 'b' }];
    const met = toMet([
      { drawn: null, items },
      { drawn: ['a'], items: [] },
    ]);
    expect([...met.times]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect([...met.last]).toEqual(['a']);
    expect(toMet([])).toEqual(nothingMet);
  });
});

it('the random blueprints of these tests name what the pools have', () => {
  fc.assert(
    fc.property(anyBlueprint, (blueprint) => {
      expect(toPolicy({ blueprint }).blueprint).toEqual(blueprint);
    }),
  );
});
