import { foldText, shorten, toPersonNameSchema, whyNoEmail } from '#app/names.ts';
import {
  type Columns,
  cutEnd,
  readFree,
  readHeading,
  readRow,
  type TypedPerson,
} from './roster-line-rules.ts';

/** Reading a list of people, as administrators paste it to invite or enroll them. Pure: no I/O here. */

/**
 * Someone of the list: the line they stand on (1-based), and the name if one was given. `again`: further lines that say
 * the same of them.
 */
export type ListedPerson = {
  line: number;
  name: string | null;
  email: string;
  again: readonly number[];
};

/** How many people one list may hold. */
export const peopleLimit = 200;

const example = 'alone or as Name <name@example.org>';

/** What to say of a list with nobody in it. */
export const emptyList = `Write at least one e-mail address, one a line, ${example}.`;

const noAddresses = `No line holds an e-mail address. Write one a line, ${example}; from a spreadsheet, copy the column of e-mail addresses too.`;

type Line = { line: number; typed: string };

// How many lines a title above a table's heading may take.
const titleLines = 4;

/** The heading of a table, if there is one above the first address, and the lines below it. */
function findTable(lines: readonly Line[]): { columns: Columns | null; rows: readonly Line[] } {
  for (const [index, { typed }] of lines.slice(0, titleLines + 1).entries()) {
    if (typed.includes('@')) break;
    const columns = readHeading(typed);
    if (columns) return { columns, rows: joinQuoted(lines.slice(index + 1)) };
  }
  return { columns: null, rows: lines };
}

// How many further lines a cell in quotes may take.
const longestCell = 5;

const hasOpenQuote = (text: string) => (text.match(/"/g)?.length ?? 0) % 2 === 1;

/** Rows of a table, one a line: a cell in quotes may hold line breaks. A quote that nothing closes is left as it is. */
function joinQuoted(lines: readonly Line[]): Line[] {
  const rows: Line[] = [];
  for (let at = 0; at < lines.length; at++) {
    const start = lines[at];
    if (!start) break;
    const below = lines.slice(at + 1, at + 1 + longestCell);
    const end = below.findIndex(({ typed }) => hasOpenQuote(typed));
    const last = hasOpenQuote(start.typed) ? at + 1 + end : at;
    rows.push({
      line: start.line,
      typed: lines
        .slice(at, last + 1)
        .map(({ typed }) => typed)
        .join(' '),
    });
    at = last;
  }
  return rows;
}

const nameSchema = toPersonNameSchema('');

// Left over from a list that was meant in another way than it is read: a label, a number in front, half a bracket.
const isNoName = (text: string) =>
  /^[\d+]/.test(text) || [...'<>|@:'].some((sign) => text.includes(sign));

/** The name as records take it, or why it cannot be taken. */
function readName(typed: string | null): { name: string | null } | { problem: string } {
  if (typed === null) return { name: null };
  const read = nameSchema.safeParse(typed);
  if (read.success && !isNoName(read.data)) return { name: read.data };
  if (read.success)
    return {
      problem: `“${shorten(read.data)}” does not look like a name. Write the line as Name <name@example.org>.`,
    };
  return { problem: read.error.issues[0]?.message ?? '' };
}

/**
 * Reads a list of people as it comes from a mail program (`Doe, Jane <jane@x>; Roe, Max <max@x>`), from a spreadsheet
 * (rows with a heading or without, parted by tabs, semicolons or commas) or from a keyboard (one address a line, or
 * several). Names stay as they were written. `problems` has a sentence for each line that cannot be used, or one about a
 * list without people or with too many.
 */
export function parsePeople(text: string): { people: ListedPerson[]; problems: string[] } {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\r\n]/)
    .map((typed, index) => ({ line: index + 1, typed: cutEnd(typed, ' \u00a0\t,;') }))
    .filter(({ typed }) => typed.trim() !== '');
  const refuse = (problem: string) => ({ people: [], problems: [problem] });
  if (lines.length === 0) return refuse(emptyList);
  if (!lines.some(({ typed }) => typed.includes('@'))) return refuse(noAddresses);

  const { columns, rows } = findTable(lines);
  const people = new Map<string, ListedPerson>();
  const problems: string[] = [];
  for (const { line, typed } of rows) {
    const read = columns ? readRow(typed, columns) : readFree(typed);
    const quote = `Line ${line}, “${shorten(typed.trim())}”`;
    if (typeof read === 'string') problems.push(`${quote}: ${read}`);
    else for (const person of read) add(people, problems, line, person);
  }
  if (people.size > peopleLimit)
    return refuse(`These are ${people.size} people. Send at most ${peopleLimit}, then the rest.`);
  return { people: [...people.values()], problems };
}

function add(
  people: Map<string, ListedPerson>,
  problems: string[],
  line: number,
  { name: typed, email }: TypedPerson,
): void {
  const wrong = whyNoEmail(email);
  if (wrong) {
    problems.push(`Line ${line}: ${wrong}`);
    return;
  }
  const read = readName(typed);
  if ('problem' in read) {
    problems.push(`Line ${line}, the name of ${email}: ${read.problem}`);
    return;
  }
  const { name } = read;
  const earlier = people.get(email);
  if (earlier?.name && name && foldText(earlier.name) !== foldText(name))
    problems.push(
      `Line ${line}: ${email} stands on line ${earlier.line} already, for ${earlier.name}. Give ${name} another address, or delete one of the two.`,
    );
  else if (earlier)
    people.set(email, { ...earlier, name: earlier.name ?? name, again: [...earlier.again, line] });
  else people.set(email, { line, name, email, again: [] });
}
