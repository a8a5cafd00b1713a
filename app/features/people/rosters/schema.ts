import type { Identity } from '#app/features/people/users/identity-rules.ts';
import type { Field } from './heading-rules.ts';

/** Lists of people as an academy's other systems write them, and what an import makes of each row. */

/** Someone as a row says; what it does not say is null. `cohorts`: names of classes, as written. */
export type RosterPerson = {
  name: string;
  givenName: string | null;
  familyName: string | null;
  preferredName: string | null;
  previousName: string | null;
  email: string | null;
  badgeNumber: string | null;
  employeeNumber: string | null;
  username: string | null;
  /** The id of the person in the bundle that it came in (OneRoster's sourcedId). */
  sourcedId: string | null;
  rank: string | null;
  agency: string | null;
  status: string | null;
  role: 'cadet' | 'instructor' | null;
  cohorts: readonly string[];
};

export type Verdict = 'create' | 'update' | 'unchanged' | 'withdraw' | 'skip' | 'ask' | 'error';

/** `line`: the first of the row, counted from 1 in the file; of an XLSX file, the number of the row. */
export type RosterRow = {
  line: number;
  verdict: Verdict;
  reason: string | null;
  person: RosterPerson | null;
};

/** Something that a person should know of a line; it may stand beside any verdict. */
export type RosterProblem = { line: number; message: string };

/** A column of a list and what it is read as; null where nothing in it is needed, or wanted. */
export type ReadColumn = { heading: string; field: Field | null };

/**
 * A row with what applying it would do. `accountId`: whose account it is about, null where there is none yet; `changed`: what
 * of them changes; `enrolls`, `leaves`: names of cohorts; `asked`: what it asks, or asked until it was answered; `mayTake`: it
 * can be imported as it stands, or be said to be about that account; `line` null: somebody whom the list does not name.
 */
export type JudgedRow = Omit<RosterRow, 'line'> & {
  line: number | null;
  accountId: string | null;
  changed: Partial<Identity>;
  enrolls: readonly string[];
  leaves: readonly string[];
  asked: string | null;
  mayTake: boolean;
};

/** What was said to a row that asks: import it as it stands, or leave it out. */
export type Answer = 'take' | 'leave';

/** The dry run of one file. `headerLine` is null where none was found; `refused` says why nothing was read. */
export type RosterCheck = {
  encoding: string | null;
  delimiter: string | null;
  headerLine: number | null;
  refused: string | null;
  columns: ReadColumn[];
  rows: JudgedRow[];
  problems: RosterProblem[];
};

/**
 * A row as it was read, before anybody was looked for. `dismissed` decides it already; `left`: its status says that the
 * person is not here any more; `remarks`: what was read otherwise than it stands there.
 */
export type ReadRow = {
  line: number;
  person: RosterPerson | null;
  dismissed: { verdict: 'skip' | 'ask' | 'error'; reason: string } | null;
  left: boolean;
  remarks: readonly string[];
};

/** A file as it was read. */
export type ReadRoster = Omit<RosterCheck, 'rows'> & { rows: ReadRow[] };

/** What was said earlier of columns with these headings: what each is read as. Undefined where nothing was. */
export type Recall = (headings: readonly string[]) => readonly (Field | null)[] | undefined;

/** The most bytes of one file, and of what a packed one holds. */
export const sizeLimit = 64 * 1024 * 1024;
/** The most rows of one file. */
export const rowLimit = 100_000;
/** The most columns of a table of people. */
export const columnLimit = 150;

export const nobody: RosterPerson = {
  name: '',
  givenName: null,
  familyName: null,
  preferredName: null,
  previousName: null,
  email: null,
  badgeNumber: null,
  employeeNumber: null,
  username: null,
  sourcedId: null,
  rank: null,
  agency: null,
  status: null,
  role: null,
  cohorts: [],
};
