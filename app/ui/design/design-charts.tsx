import { DotStrip } from '../charts/dot-strip.tsx';
import type { Dot } from '../charts/dot-strip-rules.ts';
import { Histogram } from '../charts/histogram.tsx';
import { MarkedBar } from '../charts/marked-bar.tsx';
import { Ring } from '../charts/ring.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import { Strip } from '../charts/strip.tsx';
import { Meter } from '../meter.tsx';

const tones = ['accent', 'done', 'problem', 'muted'] as const;
const bars = [0, 1, 0, 2, 3, 5, 9, 14, 11, 6];
const nameOf = (index: number) => `${index * 10}% to ${index * 10 + 10}%`;

/** Some people along ten steps, as many as asked for, spread by a rule. */
const toDots = (count: number): Dot[] =>
  Array.from({ length: count }, (_, index) => {
    const value = (index * index + 3 * index) % 11;
    return { value, late: value < 5 };
  });

/** Pictures of numbers, from none to many. */
export function DesignCharts() {
  return (
    <section className="stack" id="charts" aria-labelledby="charts-title">
      <h2 id="charts-title">Pictures of numbers</h2>
      <div className="cluster">
        <Ring value={0} max={4} />
        <Ring value={3} max={4} />
        <Ring value={4} max={4} />
        <Sparkline values={[0, 2, 5, 4, 8, 12, 9, 14]} label="Things a week: 14 in the last" />
        <Sparkline values={[]} label="Things a week: none" />
      </div>
      {tones.map((tone, index) => (
        <MarkedBar
          key={tone}
          tone={tone}
          value={0.3 + index * 0.2}
          mark={0.8}
          label={`${tone}: a share with a mark at 80%`}
        />
      ))}
      <MarkedBar small value={0.4} label="40%, as in a table" />
      <Meter value={3} max={7} label="Things done" />
      <Strip
        label="Five things"
        segments={[
          { id: 'a', state: 'done', label: 'First' },
          { id: 'b', state: 'underway', label: 'Second' },
          { id: 'c', state: 'open', label: 'Third' },
          { id: 'd', state: 'overdue', label: 'Fourth' },
          { id: 'e', state: 'failed', label: 'Fifth' },
        ]}
      />
      {[0, 1, 40, 500].map((count) => (
        <DotStrip
          key={count}
          id={`dots-${count}`}
          dots={toDots(count)}
          end={10}
          mark={count === 1 ? null : 5}
          steps="steps"
          people="people"
        />
      ))}
      <Histogram
        id="bars"
        title="Things by size"
        bars={bars}
        nameOf={nameOf}
        mark={{ at: 70, name: 'Mark' }}
        heads={['Size', 'Things']}
        text="Most things lie between 60% and 90%; the mark is at 70%."
      />
    </section>
  );
}
