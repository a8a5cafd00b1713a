import { toWholePercent } from '#app/words/numbers.ts';
import { type CellState, type Grid, type GridColumn, toMarkedName } from './grid-rules.ts';
import { daysBetween, type Schedule, toLocalDay } from './grid-schedule-rules.ts';
import type { GridView, ShownRow, Sort } from './grid-view-rules.ts';
import '#app/ui/custom-elements.ts';

type ProgressGridProps = {
  caption: string;
  /** Of the whole cohort: the foot counts everyone, whoever is shown. */
  grid: Pick<Grid, 'columns' | 'modules' | 'summary' | 'lessons' | 'share' | 'score'>;
  cadets: number;
  /** The rows to show, in order. */
  rows: readonly ShownRow[];
  view: GridView;
  schedule: Pick<Schedule, 'timeZone' | 'today'>;
  sortHref: (sort: Sort) => string;
  cadetHref: (userId: string) => string;
};

/**
 * The progress grid as a table: a plain one, with links on the cadets' names, until its custom element makes the
 * cells movable by keyboard and fills the panel beside it.
 */
export function ProgressGrid(props: ProgressGridProps) {
  const { caption, grid, rows } = props;
  const body = { __html: toBodyHtml(props, rows) };
  return (
    <progress-grid>
      <div className="grid-page">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
        <section className="grid-frame" aria-label={caption} tabIndex={0}>
          <table className="grid">
            <caption>{caption}</caption>
            <ColumnGroups columns={grid.columns} modules={grid.modules} />
            <GridHead {...props} />
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made and escaped by toBodyHtml below */}
            <tbody dangerouslySetInnerHTML={body} />
            <GridFoot {...props} />
          </table>
        </section>
        <aside className="grid-side" aria-label="Details of the cell" hidden />
      </div>
    </progress-grid>
  );
}

function ColumnGroups({ columns, modules }: Pick<Grid, 'columns' | 'modules'>) {
  return (
    <>
      <colgroup>
        <col className="col-name" />
      </colgroup>
      <colgroup>
        <col className="col-sum" span={3} />
      </colgroup>
      {modules.map(({ number }, index) => {
        const own = columns.filter((column) => column.module === number);
        const lessons = own.filter(({ kind }) => kind === 'lesson').length;
        return (
          <colgroup key={number} className={index % 2 ? 'alt' : undefined}>
            {lessons > 0 && <col className="col-lesson" span={lessons} />}
            {own.length > lessons && <col className="col-quiz" />}
          </colgroup>
        );
      })}
    </>
  );
}

const sortable: readonly { sort: Sort; label: string }[] = [
  { sort: 'name', label: 'Cadet' },
  { sort: 'progress', label: 'Done' },
  { sort: 'score', label: 'Score' },
  { sort: 'last-seen', label: 'Last seen' },
];

function GridHead({ grid, view, sortHref }: ProgressGridProps) {
  const order = view.descending ? 'descending' : 'ascending';
  return (
    <thead>
      <tr>
        {sortable.map(({ sort, label }) => (
          <th
            key={sort}
            scope="col"
            rowSpan={2}
            className={sort === 'name' ? undefined : 'sum'}
            aria-sort={view.sort === sort ? order : undefined}
          >
            <a href={sortHref(sort)}>{label}</a>
          </th>
        ))}
        {grid.modules.map(({ number, title, span }) => (
          <th key={number} scope="colgroup" colSpan={span} title={title}>
            {number}. {title}
          </th>
        ))}
      </tr>
      <tr>
        {grid.columns.map(({ kind, id, label, title }) => (
          <th key={id} scope="col" title={title} data-part={`${kind}-${id}`}>
            {label}
            <span className="vh"> {title}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function GridFoot({ grid, cadets }: ProgressGridProps) {
  return (
    <tfoot>
      <tr>
        <th scope="row">{cadets === 1 ? 'The one cadet' : `All ${cadets} cadets`}</th>
        <td className="sum">{toPercentText(grid.share)}</td>
        <td className="sum">{toPercentText(grid.score)}</td>
        <td />
        {grid.columns.map((column, index) => (
          <td key={column.id}>{toFootText(column, grid.summary[index])}</td>
        ))}
      </tr>
    </tfoot>
  );
}

const toPercentText = (share: number | null) =>
  share === null ? '–' : `${toWholePercent(share)}%`;

function toFootText(column: GridColumn, summary: Grid['summary'][number] | undefined): string {
  if (column.kind === 'quiz') return toPercentText(summary?.score ?? null);
  return String(summary?.done ?? 0);
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const stateWords: Record<CellState, string> = {
  done: 'done',
  underway: 'under way',
  open: 'open',
  overdue: 'overdue',
  failed: 'failed',
};

const isState = (text: string): text is CellState => Object.hasOwn(stateWords, text);

/** A cell as HTML, from `state` or `state:percent`. */
function toCellHtml(cell: string): string {
  const [state = '', percent] = cell.split(':');
  if (!isState(state)) return '<td></td>';
  const word = stateWords[state];
  if (percent === undefined) return `<td class="s-${state}">${word}</td>`;
  return `<td class="shape s-${state}">${Number(percent)}<span class="vh">%, ${word}</span></td>`;
}

const toSumHtml = (text: string) => `<td class="sum">${text}</td>`;

function toSeenText(lastSeenAt: Date | null, { timeZone, today }: ProgressGridProps['schedule']) {
  if (!lastSeenAt) return 'never';
  const days = daysBetween(toLocalDay(lastSeenAt.getTime(), timeZone), today);
  return days <= 0 ? 'today' : `${days} d ago`;
}

function toDoneHtml({ done, behindBy }: ShownRow, lessons: number): string {
  const text = `${done}/${lessons}`;
  if (behindBy === 0) return toSumHtml(text);
  return `<td class="sum shape s-overdue">${text}<span class="vh">, behind by ${behindBy}</span></td>`;
}

/**
 * The body's rows as HTML. Elements by the thousand are what a page costs: as text they take a quarter of the time of
 * React elements. Everything that is not a fixed word or a number is escaped.
 */
function toBodyHtml(
  { grid, schedule, cadetHref }: Pick<ProgressGridProps, 'grid' | 'schedule' | 'cadetHref'>,
  rows: readonly ShownRow[],
): string {
  return rows
    .map((row) => {
      const { id, cells, score, lastSeenAt } = row;
      const name = escapeHtml(toMarkedName(row));
      const link = `<a href="${escapeHtml(cadetHref(id))}">${name}</a>`;
      const seen = toSumHtml(toSeenText(lastSeenAt, schedule));
      const sums = toDoneHtml(row, grid.lessons) + toSumHtml(toPercentText(score)) + seen;
      const states = cells.split(',').map(toCellHtml).join('');
      const mark = row.disabled ? ' class="off"' : '';
      return `<tr><th scope="row"${mark} title="${name}">${link}</th>${sums}${states}</tr>`;
    })
    .join('');
}
