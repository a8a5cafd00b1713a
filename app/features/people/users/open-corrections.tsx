import { toKnownBy } from '#app/names.ts';
import { paths } from '#app/paths.ts';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import type { OpenCorrection } from './correction-queries.server.ts';

type OpenCorrectionsProps = {
  corrections: readonly OpenCorrection[];
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** What people want corrected, each to be decided on a page of its own. Nothing when nobody waits. */
export function OpenCorrections({ corrections, timeZone }: OpenCorrectionsProps) {
  if (corrections.length === 0) return null;
  const columns: Column<OpenCorrection>[] = [
    {
      label: 'Account',
      cell: (one) => [one.name, toKnownBy(one)].filter(Boolean).join(', '),
      rowHeader: true,
    },
    {
      label: 'Is to read',
      cell: ({ wish }) => [wish.name, wish.email].filter((part) => part !== null).join(', '),
    },
    { label: 'Reason', cell: ({ wish }) => wish.reason },
    {
      label: `Asked (${formatZone(timeZone)})`,
      cell: ({ wish }) => formatInstant(wish.askedAt, timeZone),
    },
    {
      label: 'Decide',
      cell: ({ id, name }) => (
        <a href={paths.adminPerson(id)}>
          Decide <span className="vh">on the correction for {name}</span>
        </a>
      ),
    },
  ];
  return (
    <section className="stack" aria-labelledby="corrections">
      <h2 id="corrections">Asked to be corrected</h2>
      <Table
        caption="Asked to be corrected"
        captionHidden
        columns={columns}
        rows={corrections}
        rowKey={({ id }) => id}
        stack
      />
    </section>
  );
}
