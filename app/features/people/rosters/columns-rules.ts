import { type Field, readHeading, toWords } from './heading-rules.ts';
import { columnLimit, type Recall } from './schema.ts';
import type { TableRow } from './table-rules.ts';
import { cleanCell } from './value-rules.ts';

/** Where a table has what is needed, guessed by its headings. Pure: no I/O here. */

/** A column that is read: its place, from 0, and its heading as written. */
export type Column = { at: number; heading: string };

/** `count`: of the cells of a whole row. `fields`: what each column is read as. `said`: what a reader should know of the guess. */
export type Columns = {
  line: number;
  count: number;
  headings: readonly string[];
  fields: readonly (Field | null)[];
  by: Readonly<Partial<Record<Exclude<Field, 'private' | 'date'>, Column>>>;
  dates: readonly Column[];
  said: readonly string[];
};

// A title, a note, a blank line, the day of the report: what stands above the headings of real reports.
const linesAbove = 25;

const identifying: readonly Field[] = [
  'badge',
  'employee',
  'otherIds',
  'sourcedId',
  'username',
  'name',
  'given',
  'family',
  'email',
];

/** How much a row looks like headings: the different fields it names; 0 where it cannot be one. */
export function scoreHeadings(cells: readonly string[]): number {
  const fields = new Set(cells.map((cell) => readHeading(cleanCell(cell))));
  fields.delete(null);
  if (!identifying.some((field) => fields.has(field))) return 0;
  if (cells.some((cell) => /\S@\S/.test(cell))) return 0;
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  return fields.size >= 2 || (fields.size === 1 && filled === 1) ? fields.size : 0;
}

/** The row of headings among the first of a table, or null. */
export function findHeadings(rows: readonly TableRow[]): TableRow | null {
  let best: { row: TableRow; score: number } | null = null;
  for (const row of rows.slice(0, linesAbove)) {
    const score = row.cells ? scoreHeadings(row.cells) : 0;
    // A word alone may be the title above a table of more columns.
    if (score > 0 && (!best || score > best.score)) best = { row, score };
  }
  return best?.row ?? null;
}

const isEmail = (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cleanCell(cell));
const isSocialSecurity = (cell: string) => /^\d{3}-\d{2}-\d{4}$/.test(cleanCell(cell));

/** Whether most of what stands in a column, at least two cells, is of a kind. */
function isMostly(
  sample: readonly TableRow[],
  at: number,
  kind: (cell: string) => boolean,
): boolean {
  const cells = sample.map(({ cells }) => cells?.[at]?.trim() ?? '').filter((cell) => cell !== '');
  return cells.length > 1 && cells.filter(kind).length * 10 >= cells.length * 6;
}

/**
 * The columns below a row of headings. @param sample some rows below, by which unknown headings are read
 * @param recall what somebody said of them: it counts, but for what nobody needs, which is read by no word
 */
export function readColumns(
  head: TableRow,
  sample: readonly TableRow[],
  recall: Recall = () => undefined,
): Columns {
  const headings = (head.cells ?? []).map(cleanCell);
  while (headings.length > 0 && headings.at(-1) === '') headings.pop();
  const by: Partial<Record<Field, Column>> = {};
  const dates: Column[] = [];
  const said: string[] = [];
  const words = headings.map(toWords);
  const told = recall(headings);
  const isPrivate = (at: number) =>
    readHeading(headings[at] ?? '') === 'private' || isMostly(sample, at, isSocialSecurity);
  headings.forEach((heading, at) => {
    let field = told ? (told[at] ?? null) : readHeading(heading);
    const column = { at, heading };
    if (told && isPrivate(at)) field = 'private';
    if (field && field !== 'private' && isMostly(sample, at, isSocialSecurity)) {
      field = 'private';
      said.push(
        `The column “${heading}” holds what looks like social security numbers: it is left out.`,
      );
    }
    if (field === 'date') dates.push(column);
    else if (
      !told &&
      field === 'email' &&
      by.email &&
      /personal|home/.test(toWords(by.email.heading))
    )
      by.email = column;
    else if (field && field !== 'private') by[field] ??= column;
  });
  if (!told) settleNames(by, words, headings);
  if (!told && !by.email) {
    const at = headings.findIndex(
      (heading, place) => readHeading(heading) === null && isMostly(sample, place, isEmail),
    );
    const heading = headings[at];
    if (heading !== undefined) {
      by.email = { at, heading };
      said.push(`The column “${heading}” holds e-mail addresses and is read as such.`);
    }
  }
  const readAs = new Map(
    Object.entries(by).map(([field, column]) => [column.at, field as keyof typeof by]),
  );
  const fields = headings.map((_heading, at): Field | null => {
    if (isPrivate(at)) return 'private';
    return readAs.get(at) ?? (dates.some((date) => date.at === at) ? 'date' : null);
  });
  return { line: head.line, count: headings.length, headings, fields, by, dates, said };
}

/** “Nom” beside “Prénom” is a family name, alone it is a whole one; the same with “Name” and “Vorname”. */
function settleNames(
  by: Partial<Record<Field, Column>>,
  words: readonly string[],
  headings: readonly string[],
): void {
  const { name, given, family } = by;
  const nameWord = name ? words[name.at] : '';
  if (given && !family && name && nameWord === 'name') {
    by.family = name;
    delete by.name;
  }
  if (family && !given && !by.name && words[family.at] === 'nom') {
    by.name = { at: family.at, heading: headings[family.at] ?? '' };
    delete by.family;
  }
  if (given && !family && !by.name && words[given.at] === 'nombre') {
    by.name = given;
    delete by.given;
  }
}

/** Why a table cannot be read as people at all, or null. */
export function whyNoColumns({ count, by }: Columns): string | null {
  if (count > columnLimit)
    return `This table has ${count} columns. Leave those about the people (number, name, e-mail, rank, agency, class), at most ${columnLimit}, and send it again.`;
  return by.name || by.family || by.given || by.email || by.badge || by.employee
    ? null
    : 'No column holds names, numbers or addresses of people.';
}
