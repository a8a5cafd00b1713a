import { decodeText, whyNoTable, whyNoText } from './bytes-rules.ts';
import { findHeadings, readColumns, scoreHeadings, whyNoColumns } from './columns-rules.ts';
import { readRow, toUnclosed } from './person-rules.ts';
import { columnLimit, type ReadRoster, type ReadRow, type Recall, rowLimit } from './schema.ts';
import {
  delimiters,
  readNamedDelimiter,
  readRows,
  sayDelimiter,
  type TableRow,
} from './table-rules.ts';

/** A table of people, from its bytes or its rows to what each row says. Pure: no I/O here. */

type Source = Pick<ReadRoster, 'encoding' | 'delimiter'>;

/** A file of which nothing was read. */
export const refuseFile = (source: Source, refused: string): ReadRoster => ({
  ...source,
  headerLine: null,
  refused,
  columns: [],
  rows: [],
  problems: [],
});

const emptyFile = 'This file is empty. Send the list itself, with a line of headings above it.';

const noHeadings =
  'No line names the columns, so nobody can say what is what. Write a line of headings above the list, such as: Badge number, Last name, First name, E-mail.';

/** Reads a text file. */
export function readText(bytes: Uint8Array, recall?: Recall): ReadRoster {
  const unknown = { encoding: null, delimiter: null };
  if (bytes.length === 0) return refuseFile(unknown, emptyFile);
  const binary = whyNoText(bytes);
  if (binary) return refuseFile(unknown, binary);
  const { encoding, text: written } = decodeText(bytes);
  const text = written.replace(/\r\n?/g, '\n');
  if (text.trim() === '') return refuseFile({ encoding, delimiter: null }, emptyFile);
  const noTable = whyNoTable(text);
  if (noTable) return refuseFile({ encoding, delimiter: null }, noTable);
  const named = readNamedDelimiter(text);
  const delimiter = named ?? guessDelimiter(text);
  const rows = readRows(text, delimiter);
  if (named) rows.next();
  return readTable(rows, { encoding, delimiter: sayDelimiter(delimiter) }, recall);
}

const guessedFrom = 64 * 1024;

/** The sign by which the headings name most columns; without headings, the one that stands most often. */
function guessDelimiter(text: string): string {
  const start = text.slice(0, guessedFrom);
  const scored = delimiters.map((delimiter) => {
    const rows: TableRow[] = [];
    for (const row of readRows(start, delimiter)) if (rows.push(row) >= 25) break;
    const score = Math.max(0, ...rows.map(({ cells }) => (cells ? scoreHeadings(cells) : 0)));
    return { delimiter, score, count: start.split(delimiter).length };
  });
  scored.sort((a, b) => b.score - a.score || b.count - a.count);
  return scored[0]?.delimiter ?? ',';
}

// By how many rows below the headings a column is judged.
const judgedBy = 200;

/** Reads rows whose cells are parted already. @param rows the whole table, with what stands above its headings */
export function readTable(rows: Iterable<TableRow>, source: Source, recall?: Recall): ReadRoster {
  const all = rows[Symbol.iterator]();
  const start: TableRow[] = [];
  while (start.length < judgedBy) {
    const { value, done } = all.next();
    if (done) break;
    start.push(value);
  }
  if (start.length === 0) return refuseFile(source, emptyFile);
  const head = findHeadings(start);
  if (!head) return refuseFile(source, noHeadings);
  const below = start.slice(start.indexOf(head) + 1);
  const columns = readColumns(head, below, recall);
  const shown = columns.headings.map((heading, at) => {
    return { heading, field: columns.fields[at] ?? null };
  });
  const headerLine = head.line;
  const refuse = (why: string) => ({
    ...refuseFile(source, why),
    headerLine,
    columns: shown.slice(0, columnLimit),
  });
  const noColumns = whyNoColumns(columns);
  if (noColumns) return refuse(noColumns);
  const read: ReadRow[] = [];
  for (const { line, cells } of both(below, all)) {
    if (read.length >= rowLimit)
      return refuse(`This list has more than ${rowLimit} rows. Send it in parts.`);
    read.push(cells ? readRow(line, cells, columns) : toUnclosed(line));
  }
  if (read.length === 0)
    return refuse('This list has headings, and nobody below them. Send the list with its people.');
  const problems = [...columns.said, ...sayMissing(columns.by)].map((message) => ({
    line: headerLine,
    message,
  }));
  return { ...source, headerLine, refused: null, columns: shown, rows: read, problems };
}

function* both(first: readonly TableRow[], rest: Iterator<TableRow>): Generator<TableRow> {
  yield* first;
  for (let { value, done } = rest.next(); !done; { value, done } = rest.next()) yield value;
}

/** What a list lacks as a whole. */
function sayMissing(by: ReturnType<typeof readColumns>['by']): string[] {
  const numbered = by.badge ?? by.employee ?? by.otherIds ?? by.sourcedId;
  if (!by.email && !numbered && !by.username)
    return [
      'This list has neither a number nor an e-mail address of anybody, and people are never matched by their names. Add a column with badge or employee numbers, or with e-mail addresses, and send it again.',
    ];
  if (!by.email) return ['This list has no e-mail addresses: people are known by their numbers.'];
  return [];
}
