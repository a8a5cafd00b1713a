import { scaleLinear } from 'd3-scale';
import { ChartTable } from './chart-table.tsx';

type HistogramProps = {
  id: string;
  title: string;
  /** How many there are in each of equal parts of 0 to 100%, and what the parts are called. */
  bars: readonly number[];
  nameOf: (index: number) => string;
  /** A mark in percent, and its name. */
  mark: { at: number; name: string };
  /** The heads of the table: what the parts are of, and what is counted. */
  heads: readonly [parts: string, counted: string];
  /** What the picture shows, for those who do not see it. */
  text: string;
};

// As wide as a phone, so that the mark is in sight without scrolling.
const size = { width: 356, height: 186 };
const frame = { left: 16, right: 336, top: 44, bottom: 164 };
const gap = 3;

/** How many there are in each part of a scale, with a line at a mark of it; the same as a table below. */
export function Histogram({ id, title, bars, nameOf, mark, heads, text }: HistogramProps) {
  const x = scaleLinear([0, 100], [frame.left, frame.right]);
  const y = scaleLinear([0, Math.max(1, ...bars)], [frame.bottom, frame.top]);
  const startOf = (index: number) => (index * 100) / bars.length;
  const at = x(mark.at);
  // The words stand on the side of the line that has room.
  const isRight = mark.at > 50;
  return (
    <figure className="chart-frame">
      <svg
        className="chart"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-text`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-text`}>{text}</desc>
        {bars.map((count, index) => {
          const [from, to] = [x(startOf(index)), x(startOf(index + 1))];
          return (
            <g key={nameOf(index)}>
              <rect
                className={startOf(index + 1) > mark.at ? 'chart-bar' : 'chart-bar chart-bar-below'}
                x={from + gap}
                y={y(count)}
                width={to - from - 2 * gap}
                height={frame.bottom - y(count)}
              />
              {count > 0 && (
                <text x={(from + to) / 2} y={y(count) - 5} textAnchor="middle">
                  {count}
                </text>
              )}
            </g>
          );
        })}
        {x.ticks(5).map((tick) => (
          <text
            key={tick}
            className="chart-tick"
            x={x(tick)}
            y={frame.bottom + 16}
            textAnchor="middle"
          >
            {tick}%
          </text>
        ))}
        <line
          className="chart-zero"
          x1={frame.left}
          x2={frame.right}
          y1={frame.bottom}
          y2={frame.bottom}
        />
        <line className="chart-mark" x1={at} x2={at} y1={6} y2={frame.bottom} />
        <text
          className="chart-head"
          x={at + (isRight ? -8 : 8)}
          y={16}
          textAnchor={isRight ? 'end' : 'start'}
        >
          {mark.name} {mark.at}%
        </text>
      </svg>
      <ChartTable
        caption={title}
        heads={heads}
        rows={bars.map((count, index) => [nameOf(index), count])}
      />
    </figure>
  );
}
