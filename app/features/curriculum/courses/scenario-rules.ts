import type { Scenario, ScenarioChoice, Scene } from '#app/features/curriculum/items/schema.ts';

/** A scenario as a graph of scenes: for the check, for running it and for drawing it. Pure and client-safe. */

/** As much of a choice as its place in the graph needs. */
type GraphChoice = Pick<ScenarioChoice, 'to'>;

/** As much of a scene as its place in the graph needs. */
export type GraphScene = Pick<Scene, 'id' | 'end'> & { choices: readonly GraphChoice[] };

/** The variables of a scenario as they stand, by name. */
export type Values = Readonly<Record<string, number>>;

type Graph = readonly GraphScene[];

function byId(scenes: Graph): Map<string, GraphScene> {
  const known = new Map<string, GraphScene>();
  // Of two scenes with one id the first counts, as it does in the check.
  for (const scene of scenes) if (!known.has(scene.id)) known.set(scene.id, scene);
  return known;
}

/** Ids of the scenes that can be reached from the first, itself included. Conditions are not looked at. */
export function reachableScenes(scenes: Graph): Set<string> {
  const known = byId(scenes);
  const reached = new Set<string>();
  const open = scenes[0] === undefined ? [] : [scenes[0].id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const { to } of known.get(id)?.choices ?? []) if (known.has(to)) open.push(to);
  }
  return reached;
}

/** A way round: `scenes` from the one it comes back to; the choice numbered `choice` of the last closes it. */
export type Loop = { scenes: string[]; from: string; choice: number };

/** Every choice that leads back to a scene on the way to it, in order of the scenes. Empty: no route goes on for ever. */
export function findLoops(scenes: Graph): Loop[] {
  const known = byId(scenes);
  const done = new Set<string>();
  const loops: Loop[] = [];
  const walk = (id: string, trail: readonly string[]) => {
    const path = [...trail, id];
    for (const [choice, { to }] of (known.get(id)?.choices ?? []).entries()) {
      const back = path.indexOf(to);
      if (back !== -1) loops.push({ scenes: path.slice(back), from: id, choice });
      else if (known.has(to) && !done.has(to)) walk(to, path);
    }
    done.add(id);
  };
  for (const { id } of scenes) if (!done.has(id)) walk(id, []);
  return loops;
}

/** Scenes that end the conversation, in the order written. */
export function listEndings<T extends GraphScene>(scenes: readonly T[]): T[] {
  return scenes.filter(({ end }) => end !== null);
}

/** Whether a reader decides something in a scene; a single choice only goes on. */
export function isDecision({ choices }: GraphScene): boolean {
  return choices.length > 1;
}

/** How many decisions lie on the routes to an ending, each number once, smallest first. */
export type EndingRoutes = { id: string; end: NonNullable<Scene['end']>; decisions: number[] };

/**
 * The lengths of all routes, by the ending they come to; endings that cannot be reached have none. Conditions are not
 * looked at, so some routes may be closed to every reader.
 * @param scenes without loops (see `findLoops`); where one is, its way back is not followed
 */
export function measureRoutes(scenes: Graph): EndingRoutes[] {
  const known = byId(scenes);
  const counts = new Map<string, Set<number>>();
  const order: string[] = [];
  const seen = new Set<string>();
  const sort = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { to } of known.get(id)?.choices ?? []) if (known.has(to)) sort(to);
    order.unshift(id);
  };
  if (scenes[0] !== undefined) {
    sort(scenes[0].id);
    counts.set(scenes[0].id, new Set([0]));
  }
  for (const [index, id] of order.entries()) {
    const scene = known.get(id);
    if (scene === undefined) continue;
    const step = isDecision(scene) ? 1 : 0;
    for (const { to } of scene.choices) {
      // A way back stands earlier in the order.
      if (order.indexOf(to) <= index) continue;
      const reached = counts.get(to) ?? new Set<number>();
      for (const count of counts.get(id) ?? []) reached.add(count + step);
      counts.set(to, reached);
    }
  }
  return [...known.values()].flatMap(({ id, end }) =>
    end === null ? [] : [{ id, end, decisions: [...(counts.get(id) ?? [])].sort((a, b) => a - b) }],
  );
}

