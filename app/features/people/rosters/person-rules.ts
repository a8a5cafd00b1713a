import { foldText, toPersonNameSchema, whyNoEmail } from '#app/names.ts';
import type { Column, Columns } from './columns-rules.ts';
import { isFamilyFirst } from './heading-rules.ts';
import { nobody, type ReadRow, type RosterPerson } from './schema.ts';
import { readStatus } from './status-rules.ts';
import {
  cleanCell,
  isEmpty,
  isFormula,
  isMadeDate,
  quote,
  readNumber,
  remarkOnDate,
  remarkOnLetters,
} from './value-rules.ts';

/** One row of a table as a person. Pure: no I/O here. */

type Dismissed = NonNullable<ReadRow['dismissed']>;
type Verdict = Dismissed['verdict'];
/** What is said of a row while it is read: `asked` keeps it from being imported as it stands. */
type Said = { remarks: string[]; asked: string[] };
type Part = Exclude<keyof Columns['by'], undefined>;

/** Thrown inside this file alone: the row is decided. */
class Dismissal extends Error {
  constructor(
    readonly verdict: Verdict,
    readonly reason: string,
  ) {
    super(reason);
  }
}

const totals =
  /^(grand |sub ?)?(total|totals|totaux|totale?|sum|summe|count|record count|headcount|nombre|anzahl|records?|rows?|end of (report|list|file)|fin)\b[\s:=.\d]*(records?|rows?|employees|people|personnel)?$/i;
const footers =
  /^(page \d+|generated|printed|report|exported|run date|as of|confidential|source|note)\b/i;

/** The row that `cells` make, whatever stands in them: a person, or why there is none. */
export function readRow(line: number, cells: readonly string[], columns: Columns): ReadRow {
  const remarks: string[] = [];
  const asked: string[] = [];
  try {
    const read = readCells(cells, columns, { remarks, asked });
    const reason = asked.join(' ');
    return { line, ...read, dismissed: reason ? { verdict: 'ask', reason } : null, remarks };
  } catch (error) {
    if (!(error instanceof Dismissal)) throw error;
    const { verdict, reason } = error;
    return { line, person: null, dismissed: { verdict, reason }, left: false, remarks };
  }
}

/** A row whose quote is never closed. */
export const toUnclosed = (line: number): ReadRow => ({
  line,
  person: null,
  dismissed: {
    verdict: 'error',
    reason: 'A quotation mark opens in this line and never closes. Close it, or take it out.',
  },
  left: false,
  remarks: [],
});

