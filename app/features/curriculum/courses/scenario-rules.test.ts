import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterChoice,
  conditionWords,
  findLoops,
  type GraphScene,
  isDecision,
  isOffered,
  listEndings,
  listStands,
  longestRoute,
  measureRoutes,
  reachableScenes,
  sceneTextOf,
  startValues,
} from './scenario-rules.ts';

function scene(id: string, to: string[], end: GraphScene['end'] = null): GraphScene {
  return { id, end, choices: to.map((each) => ({ to: each })) };
}

const doorstep = [
  scene('door', ['shouting', 'wake', 'outside']),
  scene('shouting', ['sorry', 'writing']),
  scene('sorry', ['wake']),
  scene('wake', ['quiet', 'mixed']),
  scene('writing', [], 'poor'),
  scene('quiet', [], 'good'),
  scene('mixed', [], 'mixed'),
  scene('outside', [], 'safe'),
];

describe('a doorstep', () => {
  test('is a graph without loops, every scene reached', () => {
    expect(findLoops(doorstep)).toEqual([]);
    expect(reachableScenes(doorstep).size).toBe(8);
    expect(listEndings(doorstep).map(({ id }) => id)).toEqual([
      'writing',
      'quiet',
      'mixed',
      'outside',
    ]);
  });

  test('routes are measured in decisions: a single choice only goes on', () => {
    expect(measureRoutes(doorstep)).toEqual([
      { id: 'writing', end: 'poor', decisions: [2] },
      { id: 'quiet', end: 'good', decisions: [2, 3] },
      { id: 'mixed', end: 'mixed', decisions: [2, 3] },
      { id: 'outside', end: 'safe', decisions: [1] },
    ]);
    expect(longestRoute(doorstep)).toBe(3);
    expect(doorstep.filter(isDecision).map(({ id }) => id)).toEqual(['door', 'shouting', 'wake']);
  });

  test('a way back is a loop, told with the choice that closes it', () => {
    const round = doorstep.map((each) =>
      each.id === 'sorry' ? scene('sorry', ['wake', 'door']) : each,
    );
    expect(findLoops(round)).toEqual([
      { scenes: ['door', 'shouting', 'sorry'], from: 'sorry', choice: 1 },
    ]);
    expect(findLoops([scene('a', ['a'])])).toEqual([{ scenes: ['a'], from: 'a', choice: 0 }]);
  });

  test('a scene that nothing leads to is not reached, and its ending has no route', () => {
    const lost = [...doorstep, scene('island', [], 'good')];
    expect(reachableScenes(lost).has('island')).toBe(false);
    expect(measureRoutes(lost).at(-1)).toEqual({ id: 'island', end: 'good', decisions: [] });
    expect([reachableScenes([]).size, longestRoute([]), measureRoutes([])]).toEqual([0, 0, []]);
  });
});

/** Graphs of up to eight scenes; forward only, or with ways back. */
const graphs = (forward: boolean) =>
  fc.integer({ min: 1, max: 8 }).chain((size) =>
    fc
      .array(fc.array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), {
        minLength: size,
        maxLength: size,
      })
      .map((targets) =>
        targets.map((to, index) => {
          const kept = to.filter((target) => !forward || target > index).map((each) => `s${each}`);
          return scene(`s${index}`, kept, kept.length === 0 ? 'good' : null);
        }),
      ),
  );

/** All routes to endings by walking them, at most `most` scenes long. */
function walk(scenes: GraphScene[], most: number): { end: string; decisions: number }[] {
  const routes: { end: string; decisions: number }[] = [];
  const step = (id: string, decisions: number, length: number) => {
    const here = scenes.find((each) => each.id === id);
    if (here === undefined || length > most) return;
    if (here.end !== null) routes.push({ end: id, decisions });
    for (const { to } of here.choices) step(to, decisions + (isDecision(here) ? 1 : 0), length + 1);
  };
  step('s0', 0, 1);
  return routes;
}

describe('any graph', () => {
  test('the lengths of routes are those one finds by walking all of them', () => {
    fc.assert(
      fc.property(graphs(true), (scenes) => {
        const routes = walk(scenes, 9);
        for (const { id, decisions } of measureRoutes(scenes)) {
          const walked = routes.filter(({ end }) => end === id).map((route) => route.decisions);
          expect(decisions).toEqual([...new Set(walked)].sort((a, b) => a - b));
        }
        expect(findLoops(scenes)).toEqual([]);
      }),
    );
  });

  test('there is a loop exactly if one can walk for ever, and every loop told is one', () => {
    fc.assert(
      fc.property(graphs(false), (scenes) => {
        const next = (id: string) => scenes.find((each) => each.id === id)?.choices ?? [];
        const comesBack = scenes.some(({ id }) => {
          const seen = new Set<string>();
          const open = next(id).map(({ to }) => to);
          for (let each = open.pop(); each !== undefined; each = open.pop()) {
            if (seen.has(each)) continue;
            seen.add(each);
            open.push(...next(each).map(({ to }) => to));
          }
          return seen.has(id);
        });
        const loops = findLoops(scenes);
        expect(loops.length > 0).toBe(comesBack);
        for (const { scenes: round, from, choice } of loops) {
          expect(round.at(-1)).toBe(from);
          expect(next(from)[choice]?.to).toBe(round[0]);
          round.slice(1).forEach((to, index) => {
            expect(next(round[index] ?? '').map((each) => each.to)).toContain(to);
          });
        }
        expect([...reachableScenes(scenes)].length).toBeGreaterThan(0);
        expect(() => measureRoutes(scenes)).not.toThrow();
      }),
    );
  });
});