/** The most decisions on any route: what a reader's time is reckoned from. */
export function longestRoute(scenes: Graph): number {
  return Math.max(0, ...measureRoutes(scenes).flatMap(({ decisions }) => decisions));
}

/** The variables as a scenario starts. */
export function startValues({ variables }: Pick<Scenario, 'variables'>): Values {
  return Object.fromEntries(variables.map(({ name, start }) => [name, start]));
}

// One never declared counts as 0, also if every object has something of its name.
const valueIn = (values: Values, variable: string): number =>
  (Object.hasOwn(values, variable) ? values[variable] : undefined) ?? 0;

type Comparison = ScenarioChoice['conditions'][number]['is'];

const comparisons: Record<Comparison, (now: number, value: number) => boolean> = {
  'at least': (now, value) => now >= value,
  'at most': (now, value) => now <= value,
  below: (now, value) => now < value,
  above: (now, value) => now > value,
};

/** Whether a choice is offered, or a text shown, while the variables stand so. One never declared counts as 0. */
export function isOffered(
  { conditions }: Pick<ScenarioChoice, 'conditions'>,
  values: Values,
): boolean {
  return conditions.every(({ variable, is, value }) =>
    comparisons[is](valueIn(values, variable), value),
  );
}

/** The variables after a choice. */
export function afterChoice({ effects }: Pick<ScenarioChoice, 'effects'>, values: Values): Values {
  const next: Record<string, number> = { ...values };
  for (const { variable, by } of effects) next[variable] = valueIn(next, variable) + by;
  return next;
}

/** The text of a scene for a reader who enters it while the variables stand so. */
export function sceneTextOf(
  { html, passages }: Pick<Scene, 'html' | 'passages'>,
  values: Values,
): string {
  if (passages.length === 0) return html;
  return passages
    .filter((passage) => isOffered(passage, values))
    .map((passage) => passage.html)
    .join('\n');
}

/** Conditions as their author wrote them: 'trust at least 2 and time at most 5'. */
export function conditionWords(conditions: ScenarioChoice['conditions']): string {
  return conditions.map(({ variable, is, value }) => `${variable} ${is} ${value}`).join(' and ');
}

/** As much of a scenario as following its ways needs. */
type Ways = Pick<Scenario, 'variables'> & {
  scenes: readonly {
    id: string;
    choices: readonly Pick<ScenarioChoice, 'to' | 'conditions' | 'effects'>[];
  }[];
};

/** So many are followed; a scenario with more is left alone. */
const mostStands = 20_000;

/**
 * How the variables can stand as a reader enters each scene, on every way that its conditions leave open. Scenes that no
 * way leads to have none.
 * @returns null when there are more than 20,000 in all
 */
export function listStands({ variables, scenes }: Ways): Map<string, Values[]> | null {
  const known = new Map(scenes.map((scene) => [scene.id, scene]));
  const stands = new Map<string, Values[]>();
  const seen = new Set<string>();
  const start = scenes[0];
  const open: [string, Values][] = start ? [[start.id, startValues({ variables })]] : [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [id, values] = next;
    const scene = known.get(id);
    const name = JSON.stringify([id, values]);
    if (scene === undefined || seen.has(name)) continue;
    seen.add(name);
    if (seen.size > mostStands) return null;
    const here = stands.get(id);
    if (here === undefined) stands.set(id, [values]);
    else here.push(values);
    for (const choice of scene.choices) {
      if (isOffered(choice, values)) open.push([choice.to, afterChoice(choice, values)]);
    }
  }
  return stands;
}
