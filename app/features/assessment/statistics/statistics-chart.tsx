import { Fragment } from 'react';
import type { ItemReport } from './statistics-queries.server.ts';
import { fewestAttempts } from './statistics-rules.ts';

const rowHeight = 26;
const top = 46;
const shares = { left: 44, width: 330 };
const correlations = { left: 420, width: 176 };
const width = 620;

const shareAt = (share: number) => shares.left + share * shares.width;
const correlationAt = (r: number) => correlations.left + ((r + 1) / 2) * correlations.width;

/**
 * Difficulty with its interval, and correlation with the rest, item by item. The table beside it says the same in
 * numbers; the picture's text tells what stands out.
 */
export function StatisticsChart({ items }: { items: readonly ItemReport[] }) {
  const height = top + items.length * rowHeight + 12;
  const bottom = height - 8;
  return (
    <figure className="chart-frame">
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby="chart-title chart-text"
      >
        <title id="chart-title">Difficulty and correlation of each item</title>
        <desc id="chart-text">{toChartText(items)}</desc>
        <text className="chart-head" x={shares.left} y={14}>
          Answered right, with the 95% interval
        </text>
        <text className="chart-head" x={correlations.left} y={14}>
          Correlation with the rest
        </text>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line
              className="chart-rule"
              x1={shareAt(share)}
              x2={shareAt(share)}
              y1={38}
              y2={bottom}
            />
            <text className="chart-tick" x={shareAt(share)} y={32} textAnchor="middle">
              {share * 100}%
            </text>
          </g>
        ))}
        {[-1, 0, 1].map((r) => (
          <g key={r}>
            <line
              className={r === 0 ? 'chart-zero' : 'chart-rule'}
              x1={correlationAt(r)}
              x2={correlationAt(r)}
              y1={38}
              y2={bottom}
            />
            <text className="chart-tick" x={correlationAt(r)} y={32} textAnchor="middle">
              {r < 0 ? '−1' : r}
            </text>
          </g>
        ))}
        {items.map((item, index) => (
          <Row key={item.id} item={item} y={top + index * rowHeight + rowHeight / 2} />
        ))}
      </svg>
    </figure>
  );
}

function Row({ item, y }: { item: ItemReport; y: number }) {
  const { number, n, difficulty, interval, discrimination, flags } = item;
  const flagged = flags.some(({ kind }) => kind !== 'idle-option');
  return (
    <g className={n < fewestAttempts ? 'chart-few' : flagged ? 'chart-flagged' : undefined}>
      <text className="chart-label" x={28} y={y + 4.5} textAnchor="end">
        {number}
      </text>
      {difficulty !== null && interval !== null && (
        <Fragment>
          <line
            className="chart-interval"
            x1={shareAt(interval.low)}
            x2={shareAt(interval.high)}
            y1={y}
            y2={y}
          />
          <circle className="chart-dot" cx={shareAt(difficulty)} cy={y} r={5} />
        </Fragment>
      )}
      {discrimination !== null && (
        <rect
          className="chart-bar"
          x={Math.min(correlationAt(0), correlationAt(discrimination))}
          y={y - 5}
          width={Math.max(1, Math.abs(correlationAt(discrimination) - correlationAt(0)))}
          height={10}
        />
      )}
    </g>
  );
}

/** What the picture shows, for those who do not see it. */
function toChartText(items: readonly ItemReport[]): string {
  const shown = items.flatMap(({ number, difficulty, discrimination }) =>
    difficulty === null ? [] : [{ number, difficulty, discrimination }],
  );
  const few = items.filter(({ n }) => n < fewestAttempts);
  const [hardest, ...others] = [...shown].sort((a, b) => a.difficulty - b.difficulty);
  if (!hardest) return 'There are no items to show.';
  const easiest = others.at(-1) ?? hardest;
  const negative = shown.filter(({ discrimination }) => (discrimination ?? 0) < 0);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const named = negative.map(({ number }) => number).join(', ');
  return [
    `${shown.length} items. Hardest: item ${hardest.number}, ${percent(hardest.difficulty)} right.`,
    `Easiest: item ${easiest.number}, ${percent(easiest.difficulty)} right.`,
    negative.length === 0
      ? 'No item has a negative correlation with the rest.'
      : `Negative correlation with the rest: item ${named}.`,
    ...(few.length === 0
      ? []
      : [`In grey, with fewer than ${fewestAttempts} first attempts: ${few.length} items.`]),
    'The table that follows has every number.',
  ].join(' ');
}
