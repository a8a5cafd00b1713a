import { paths } from '#app/paths.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import type { listRosters } from './roster-queries.server.ts';

type SentRoster = Awaited<ReturnType<typeof listRosters>>[number];

function RosterState({ state, refused }: SentRoster) {
  if (state === 'applied') return <StateMark state="done">applied</StateMark>;
  if (refused !== null) return <StateMark state="failed">not read</StateMark>;
  return <StateMark state="underway">waits for you</StateMark>;
}

/** The lists that were sent in last; nothing where there are none. */
export function RosterList(props: { rosters: readonly SentRoster[]; timeZone: string }) {
  const { rosters, timeZone } = props;
  if (rosters.length === 0) return null;
  const columns: Column<SentRoster>[] = [
    {
      label: 'List',
      cell: ({ id, fileName }) => <a href={paths.adminRoster(id)}>{fileName}</a>,
      rowHeader: true,
    },
    { label: 'Into', cell: ({ cohort }) => cohort ?? 'what the list says' },
    { label: 'State', cell: (one) => <RosterState {...one} /> },
    { label: 'Sent by', cell: ({ by }) => by },
    {
      label: `Sent (${formatZone(timeZone)})`,
      cell: ({ createdAt }) => formatInstant(createdAt, timeZone),
    },
  ];
  return (
    <section className="stack" aria-labelledby="lists">
      <h2 id="lists">Lists sent in</h2>
      <Table
        caption="Lists sent in"
        captionHidden
        columns={columns}
        rows={rosters}
        rowKey={({ id }) => id}
        stack
      />
    </section>
  );
}
