import type { ReactNode } from 'react';
import { paths } from '#app/paths.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { Sheet } from '#app/ui/sheet.tsx';
import { toPercentText } from './grid-body-rules.ts';
import type { Grid, GridColumn } from './grid-rules.ts';
import type { GridView, Sort } from './grid-view-rules.ts';
import '#app/ui/custom-elements.ts';

type ProgressGridProps = {
  caption: string;
  /** Whose lessons and quizzes the columns are. */
  courseId: string;
  /** Of the whole cohort: the foot counts everyone, whoever is shown. */
  grid: Pick<Grid, 'columns' | 'modules' | 'summary' | 'share' | 'score'>;
  cadets: number;
  /** The rows to show, as `writeGridBody` wrote them. */
  bodyHtml: string;
  view: GridView;
  sortHref: (sort: Sort) => string;
  /** Where the cadets who are ticked are sent, and the buttons that send them. */
  chosenHref: string;
  chosen: ReactNode;
};

/**
 * The progress grid as a table: a plain one, with links on the cadets' names, until its custom element makes the
 * cells movable by keyboard and fills the panel beside it.
 */
export function ProgressGrid(props: ProgressGridProps) {
  const { caption, grid, bodyHtml, chosenHref, chosen } = props;
  return (
    <progress-grid>
      <PostForm action={chosenHref}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
        <section className="grid-frame" aria-label={caption} tabIndex={0}>
          <table className="grid">
            <caption>{caption}</caption>
            <ColumnGroups columns={grid.columns} modules={grid.modules} />
            <GridHead {...props} />
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made and escaped by writeGridBody */}
            <tbody dangerouslySetInnerHTML={{ __html: bodyHtml }} />
            <GridFoot {...props} />
          </table>
        </section>
        {chosen}
      </PostForm>
      <Sheet label="Details of the cell" className="grid-side" />
    </progress-grid>
  );
}

function ColumnGroups({ columns, modules }: Pick<Grid, 'columns' | 'modules'>) {
  return (
    <>
      <colgroup>
        <col className="col-pick" />
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
  { sort: 'last-seen', label: 'Seen' },
];

function GridHead({ courseId, grid, view, sortHref }: ProgressGridProps) {
  const order = view.descending ? 'descending' : 'ascending';
  return (
    <thead>
      <tr>
        <td rowSpan={2} className="pick" />
        {sortable.map(({ sort, label }) => (
          <th
            key={sort}
            scope="col"
            rowSpan={2}
            className={sort === 'name' ? 'name' : 'sum'}
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
            <a
              href={kind === 'lesson' ? paths.taughtLesson(courseId, id) : paths.quizStatistics(id)}
            >
              {label}
              <span className="vh"> {title}</span>
            </a>
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
        <td className="pick" />
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

function toFootText(column: GridColumn, summary: Grid['summary'][number] | undefined): string {
  if (column.kind === 'quiz') return toPercentText(summary?.score ?? null);
  return String(summary?.done ?? 0);
}
