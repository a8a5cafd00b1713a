import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOffered, listStands } from '#app/features/curriculum/courses/scenario-rules.ts';
import type { Scenario, ScenarioChoice } from '#app/features/curriculum/items/schema.ts';
import { toScenario } from '#tests/support/scenario-shapes.ts';
import { rangesOf, walk } from './rules.ts';

const variables = ['trust', 'time'];

/** Scenarios without circles: every choice leads to a later scene; the last scene ends it. */
const scenarios: fc.Arbitrary<Scenario> = fc.integer({ min: 2, max: 8 }).chain((count) => {
  const numbers = { variable: fc.constantFrom(...variables), by: fc.integer({ min: -3, max: 3 }) };
  const condition = fc.record({
    variable: fc.constantFrom(...variables),
    is: fc.constantFrom(
      'at least' as const,
      'at most' as const,
      'below' as const,
      'above' as const,
    ),
    value: fc.integer({ min: -4, max: 4 }),
  });
  const choiceFrom = (scene: number): fc.Arbitrary<Omit<ScenarioChoice, 'id'>> =>
    fc.record({
      html: fc.constant('words'),
      recordingHtml: fc.constant(''),
      to: fc.integer({ min: scene + 1, max: count - 1 }).map((to) => `s${to}`),
      conditions: fc.array(condition, { maxLength: 2 }),
      effects: fc.array(fc.record(numbers), { maxLength: 2 }),
    });
  const scenes = Array.from({ length: count }, (_, index) =>
    fc
      .array(index === count - 1 ? fc.constant(null) : choiceFrom(index), {
        minLength: index === count - 1 ? 0 : 1,
        maxLength: index === count - 1 ? 0 : 3,
      })
      .map((choices) => ({
        id: `s${index}`,
        title: null,
        html: '',
        passages: [],
        end: choices.length === 0 ? ('good' as const) : null,
        choices: choices.flatMap((one, at) => (one ? { ...one, id: `s${index}-${at}` } : [])),
      })),
  );
  const starts = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }));
  return fc.tuple(fc.tuple(...scenes), starts).map(([made, start]) => ({
    id: 'made',
    title: 'Made',
    note: null,
    introHtml: '',
    variables: variables.map((name, index) => ({ name, start: start[index] ?? 0 })),
    scenes: made,
  }));
});

/** A scenario with choices made in it by picking among what is offered until nothing is. */
const played = fc
  .tuple(scenarios, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }))
  .map(([scenario, picks]) => {
    const ids: string[] = [];
    for (const pick of picks) {
      const here = walk(scenario, ids);
      const choice = here?.offered[pick % Math.max(1, here.offered.length)];
      if (!choice) break;
      ids.push(choice.id);
    }
    return { scenario, ids };
  });

describe('walk', () => {
  it('stands at the first scene before anything is chosen', () => {
    const here = walk(toScenario('s'), []);
    expect(here).toMatchObject({ scene: { id: 'door' }, values: { trust: 2 }, finished: false });
    expect(here?.offered.map(({ id }) => id)).toEqual(['shout', 'ask', 'wait']);
  });

  it('offers a choice only while its conditions hold', () => {
    const offered = (...ids: string[]) => walk(toScenario('s'), ids)?.offered.map(({ id }) => id);
    expect(offered('wait')).toEqual(['order']);
    expect(offered('ask')).toEqual(['order', 'warm']);
    expect(walk(toScenario('s'), ['wait', 'warm'])).toBeNull();
    expect(walk(toScenario('s'), ['shout', 'sorry', 'warm'])).toMatchObject({
      scene: { id: 'quiet' },
      values: { trust: 3 },
      offered: [],
      finished: true,
    });
  });

  it('comes to the same place whenever the same choices are made, one scene further each', () => {
    fc.assert(
      fc.property(played, ({ scenario, ids }) => {
        const here = walk(scenario, ids);
        expect(here?.steps.map(({ choice }) => choice.id)).toEqual(ids);
        for (const [index, step] of (here?.steps ?? []).entries()) {
          const before = walk(scenario, ids.slice(0, index));
          expect(step).toMatchObject({ scene: before?.scene, before: before?.values });
          expect(step.offered).toContain(step.choice);
          expect(isOffered(step.choice, step.before)).toBe(true);
        }
        expect(here?.finished).toBe(here?.scene.end !== null);
      }),
    );
  });

  it('refuses whatever is not offered where it is made', () => {
    fc.assert(
      fc.property(played, ({ scenario, ids }) => {
        const here = walk(scenario, ids);
        const offered = here?.offered.map(({ id }) => id) ?? [];
        const all = scenario.scenes.flatMap(({ choices }) => choices.map(({ id }) => id));
        for (const id of [...all, 'none']) {
          expect(walk(scenario, [...ids, id]) !== null, id).toBe(offered.includes(id));
        }
      }),
    );
  });

  it('leads nowhere by a choice whose scene is not there', () => {
    const { scenes } = toScenario('s');
    expect(walk(toScenario('s', { scenes: scenes.slice(0, 1) }), ['ask'])).toBeNull();
  });
});

describe('listStands', () => {
  it('knows of each scene exactly the values that some path enters it with', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const found = new Set<string>();
        const enter = (ids: string[]) => {
          const here = walk(scenario, ids);
          if (here) found.add(JSON.stringify([here.scene.id, here.values]));
          for (const { id } of here?.offered ?? []) enter([...ids, id]);
        };
        enter([]);
        const told = [...(listStands(scenario) ?? [])].flatMap(([id, stands]) =>
          stands.map((values) => JSON.stringify([id, values])),
        );
        expect(told.toSorted()).toEqual([...found].sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('rangesOf', () => {
  it('knows how far trust can move at the door', () => {
    expect(rangesOf(toScenario('s'))).toEqual({ trust: { min: 1, max: 3 } });
  });

  it('holds every value that a path comes by', () => {
    fc.assert(
      fc.property(played, ({ scenario, ids }) => {
        const ranges = rangesOf(scenario);
        for (let made = 0; made <= ids.length; made += 1) {
          for (const [name, value] of Object.entries(
            walk(scenario, ids.slice(0, made))?.values ?? {},
          )) {
            expect(value).toBeGreaterThanOrEqual(ranges[name]?.min ?? Number.NaN);
            expect(value).toBeLessThanOrEqual(ranges[name]?.max ?? Number.NaN);
          }
        }
      }),
    );
  });

  it('comes to an end in a circle', () => {
    const { scenes } = toScenario('s');
    const back = scenes.map((scene) => ({
      ...scene,
      choices: scene.choices.map((choice) => ({ ...choice, to: 'door' })),
    }));
    expect(rangesOf(toScenario('s', { scenes: back })).trust?.max).toBeGreaterThan(3);
  });
});