function readCells(
  cells: readonly string[],
  columns: Columns,
  said: Said,
): { person: RosterPerson; left: boolean } {
  const { by, headings } = columns;
  const { remarks } = said;
  dismissOthers(cells, columns);
  if (cells.slice(columns.count).some((cell) => cell.trim() !== ''))
    throw new Dismissal(
      'error',
      `This line has ${cells.length} cells, the headings are ${columns.count}. Put a cell that holds the parting sign in double quotes.`,
    );
  const text = (part: Part): string | null => {
    const column = by[part];
    const cell = column ? cleanCell(cells[column.at] ?? '') : '';
    return isEmpty(cell) ? null : cell;
  };
  const number = (column: Column | undefined): string | null => {
    if (!column) return null;
    const read = readNumber(cells[column.at] ?? '', column.heading);
    if ('problem' in read) throw new Dismissal('error', read.problem);
    if (read.remark) remarks.push(read.remark);
    return read.value;
  };
  const badge = number(by.badge);
  const employee = number(by.employee);
  const email = readEmail(text('email'));
  const names = readNames(text, by.name ? (headings[by.name.at] ?? '') : '');
  const others = text('otherIds') ?? '';
  const badgeNumber =
    badge ?? /\bbadge(?: (?:no|number|id))?[.:# ]*\s*(\w*\d\w*)/i.exec(others)?.[1] ?? null;
  const status = text('status') ?? names.status;
  const state = readStatus(status ?? '');
  if (state === 'away') remarks.push(`The status is “${status}”.`);
  const person: RosterPerson = {
    ...nobody,
    name: checkName(names, said),
    givenName: names.given,
    familyName: names.family,
    preferredName: text('preferred'),
    previousName: text('previous'),
    email,
    badgeNumber,
    employeeNumber: employee ?? names.id,
    username: readUsername(text('username')),
    rank: readRank(text('rank')),
    agency: text('agency')?.slice(0, 120) ?? null,
    status,
    role: readRole(text('role')),
    cohorts: readCohort(text('class'), by.class, said),
  };
  for (const { at, heading } of columns.dates) {
    const remark = remarkOnDate(cells[at] ?? '', heading);
    if (remark) remarks.push(remark);
  }
  return { person, left: state === 'gone' };
}

/** Lines of a report that are about nobody. */
function dismissOthers(cells: readonly string[], { headings, count, by }: Columns): void {
  const filled = cells.map(cleanCell).filter((cell) => cell !== '');
  const key = [by.badge, by.employee, by.email].some(
    (column) => column && !isEmpty(cleanCell(cells[column.at] ?? '')),
  );
  if (filled.some((cell) => totals.test(cell)) && (!key || filled.length < 3))
    throw new Dismissal('skip', 'This is the line of a total, not a person.');
  const same = headings.filter(
    (heading, at) => heading !== '' && heading === cleanCell(cells[at] ?? ''),
  );
  if (same.length > 1 && same.length * 2 > headings.length)
    throw new Dismissal('skip', 'These are the headings again, not a person.');
  if (filled.length === 1 && count > 2 && (!key || footers.test(filled[0] ?? '')))
    throw new Dismissal('skip', 'One cell alone is filled here: this is a note, not a person.');
}

function readEmail(text: string | null): string | null {
  if (text === null) return null;
  const address = (text.endsWith('>') ? text.slice(text.lastIndexOf('<') + 1, -1) : text)
    .replace(/^mailto:/i, '')
    .replace(/[;,.]+$/, '')
    .trim()
    .toLowerCase();
  const problem = whyNoEmail(address);
  if (problem === null) return address;
  const several = (address.match(/@/g)?.length ?? 0) > 1;
  throw new Dismissal(
    'error',
    several
      ? 'The cell of the e-mail address holds more than one. Leave one.'
      : /[\p{Cf}]/u.test(address)
        ? problem
        : `${quote(address)[0]?.toUpperCase()}${quote(address).slice(1)} is no e-mail address. Write it as name@example.org, or leave the cell empty.`,
  );
}

type Names = {
  whole: string;
  given: string | null;
  family: string | null;
  id: string | null;
  status: string | null;
};

/** The parts of a name, and what reports write behind it: an id, a leave. */
function readNames(text: (part: Part) => string | null, heading: string): Names {
  const [given, family] = [text('given'), text('family')];
  if (given || family) {
    const [middle, suffix] = [text('middle'), text('suffix')];
    const first = [given, middle].filter((part) => part !== null).join(' ') || null;
    const last = [family, suffix].filter((part) => part !== null).join(' ') || null;
    const whole = [first, last].filter((part) => part !== null).join(' ');
    return { whole, given: first, family: last, id: null, status: null };
  }
  const written = text('name') ?? '';
  const [, bare = written, behind = ''] = /^(.*?)((?:\s*[([][^()[\]]*[)\]])+)$/.exec(written) ?? [];
  const marks = [...behind.matchAll(/[([]([^()[\]]*)[)\]]/g)].map(([, mark = '']) => mark.trim());
  const id = marks.find((mark) => /^\w*\d[\w-]*$/.test(mark)) ?? null;
  const status = marks.find((mark) => !/\d/.test(mark) && readStatus(mark) !== 'unknown') ?? null;
  const name = id || status ? bare.trim() : written;
  return { ...splitName(name, heading, text), id, status };
}

const suffixes = /^(jr|sr|ii|iii|iv|v|esq|phd|md)\.?$/i;

function splitName(
  name: string,
  heading: string,
  text: (part: Part) => string | null,
): Pick<Names, 'whole' | 'given' | 'family'> {
  const parts = name.split(',').map((part) => part.trim());
  const [family = '', given = '', ...more] = parts.filter((part) => part !== '');
  if (parts.length > 1 && given !== '' && !suffixes.test(given)) {
    const suffix = more.filter((part) => suffixes.test(part)).join(' ');
    const middle = text('middle');
    const first = [given, middle].filter(Boolean).join(' ');
    const last = [family, suffix || text('suffix')].filter(Boolean).join(' ');
    return { whole: `${first} ${last}`, given: first, family: last };
  }
  const words = name.split(' ');
  // “TREMBLAY Aoife” below “Nom et prénom”: the capitals are the family name.
  const capitals = words.findIndex(
    (word) => word !== word.toUpperCase() || !/\p{Lu}{2}/u.test(word),
  );
  if (isFamilyFirst(heading) && capitals > 0) {
    const [last, first] = [words.slice(0, capitals).join(' '), words.slice(capitals).join(' ')];
    return { whole: `${first} ${last}`, given: first, family: last };
  }
  if (words.length === 2 && !suffixes.test(words[1] ?? '')) {
    const [one = '', two = ''] = words;
    return isFamilyFirst(heading)
      ? { whole: `${two} ${one}`, given: two, family: one }
      : { whole: name, given: one, family: two };
  }
  // Where the family name begins in three words or more, nobody can say.
  return { whole: name, given: null, family: null };
}

const nameSchema = toPersonNameSchema('There is no name here. Write one.');

function checkName({ whole, given, family }: Names, { remarks, asked }: Said): string {
  if (whole === '') return '';
  const read = nameSchema.safeParse(whole);
  if (!read.success)
    throw new Dismissal(
      'error',
      `The name: ${read.error.issues[0]?.message ?? 'it cannot be read.'}`,
    );
  const parts = [given, family, whole].filter((part) => part !== null);
  if (parts.some(isFormula))
    remarks.push(
      'A name begins as a formula does. It is kept as the text that it is, and never calculated; correct it if it is none of theirs.',
    );
  else if (!/\p{L}/u.test(read.data) || /\S@\S/.test(read.data))
    throw new Dismissal(
      'error',
      `${quote(read.data)} is no name. Check whether the cells of this line are in their columns.`,
    );
  const letters = remarkOnLetters(read.data);
  if (letters) asked.push(letters);
  return read.data;
}

const readUsername = (text: string | null) =>
  text !== null && /^[^\s@]{1,80}(@\S+)?$/.test(text) ? text : null;

// Forms of address stand below “Title” too.
const readRank = (text: string | null) =>
  text === null || /^(mr|mrs|ms|miss|mx|dr|m|mme|mlle|herr|frau|sr|sra)\.?$/i.test(text)
    ? null
    : text.slice(0, 120);

/** The role here of a role there; null where it says nothing of the kind. */
function readRole(text: string | null): RosterPerson['role'] {
  const words = foldText(text ?? '');
  if (/^(student|cadet|recruit|trainee|learner|etudiant|eleve|alumno)/.test(words)) return 'cadet';
  if (
    /^(teacher|instructor|trainer|editingteacher|faculty|enseignant|instructeur|aide)/.test(words)
  )
    return 'instructor';
  return null;
}

function readCohort(text: string | null, column: Column | undefined, { asked }: Said): string[] {
  if (text === null || !column) return [];
  if (!isMadeDate(text)) return [text.slice(0, 120)];
  asked.push(
    `In “${column.heading}”, a spreadsheet made the date “${text}” of the name of a class. Format the column as text and write the name again.`,
  );
  return [];
}
