import { Histogram as Chart } from '#app/ui/charts/histogram.tsx';
import { type Histogram, histogramBars } from './statistics-rules.ts';

/** How the scores of first attempts spread, with the pass mark as a line. */
export function ScoreHistogram({ histogram }: { histogram: Histogram }) {
  const { bars, passMark, reached, attempts } = histogram;
  return (
    <section className="stack" aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      <p>
        {reached} of {attempts} first attempts reached the pass mark of {passMark}%.
      </p>
      <Chart
        id="histogram"
        title="First attempts by score"
        bars={bars}
        nameOf={barName}
        mark={{ at: passMark, name: 'Pass mark' }}
        heads={['Score', 'First attempts']}
        text={toHistogramText(histogram)}
      />
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
