import { type DrawnGraph, lineHeight, toPathData } from './graph-rules.ts';
import type { GraphPoint } from './graph-schema.ts';

/** What a choice was, as its author marks it. */
type DrawnKind = 'best' | 'fair' | 'weak' | 'repair' | 'safety';

type ScenarioGraphProps = {
  graph: DrawnGraph;
  /** What the picture shows, in a sentence: its text alternative. The ways themselves belong in a table beside it. */
  label: string;
  /** By choice id; adds their lines and a legend. */
  kinds?: Readonly<Record<string, DrawnKind>>;
};

/** What readers are told of a kind of choice. */
export const drawnKindWords: Record<DrawnKind, string> = {
  best: 'strong',
  fair: 'fair',
  weak: 'weak',
  repair: 'repair',
  safety: 'stepping back',
};

const variesWord = 'Text varies';

const endWords = {
  good: 'Good ending',
  mixed: 'Mixed ending',
  poor: 'Poor ending',
  safe: 'Safe ending',
  missing: 'Not written',
};

/** The ways through a scenario as a picture, from its start at the top down to its endings. Complete on the server. */
export function ScenarioGraph({ graph, label, kinds }: ScenarioGraphProps) {
  const { boxes, ways, place } = graph;
  if (place === null)
    return (
      <p className="graph-note">
        The picture could not be drawn, or would be too large to read: all scenes and ways are told
        in words on this page.
      </p>
    );
  return (
    <figure className="scenario-graph">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section className="graph-frame" aria-label="Picture of the ways" tabIndex={0}>
        <svg
          role="img"
          aria-label={label}
          width={place.width}
          height={place.height}
          viewBox={`0 0 ${place.width} ${place.height}`}
        >
          {ways.map((way) => (
            <Way key={way.id} way={way} kind={kinds?.[way.id]} place={place.edges.get(way.id)} />
          ))}
          {boxes.map((box) => (
            <Box key={box.id} box={box} at={place.nodes.get(box.id)} />
          ))}
          {ways.map((way) => (
            <WayLabel key={way.id} way={way} at={place.edges.get(way.id)?.label} />
          ))}
        </svg>
      </section>
      {kinds && <Legend />}
      {boxes.some(({ varies }) => varies) && (
        <p className="graph-note">
          “{variesWord}”: what is read there depends on what came before.
        </p>
      )}
    </figure>
  );
}

type WayProps = {
  way: DrawnGraph['ways'][number];
  kind: DrawnKind | undefined;
  place: { points: GraphPoint[] } | undefined;
};

function Way({ way: { count }, kind, place }: WayProps) {
  const [before, end] = place?.points.slice(-2) ?? [];
  if (!place || !before || !end) return null;
  const width = count ? (count.few ? 1.5 : 2 + count.weight * 12) : 2;
  const head = Math.max(8, width * 0.9);
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const neck = { x: end.x - dx * head, y: end.y - dy * head };
  const corner = (side: 1 | -1) =>
    `${(neck.x - side * dy * head * 0.7).toFixed(1)} ${(neck.y + side * dx * head * 0.7).toFixed(1)}`;
  return (
    <g className={`way${kind ? ` way-${kind}` : ''}${count?.few ? ' way-few' : ''}`}>
      <path d={toPathData([...place.points.slice(0, -1), neck])} strokeWidth={width.toFixed(1)} />
      <polygon points={`${end.x} ${end.y} ${corner(1)} ${corner(-1)}`} />
    </g>
  );
}

function WayLabel({ way, at }: { way: WayProps['way']; at: GraphPoint | undefined }) {
  if (!at) return null;
  const { width, height, text } = way;
  return (
    <g className="way-label">
      <rect x={at.x - width / 2} y={at.y - height / 2} width={width} height={height} rx={3} />
      <text x={at.x} y={at.y + 4.5}>
        {text}
      </text>
    </g>
  );
}

function Box({ box, at }: { box: DrawnGraph['boxes'][number]; at: GraphPoint | undefined }) {
  if (!at) return null;
  const { lines, width, height, end, varies } = box;
  const top = at.y - height / 2;
  const under = top + 22 + lines.length * lineHeight;
  return (
    <g className={end ? `scene-box scene-box-end scene-box-${end}` : 'scene-box'}>
      <rect x={at.x - width / 2} y={top} width={width} height={height} rx={end ? 14 : 3} />
      {lines.map((line, index) => (
        <text key={line} x={at.x} y={top + 22 + index * lineHeight}>
          {line}
        </text>
      ))}
      {varies && (
        <text className="scene-box-varies" x={at.x} y={under}>
          {variesWord}
        </text>
      )}
      {end && (
        <text className="scene-box-word" x={at.x} y={under + (varies ? lineHeight : 0)}>
          {endWords[end]}
        </text>
      )}
    </g>
  );
}

function Legend() {
  const all = ['best', 'fair', 'weak', 'repair', 'safety'] as const;
  return (
    <ul className="graph-legend" aria-label="Kinds of choice by their line">
      {all.map((kind) => (
        <li key={kind}>
          <svg width="34" height="12" aria-hidden="true">
            <g className={`way way-${kind}`}>
              <path d="M1 6H33" strokeWidth="3" />
            </g>
          </svg>
          {drawnKindWords[kind]}
        </li>
      ))}
    </ul>
  );
}
