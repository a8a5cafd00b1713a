import { LRUCache } from 'lru-cache';
import type { Scenario } from '#app/features/curriculum/items/schema.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { logger } from '#app/http/logger.server.ts';
import {
  type DrawnCount,
  type DrawnGraph,
  type DrawnScenario,
  isDrawable,
  toDrawn,
  toGraph,
} from './graph-rules.ts';
import {
  type GraphEdge,
  type GraphLayout,
  type GraphNode,
  layoutGraphTask,
} from './graph-schema.ts';

// Placing a conversation takes longer than all else on its page, and its boxes change when an author changes it.
const layouts = new LRUCache<string, Promise<GraphLayout>>({ max: 100 });

/**
 * A scenario's picture, placed in the workshop's thread. Without a place when it is too large or cannot be placed: all
 * that it shows is in words beside it, too.
 */
export async function drawGraph(
  scenario: DrawnScenario,
  counts?: Readonly<Record<string, DrawnCount>>,
): Promise<DrawnGraph> {
  const graph = toGraph(scenario, counts);
  if (!isDrawable(graph)) return { ...graph, place: null };
  const nodes = graph.boxes.map(({ id, width, height }) => ({ id, width, height }));
  const edges = graph.ways.map(({ id, from, to, width, height }) => ({
    id,
    from,
    to,
    width,
    height,
  }));
  return { ...graph, place: await place(nodes, edges) };
}

/** A picture of each of these scenarios for those who may see keys, by scenario id. */
export async function drawScenarios(
  scenarios: readonly Scenario[],
): Promise<Record<string, DrawnGraph>> {
  const drawn = scenarios.map(async (scenario): Promise<[string, DrawnGraph]> => {
    const { scenes } = toDrawn(scenario);
    return [scenario.id, await drawGraph({ scenes: [...scenes, ...listMissing(scenario)] })];
  });
  return Object.fromEntries(await Promise.all(drawn));
}

/** Scenes that choices lead to and that are not there, as boxes of the picture. */
function listMissing({ scenes }: Scenario) {
  const known = new Set(scenes.map(({ id }) => id));
  const targets = new Set(scenes.flatMap(({ choices }) => choices.map(({ to }) => to)));
  return [...targets]
    .filter((to) => !known.has(to))
    .map((to) => ({ id: to, title: `#${to}`, end: 'missing' as const, choices: [] }));
}

async function place(nodes: GraphNode[], edges: GraphEdge[]): Promise<GraphLayout | null> {
  const key = JSON.stringify([nodes, edges]);
  const placing = layouts.get(key) ?? askWorkshop(layoutGraphTask, { nodes, edges });
  layouts.set(key, placing);
  try {
    return await placing;
  } catch (error) {
    layouts.delete(key);
    logger.error({ err: error }, 'a picture of a conversation could not be placed');
    return null;
  }
}
