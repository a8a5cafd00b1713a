import {
  afterChoice,
  isOffered,
  startValues,
  type Values,
} from '#app/features/curriculum/courses/scenario-rules.ts';
import type {
  Scenario,
  Scene,
  ScenarioChoice as SceneChoice,
} from '#app/features/curriculum/items/schema.ts';

/** Pure decisions about a branching conversation: what is offered, where a path stands, what it did. No I/O. */

/** A scenario as its rules need it. */
export type Graph = Pick<Scenario, 'variables' | 'scenes'>;

/** A choice that was made: in which scene, among which others, and what the variables stood at before and after. */
export type Step = {
  scene: Scene;
  offered: SceneChoice[];
  choice: SceneChoice;
  before: Values;
  after: Values;
};

/** A path through a scenario. `offered` is empty at an ending, where `finished` is true. */
export type Walk = {
  steps: Step[];
  scene: Scene;
  values: Values;
  offered: SceneChoice[];
  finished: boolean;
};

function toStand(steps: Step[], scene: Scene, values: Values): Walk {
  const offered = scene.choices.filter((choice) => isOffered(choice, values));
  return { steps, scene, values, offered, finished: scene.choices.length === 0 };
}

/**
 * Follows choices from the first scene.
 * @param choiceIds ids of the choices made, first to last
 * @returns where they lead; null when one of them is not offered where it is made, or leads to no scene.
 */
export function walk(scenario: Graph, choiceIds: readonly string[]): Walk | null {
  const [start] = scenario.scenes;
  if (!start) return null;
  let here = toStand([], start, startValues(scenario));
  for (const id of choiceIds) {
    const choice = here.offered.find((one) => one.id === id);
    const scene = choice && scenario.scenes.find((one) => one.id === choice.to);
    if (!choice || !scene) return null;
    const after = afterChoice(choice, here.values);
    const { scene: from, offered, values: before } = here;
    here = toStand([...here.steps, { scene: from, offered, choice, before, after }], scene, after);
  }
  return here;
}

/** The least and the most that a variable can come to. */
export type Range = { min: number; max: number };

/**
 * How far each variable can move on any way through the scenes, its start included. Conditions are not looked at, so
 * that a range may be wider than what can be reached, never narrower.
 */
export function rangesOf(scenario: Graph): Record<string, Range> {
  const ranges: Record<string, Range> = {};
  for (const { name, start } of scenario.variables) {
    const reached = new Map<string, Range>([
      [scenario.scenes[0]?.id ?? '', { min: start, max: start }],
    ]);
    // A way without a circle is no longer than there are scenes.
    for (let round = 0; round < scenario.scenes.length; round += 1) {
      for (const { id, choices } of scenario.scenes) {
        const from = reached.get(id);
        if (from) for (const choice of choices) widen(reached, choice, from, name);
      }
    }
    const all = [...reached.values()];
    ranges[name] = {
      min: Math.min(...all.map(({ min }) => min)),
      max: Math.max(...all.map(({ max }) => max)),
    };
  }
  return ranges;
}

function widen(reached: Map<string, Range>, choice: SceneChoice, from: Range, name: string): void {
  const by = choice.effects
    .filter(({ variable }) => variable === name)
    .reduce((sum, effect) => sum + effect.by, 0);
  const known = reached.get(choice.to);
  const [min, max] = [from.min + by, from.max + by];
  reached.set(choice.to, {
    min: Math.min(known?.min ?? min, min),
    max: Math.max(known?.max ?? max, max),
  });
}
