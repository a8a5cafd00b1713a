import type { HistoryEntry, HistoryResult } from '#app/features/records/gradings/history-rules.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import { formatResult } from '#app/words/numbers.ts';

type HistoryListProps = {
  entries: readonly HistoryEntry[];
  timeZone: string;
  now: Date;
  /** Nothing is said of passing: practice. */
  practice?: boolean;
  passMark: number;
};

/** Everything that happened to the score of an attempt: what, when, by whom and why; which one counts. */
export function HistoryList({ entries, timeZone, now, practice, passMark }: HistoryListProps) {
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
          {
            label: `When (${formatZone(timeZone)}), by whom`,
            cell: ({ at, by }) => (
              <span>
                {formatInstant(at, timeZone, now)}, {by === null ? 'by rule' : `${by}, instructor`}
              </span>
            ),
          },
          {
            label: 'Score',
            cell: ({ result }) =>
              result ? (
                <Score result={result} practice={practice} passMark={passMark} />
              ) : (
                <span className="muted">–</span>
              ),
          },
          {
            label: 'Reason',
            cell: ({ reason }) => (reason ? <bdi>{reason}</bdi> : <span className="muted">–</span>),
          },
        ]}
      />
    </section>
  );
}

type ScoreProps = { result: HistoryResult } & Pick<HistoryListProps, 'practice' | 'passMark'>;

function Score({ result, practice, passMark }: ScoreProps) {
  const { points, maxPoints, score, counts } = result;
  const figures = formatResult(points, maxPoints, score, passMark);
  return (
    <span>
      {counts ? <strong>{figures}, counts</strong> : figures}
      {!practice && (
        <>
          <br />
          <Passed result={result} />
        </>
      )}
    </span>
  );
}

function Passed({ result: { passed, pending } }: { result: HistoryResult }) {
  if (passed) return <StateMark state="done">passed</StateMark>;
  if (pending > 0) return <StateMark state="underway">not passed yet</StateMark>;
  return <StateMark state="failed">not passed</StateMark>;
}
