import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type State, StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import type { RosterPage, ShownRow } from './roster-queries.server.ts';
import { type RosterFilter, rowsPerPage, verdicts } from './roster-schema.ts';
import { verdictWords } from './roster-words.ts';
import type { Verdict } from './schema.ts';

type RowsProps = {
  roster: RosterPage;
  filter: RosterFilter;
  /** Rows that ask can be answered. */
  isOpen: boolean;
  lastResult: FormResult;
};

/** The rows of a list with what each would do or did, a page at a time, and what is asked of some of them. */
export function RosterRows({ roster, filter, isOpen, lastResult }: RowsProps) {
  const { id, rows, shown } = roster;
  const { show } = filter;
  const hrefOf = (page: number) => paths.adminRoster(id, { show, page });
  const first = (shown.page - 1) * rowsPerPage + 1;
  const asking = isOpen && rows.some(({ asked }) => asked !== null);
  const sent = [lastResult?.initialValue?.answers ?? []].flat().map(String);
  const table = (
    <RowTable rows={rows} isOpen={isOpen} isApplied={roster.state === 'applied'} sent={sent} />
  );
  return (
    <section className="stack" aria-labelledby="rows">
      <h2 id="rows">Rows</h2>
      <VerdictFilter roster={roster} show={show} />
      {rows.length > 0 &&
        (asking ? (
          <PostForm className="stack">
            <HiddenFields values={{ intent: 'answer-rows' }} />
            {table}
            <div className="cluster">
              <Button kind="secondary">Save the answers of this page</Button>
            </div>
          </PostForm>
        ) : (
          table
        ))}
      <Pagination
        label="Pages of rows"
        summary={
          shown.total === 0
            ? 'No rows'
            : `Rows ${first} to ${first + rows.length - 1} of ${shown.total}`
        }
        previousHref={shown.page > 1 ? hrefOf(shown.page - 1) : undefined}
        nextHref={shown.page < shown.pages ? hrefOf(shown.page + 1) : undefined}
      />
    </section>
  );
}

function VerdictFilter({ roster, show }: { roster: RosterPage; show: RosterFilter['show'] }) {
  const { id, counts, state } = roster;
  const words = state === 'applied' ? 'after' : 'before';
  const total = Object.values(counts).reduce((all, count) => all + count, 0);
  const links = verdicts.flatMap((verdict) => {
    const count = counts[verdict] ?? 0;
    return count > 0 ? [{ verdict, label: `${verdictWords[verdict][words]}: ${count}` }] : [];
  });
  return (
    <nav aria-label="Which rows" className="cluster">
      <a href={paths.adminRoster(id)} aria-current={show === undefined ? 'page' : undefined}>
        all: {total}
      </a>
      {links.map(({ verdict, label }) => (
        <a
          key={verdict}
          href={paths.adminRoster(id, { show: verdict })}
          aria-current={show === verdict ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

const states: Readonly<Record<Verdict, State>> = {
  create: 'done',
  update: 'underway',
  withdraw: 'overdue',
  unchanged: 'open',
  ask: 'overdue',
  error: 'failed',
  skip: 'open',
};

type TableProps = {
  rows: readonly ShownRow[];
  isOpen: boolean;
  isApplied: boolean;
  /** Answers of a form that comes back. */
  sent: readonly string[];
};

function RowTable({ rows, isOpen, isApplied, sent }: TableProps) {
  const columns: Column<ShownRow>[] = [
    { label: 'Line', cell: ({ line }) => line ?? '–', numeric: true },
    { label: 'Person', cell: (row) => <PersonCell row={row} />, rowHeader: true },
    { label: 'Number', cell: ({ person }) => person?.badgeNumber ?? person?.employeeNumber ?? '–' },
    { label: 'E-mail', cell: ({ person }) => person?.email ?? '–' },
    { label: 'Class', cell: ({ person }) => person?.cohorts.join(', ') || '–' },
    {
      label: 'What happens',
      cell: ({ verdict }) => {
        const { before, after } = verdictWords[verdict];
        return <StateMark state={states[verdict]}>{isApplied ? after : before}</StateMark>;
      },
    },
    {
      label: 'Why',
      cell: (row) => (
        <div>
          {row.reason}
          {isOpen && row.asked !== null && <AnswerField row={row} sent={sent} />}
        </div>
      ),
    },
  ];
  return (
    <Table
      caption="Rows of the list"
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ position }) => String(position)}
      stack
    />
  );
}

function PersonCell({ row: { person, userId, verdict } }: { row: ShownRow }) {
  const name = person?.name || '–';
  const isThere = userId !== null && verdict !== 'create';
  return isThere ? <a href={paths.adminPerson(userId)}>{name}</a> : name;
}

function AnswerField({ row, sent }: { row: ShownRow } & Pick<TableProps, 'sent'>) {
  const { position, line, answer, mayTake } = row;
  const id = `answer-${position}`;
  const stands = answer ? `${position} ${answer}` : String(position);
  const chosen = sent.find((one) => one.split(' ')[0] === String(position));
  return (
    <div className="field">
      <label htmlFor={id}>
        Answer <span className="vh">for {line === null ? 'this person' : `line ${line}`}</span>
      </label>
      <select id={id} name="answers" className="input" defaultValue={chosen ?? stands}>
        <option value={position}>Not answered: left out</option>
        {mayTake && (
          <option value={`${position} take`}>
            {line === null ? 'They leave' : 'Take it as it stands'}
          </option>
        )}
        <option value={`${position} leave`}>
          {line === null ? 'They stay' : 'Leave this line out'}
        </option>
      </select>
    </div>
  );
}
