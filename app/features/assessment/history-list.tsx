import { formatInstant } from '#app/features/cohorts/rules.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import type { HistoryEntry, HistoryResult } from './history-rules.ts';
import { toPercent } from './rules.ts';

type HistoryListProps = {
  entries: readonly HistoryEntry[];
  timeZone: string;
  now: Date;
  /** Nothing is said of passing: practice. */
  practice?: boolean;
};

/** Everything that happened to the score of an attempt: what, when, by whom and why; which one counts. */
export function HistoryList({ entries, timeZone, now, practice }: HistoryListProps) {
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history">What became of the score</h2>
      <Table
        caption="Gradings, first to last"
        captionHidden
        stack
        rows={entries}
        rowKey={({ id }) => id}
        columns={[
          { label: 'What', rowHeader: true, cell: ({ what }) => what },
          { label: 'When', cell: ({ at }) => formatInstant(at, timeZone, now) },
          {
            label: 'By',
            cell: ({ by }) => (by === null ? 'Rapport, by rule' : `${by}, instructor`),
          },
          { label: 'Score', cell: ({ result }) => (result ? pointsOf(result) : '–') },
          {
            label: 'Result',
            cell: ({ result }) => (result && !practice ? <Passed result={result} /> : '–'),
          },
          { label: 'Reason', cell: ({ reason }) => reason ?? '–' },
        ]}
      />
    </section>
  );
}

function pointsOf({ points, maxPoints, score, counts }: HistoryResult) {
  const figures = `${Math.floor(points * 100 + 1e-6) / 100} of ${maxPoints} (${toPercent(score)} %)`;
  return counts ? <strong>{figures}, counts</strong> : figures;
}

function Passed({ result: { passed, pending } }: { result: HistoryResult }) {
  if (passed) return <StateMark state="done">passed</StateMark>;
  if (pending > 0) return <StateMark state="underway">not passed yet</StateMark>;
  return <StateMark state="failed">not passed</StateMark>;
}
