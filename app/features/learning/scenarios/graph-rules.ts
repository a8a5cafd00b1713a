import type { Scenario } from '#app/features/curriculum/items/schema.ts';
import { choiceLetter } from '#app/features/learning/lessons/block-rules.ts';
import type { GraphEdge, GraphLayout, GraphNode, GraphPoint } from './graph-schema.ts';

/**
 * A scenario as its picture needs it: scenes with the choices that lead on. The first scene is the start. `varies`: some
 * of a scene's text depends on what came before. A `missing` one is only led to: nobody has written it.
 */
export type DrawnScenario = {
  scenes: readonly {
    id: string;
    title: string | null;
    end: 'good' | 'mixed' | 'poor' | 'safe' | 'missing' | null;
    varies?: boolean;
    choices: readonly { id: string; to: string }[];
  }[];
};

/** A written scenario as its picture needs it. */
export const toDrawn = ({ scenes }: Pick<Scenario, 'scenes'>): DrawnScenario => ({
  scenes: scenes.map(({ passages, ...scene }) => ({ ...scene, varies: passages.length > 0 })),
});

/** How many took a way: `weight` 0..1 for its width, `text` for its label. `few` draws it thin and broken. */
export type DrawnCount = { weight: number; text: string; few: boolean };

type DrawnScene = DrawnScenario['scenes'][number];
type DrawnBox = GraphNode &
  Pick<DrawnScene, 'end' | 'varies'> & {
    /** Its title in lines. */
    lines: string[];
  };
type DrawnWay = GraphEdge & { text: string; count: DrawnCount | undefined };

/** A scenario's picture: what there is to draw, and where it goes. `place` null: it is too large to be placed. */
export type DrawnGraph = { boxes: DrawnBox[]; ways: DrawnWay[]; place: GraphLayout | null };

/** The height of a line in a box, in px. */
export const lineHeight = 18;
const [boxWidth, mostCharacters] = [156, 20];

/**
 * The boxes and ways of a scenario's picture, with their sizes.
 * @param counts by choice id; without them all ways are drawn alike
 */
export function toGraph(
  { scenes }: DrawnScenario,
  counts?: Readonly<Record<string, DrawnCount>>,
): Omit<DrawnGraph, 'place'> {
  const boxes = scenes.map(({ id, title, end, varies }, index) => {
    const lines = wrapTitle(title ?? `Scene ${index + 1}`, mostCharacters, 3);
    const rows = lines.length + (varies ? 1 : 0) + (end ? 1 : 0);
    return { id, end, varies, lines, width: boxWidth, height: rows * lineHeight + 18 };
  });
  const ways = scenes.flatMap((scene) =>
    scene.choices.map(({ id, to }, index) => {
      const count = counts?.[id];
      const text = count ? `${choiceLetter(index)} · ${count.text}` : choiceLetter(index);
      const size = { width: text.length * 7.5 + 10, height: 22 };
      return { id, from: scene.id, to, text, count, ...size };
    }),
  );
  return { boxes, ways };
}

const mostDrawn = 400;

/** Whether a picture is small enough to be placed in seconds, and to be read. */
export function isDrawable({ boxes, ways }: Omit<DrawnGraph, 'place'>): boolean {
  return boxes.length + ways.length <= mostDrawn;
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

const round = (value: number) => Math.round(value * 10) / 10;

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