describe('variables', () => {
  const scenario = { variables: [{ name: 'trust', start: 2 }] };
  const when = (is: 'at least' | 'at most' | 'below' | 'above', value: number) => ({
    conditions: [{ variable: 'trust', is, value }],
  });

  test('start, change and are asked for', () => {
    const start = startValues(scenario);
    expect(start).toEqual({ trust: 2 });
    const later = afterChoice(
      {
        effects: [
          { variable: 'trust', by: -3 },
          { variable: 'time', by: 1 },
        ],
      },
      start,
    );
    expect([later, start]).toEqual([{ trust: -1, time: 1 }, { trust: 2 }]);
    const odd = afterChoice({ effects: [{ variable: 'constructor', by: 1 }] }, {});
    expect(odd).toEqual({ constructor: 1 });
  });

  test.each([
    ['at least', [false, true, true]],
    ['at most', [true, true, false]],
    ['below', [true, false, false]],
    ['above', [false, false, true]],
  ] as const)('%s 2, at 1, 2 and 3', (is, offered) => {
    expect([1, 2, 3].map((trust) => isOffered(when(is, 2), { trust }))).toEqual(offered);
  });

  test('every condition must hold; what was never declared counts as 0', () => {
    const both = {
      conditions: [...when('at least', 1).conditions, ...when('below', 3).conditions],
    };
    expect([0, 1, 3].map((trust) => isOffered(both, { trust }))).toEqual([false, true, false]);
    expect(isOffered(when('at most', 0), {})).toBe(true);
    expect(isOffered({ conditions: [] }, {})).toBe(true);
  });

  test('conditions are told as they were written', () => {
    const { conditions } = when('at least', 2);
    expect(conditionWords([...conditions, { variable: 'time', is: 'below', value: 5 }])).toBe(
      'trust at least 2 and time below 5',
    );
    expect(conditionWords([])).toBe('');
  });
});

describe('the text of a scene', () => {
  const piece = (html: string, is?: 'at least' | 'below', value = 2) => ({
    html,
    conditions: is === undefined ? [] : [{ variable: 'trust', is, value }],
  });

  test('is all of it where nothing depends on variables, as in what was stored before', () => {
    expect(sceneTextOf({ html: '<p>One.</p>', passages: [] }, { trust: 2 })).toBe('<p>One.</p>');
  });

  test.each([
    [1, 'a d e'],
    [2, 'b d'],
    [3, 'b c d'],
  ])('holds the pieces that fit a trust of %i, in order', (trust, words) => {
    const passages = [
      piece('a', 'below'),
      piece('b', 'at least'),
      piece('c', 'at least', 3),
      piece('d'),
      piece('e', 'below'),
    ];
    expect(sceneTextOf({ html: 'd', passages }, { trust }).split('\n').join(' ')).toBe(words);
  });
});

describe('how variables can stand', () => {
  const choice = (to: string, by = 0, least = -9) => ({
    to,
    conditions: [{ variable: 'trust', is: 'at least' as const, value: least }],
    effects: [{ variable: 'trust', by }],
  });
  const variables = [{ name: 'trust', start: 1 }];

  test('is known for each scene, ways that conditions close left out', () => {
    const scenes = [
      { id: 'door', choices: [choice('hall', 1), choice('hall', -1), choice('end')] },
      { id: 'hall', choices: [choice('end', 1, 2), choice('end', 0)] },
      { id: 'end', choices: [] },
      { id: 'lost', choices: [choice('end')] },
    ];
    const stands = listStands({ variables, scenes });
    const trust = (id: string) =>
      stands
        ?.get(id)
        ?.map((stand) => stand.trust)
        .sort();
    expect(trust('door')).toEqual([1]);
    expect(trust('hall')).toEqual([0, 2]);
    expect(trust('end')).toEqual([0, 1, 2, 3]);
    expect(trust('lost')).toBeUndefined();
  });

  test('is left open where there is too much to follow, and no scenario has none', () => {
    const round = [{ id: 'door', choices: [choice('door', 1)] }];
    expect(listStands({ variables, scenes: round })).toBeNull();
    expect(listStands({ variables, scenes: [] })?.size).toBe(0);
  });
});
