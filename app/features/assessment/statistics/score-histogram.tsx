import { Table } from '#app/ui/table.tsx';
import { type Histogram, histogramBars } from './statistics-rules.ts';

// As wide as a phone, so that the pass mark is in sight without scrolling.
const frame = { left: 16, right: 336, top: 44, bottom: 164 };
const size = { width: 356, height: 186 };
const gap = 3;

const scoreAt = (percent: number) => frame.left + (percent / 100) * (frame.right - frame.left);

/** How the scores of first attempts spread, with the pass mark as a line; the same as a table below. */
export function ScoreHistogram({ histogram }: { histogram: Histogram }) {
  const { bars, passMark, reached, attempts } = histogram;
  const highest = Math.max(1, ...bars);
  const barHeight = (count: number) => (count / highest) * (frame.bottom - frame.top);
  // The words stand on the side of the line that has room.
  const isRight = passMark > 50;
  return (
    <section className="stack" aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      <p>
        {reached} of {attempts} first attempts reached the pass mark of {passMark}%.
      </p>
      <figure className="chart-frame">
        <svg
          className="chart chart-narrow"
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="img"
          aria-labelledby="histogram-title histogram-text"
        >
          <title id="histogram-title">Scores of first attempts</title>
          <desc id="histogram-text">{toHistogramText(histogram)}</desc>
          {bars.map((count, index) => {
            const [from, to] = [scoreAt(barStart(index)), scoreAt(barStart(index + 1))];
            const top = frame.bottom - barHeight(count);
            return (
              <g key={barStart(index)}>
                <rect
                  className="chart-bar"
                  x={from + gap}
                  y={top}
                  width={to - from - 2 * gap}
                  height={barHeight(count)}
                />
                {count > 0 && (
                  <text x={(from + to) / 2} y={top - 5} textAnchor="middle">
                    {count}
                  </text>
                )}
                <text className="chart-tick" x={from} y={frame.bottom + 16} textAnchor="middle">
                  {barStart(index)}%
                </text>
              </g>
            );
          })}
          <text className="chart-tick" x={frame.right} y={frame.bottom + 16} textAnchor="middle">
            100%
          </text>
          <line
            className="chart-zero"
            x1={frame.left}
            x2={frame.right}
            y1={frame.bottom}
            y2={frame.bottom}
          />
          <line
            className="chart-pass"
            x1={scoreAt(passMark)}
            x2={scoreAt(passMark)}
            y1={6}
            y2={frame.bottom}
          />
          <text
            className="chart-head"
            x={scoreAt(passMark) + (isRight ? -8 : 8)}
            y={16}
            textAnchor={isRight ? 'end' : 'start'}
          >
            Pass mark {passMark}%
          </text>
        </svg>
      </figure>
      <details>
        <summary>The scores in numbers</summary>
        <Table
          caption="First attempts by score"
          columns={[
            { label: 'Score', rowHeader: true, cell: ({ index }) => barName(index) },
            { label: 'First attempts', numeric: true, cell: ({ count }) => count },
          ]}
          rows={bars.map((count, index) => ({ count, index }))}
          rowKey={({ index }) => barName(index)}
        />
      </details>
    </section>
  );
}

const barStart = (index: number) => (index * 100) / histogramBars;

function barName(index: number): string {
  return index === histogramBars - 1
    ? `${barStart(index)}% to 100%`
    : `${barStart(index)}% to under ${barStart(index + 1)}%`;
}

/** What the picture shows, for those who do not see it. */
function toHistogramText({ bars, passMark, reached, attempts }: Histogram): string {
  const said = bars.flatMap((count, index) => (count > 0 ? [`${barName(index)}: ${count}`] : []));
  return `${said.join('; ')}. ${reached} of ${attempts} reached the pass mark of ${passMark}%.`;
}
