import { Graph, layout } from '@dagrejs/dagre';
import { LRUCache } from 'lru-cache';

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

const round = (value: number | undefined) => Math.round((value ?? 0) * 10) / 10;

// Placing a conversation takes longer than all else on its page, and its boxes change when an author changes it.
const layouts = new LRUCache<string, GraphLayout>({ max: 100 });

/**
 * Places boxes in layers from top to bottom so that few ways cross (the method of Sugiyama, Tagawa and Toda 1981, as
 * the library dagre does it). A way to or from a box that is not there is left out; ways back up are drawn as such.
 */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphLayout {
  const key = JSON.stringify([
    nodes.map(({ id, width, height }) => [id, width, height]),
    edges.map(({ id, from, to, width, height }) => [id, from, to, width, height]),
  ]);
  const known = layouts.get(key);
  if (known) return known;
  const made = placeGraph(nodes, edges);
  layouts.set(key, made);
  return made;
}

function placeGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphLayout {
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

/**
 * Cuts a title into lines for a box.
 * @param most the most characters in a line; longer words stand alone
 * @param lines the most lines; what does not fit ends in '…'
 */
export function wrapTitle(title: string, most: number, lines: number): string[] {
  const rows: string[] = [];
  for (const word of title.split(/\s+/).filter(Boolean)) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + 1 + word.length <= most) {
      rows[rows.length - 1] = `${row} ${word}`;
    } else rows.push(word);
  }
  if (rows.length <= lines) return rows;
  return [...rows.slice(0, lines - 1), `${rows[lines - 1]?.slice(0, most - 1)}…`];
}

/** A line through points with rounded corners, as SVG path data. */
export function toPathData(points: readonly GraphPoint[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const at = ({ x, y }: GraphPoint) => `${round(x)} ${round(y)}`;
  let data = `M${at(first)}`;
  let before = first;
  for (const [index, point] of rest.entries()) {
    const middle = { x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
    data += index === 0 ? `L${at(middle)}` : `Q${at(before)} ${at(middle)}`;
    before = point;
  }
  return rest.length > 0 ? `${data}L${at(before)}` : data;
}
