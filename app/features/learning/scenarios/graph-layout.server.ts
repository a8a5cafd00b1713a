import { Graph, layout } from '@dagrejs/dagre';
import type { GraphEdge, GraphLayout, GraphNode, GraphPoint } from './graph-schema.ts';

const round = (value: number | undefined) => Math.round((value ?? 0) * 10) / 10;

/**
 * Places boxes in layers from top to bottom so that few ways cross (the method of Sugiyama, Tagawa and Toda 1981, as
 * the library dagre does it). A way to or from a box that is not there is left out; ways back up are drawn as such.
 * Takes seconds for 80 boxes, so it is for the workshop's thread: see `drawGraph`.
 */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphLayout {
  const graph = new Graph({ directed: true, multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 24, ranksep: 30, marginx: 4, marginy: 4 });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  const drawn = edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  for (const { id, from, to, width, height } of drawn) {
    graph.setEdge(from, to, { width, height, labelpos: 'c' }, id);
  }
  layout(graph);
  const size = graph.graph();
  return {
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
    nodes: new Map(
      nodes.map(({ id }) => {
        const { x, y } = graph.node(id);
        return [id, { x: round(x), y: round(y) }];
      }),
    ),
    edges: new Map(
      drawn.map(({ id, from, to }) => {
        const { points = [], x, y } = graph.edge(from, to, id);
        return [
          id,
          {
            points: points.map((point: GraphPoint) => ({ x: round(point.x), y: round(point.y) })),
            label: { x: round(x), y: round(y) },
          },
        ];
      }),
    ),
  };
}
