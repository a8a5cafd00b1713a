import { defineTask } from '#app/features/curriculum/workshop/schema.ts';

/** A box to place, in px. */
export type GraphNode = { id: string; width: number; height: number };

/** A way between two boxes, with room for its label. Several between the same two are told apart by `id`. */
export type GraphEdge = { id: string; from: string; to: string; width: number; height: number };

/** A point in px, from the upper left corner of the picture. */
export type GraphPoint = { x: number; y: number };

/** Where everything goes: boxes and labels by their middle, ways as points from the edge of one box to the next. */
export type GraphLayout = {
  width: number;
  height: number;
  nodes: Map<string, GraphPoint>;
  edges: Map<string, { points: GraphPoint[]; label: GraphPoint }>;
};

/** Places boxes and ways. */
export const layoutGraphTask = defineTask<{ nodes: GraphNode[]; edges: GraphEdge[] }, GraphLayout>(
  'place a graph',
);
