import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A column: its heading and how a row fills it. */
export type Column<Row> = {
  label: string;
  cell: (row: Row) => ReactNode;
  /** Digits, set flush right. */
  numeric?: boolean;
  /** Names the row; one column has it. */
  rowHeader?: boolean;
  /** Sorts by this column; the current order, if it is this one. */
  sortHref?: string;
  sorted?: 'ascending' | 'descending';
};

type TableProps<Row> = {
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** On a phone: rows become small lists instead of scrolling sideways. */
  stack?: boolean;
};

/** A table with a caption and a head that stays in sight; scrolls sideways by itself where it is too wide. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, stack } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={`Table: ${caption}`} tabIndex={0}>
      <table className={classNames('table', stack && 'table-stack')}>
        <caption className={captionHidden ? 'vh' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.label}
                scope="col"
                className={column.numeric ? 'number' : undefined}
                aria-sort={column.sorted}
              >
                {column.sortHref ? <a href={column.sortHref}>{column.label}</a> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.label} column={column} row={row} labelled={stack} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell<Row>(props: { column: Column<Row>; row: Row; labelled?: boolean }) {
  const { column, row, labelled } = props;
  if (column.rowHeader) return <th scope="row">{column.cell(row)}</th>;
  return (
    <td
      className={column.numeric ? 'number' : undefined}
      data-label={labelled ? column.label : undefined}
    >
      {column.cell(row)}
    </td>
  );
}
