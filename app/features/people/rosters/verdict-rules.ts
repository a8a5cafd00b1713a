import type { Identity } from '#app/features/people/users/identity-rules.ts';
import { foldText } from '#app/names.ts';
import { findChanges, fold } from './changes-rules.ts';
import {
  findPerson,
  Index,
  type Key,
  type KnownPerson,
  keyWords,
  kinds,
  listKeys,
  listMatches,
  otherAgency,
} from './matching-rules.ts';
import {
  type Answer,
  type JudgedRow,
  nobody,
  type ReadRoster,
  type ReadRow,
  type RosterCheck,
  type RosterPerson,
  type Verdict,
} from './schema.ts';

/** What an import would do with each row, given who is known already. Pure: no I/O here. */

/** What `toCheck` knows of the academy. `invited`: addresses with an invitation that waits to be accepted. */
export type Known = {
  people: readonly KnownPerson[];
  cohorts: readonly string[];
  invited?: readonly string[];
};

/** What was said of a list. `cohort`: where everybody of it goes; `whole`: it names all who are in there. */
export type Told = {
  cohort?: string;
  whole?: boolean;
  /** By `toRowKey`. `asked`: the question, as it stood; of another one the answer says nothing. */
  answers?: ReadonlyMap<string, { answer: Answer; asked: string }>;
};

/** What a row of one list is known by, however often that is read. */
export const toRowKey = ({ line, accountId }: Pick<JudgedRow, 'line' | 'accountId'>): string =>
  line === null ? `account ${accountId}` : String(line);

/** The dry run of a file that was read. */
export function toCheck(read: ReadRoster, known: Known, told: Told = {}): RosterCheck {
  const index = new Index<KnownPerson>();
  for (const person of known.people) index.add(listKeys(person), person);
  const found: Found = {
    index,
    earlier: new Index(),
    taken: new Map(),
    cohorts: new Map(known.cohorts.map((name) => [foldText(name), name])),
    invited: new Set(known.invited),
  };
  const problems = [...read.problems];
  const classes = new Map<string, number>();
  const mentioned = new Set<string>();
  const rows = read.rows.map((row): JudgedRow => {
    const { line } = row;
    const person =
      row.person && told.cohort ? { ...row.person, cohorts: [told.cohort] } : row.person;
    const asked = judge({ ...row, person }, found);
    const said = told.answers?.get(String(line));
    const judged = answer(asked, said);
    const { verdict, reason, account } = judged;
    const isRead = !row.dismissed || (asked.take && verdict !== 'ask' && verdict !== 'skip');
    if (person && isRead) found.earlier.add(listKeys(person), { line, person });
    if (account && verdict !== 'ask') found.taken.set(account.id, line);
    for (const one of person ? listMatches(person, listKeys(person), index).keys() : [])
      mentioned.add(one.id);
    for (const name of person?.cohorts ?? [])
      if (!found.cohorts.has(foldText(name)) && !classes.has(name)) classes.set(name, line);
    const remarked = [...(reason && verdict !== 'update' ? [reason] : []), ...row.remarks];
    for (const message of remarked) problems.push({ line, message });
    return toRow({ line, person }, judged, asked, row.remarks);
  });
  if (told.whole && told.cohort) rows.push(...judgeMissing(rows, mentioned, known.people, told));
  for (const message of sayFile(read, [...classes.keys()]))
    problems.push({ line: read.headerLine ?? 1, message });
  problems.sort((a, b) => a.line - b.line);
  return { ...read, rows, problems };
}

/** @param asked the row before anything was said to it */
function toRow(
  { line, person }: Pick<JudgedRow, 'line' | 'person'>,
  { verdict, reason, account, changed = {}, enrolls = [], leaves = [] }: Judged,
  asked: Judged,
  remarks: readonly string[],
): JudgedRow {
  return {
    line,
    verdict,
    reason: [reason, ...remarks].filter(Boolean).join(' ') || null,
    person: verdict === 'error' ? null : person,
    accountId: account?.id ?? null,
    changed,
    enrolls,
    leaves,
    asked: asked.verdict === 'ask' ? asked.reason : null,
    mayTake: asked.take !== undefined,
  };
}

/** `take`: what comes of a row that asks, where it is imported as it stands; absent where it cannot be. */
type Judged = {
  verdict: Verdict;
  reason: string | null;
  account?: KnownPerson;
  changed?: Partial<Identity>;
  enrolls?: readonly string[];
  leaves?: readonly string[];
  take?: () => Judged;
};

type Found = {
  index: Index<KnownPerson>;
  earlier: Index<{ line: number; person: RosterPerson }>;
  /** Accounts that a line stands for already, and that line. */
  taken: Map<string, number>;
  /** The names of all cohorts, by their folded ones. */
  cohorts: ReadonlyMap<string, string>;
  invited: ReadonlySet<string>;
};

/** What becomes of a row that asked, by what was said to just this question. */
function answer(judged: Judged, said: { answer: Answer; asked: string } | undefined): Judged {
  if (judged.verdict !== 'ask' || said?.asked !== judged.reason) return judged;
  if (said.answer === 'leave')
    return { verdict: 'skip', reason: `Left out as you said. ${said.asked}` };
  return judged.take?.() ?? judged;
}

function judge(row: ReadRow, found: Found): Judged {
  const { person, dismissed } = row;
  if (!person) return dismissed ?? { verdict: 'error', reason: 'This line cannot be read.' };
  if (dismissed?.verdict !== 'ask') return dismissed ?? judgePerson(row, person, found);
  const next = judgePerson(row, person, found);
  if (next.verdict !== 'ask') return { ...dismissed, take: () => next };
  return { ...next, reason: `${dismissed.reason} ${next.reason}` };
}

function judgePerson(row: ReadRow, person: RosterPerson, found: Found): Judged {
  const keys = listKeys(person);
  if (keys.length === 0)
    return {
      verdict: 'ask',
      reason:
        'This line has neither a number nor an e-mail address, so nobody can say for sure who it is.',
    };
  const repeated = judgeRepeated(person, keys, found.earlier);
  if (repeated) return repeated;
  const match = findPerson(person, keys, found.index);
  if (match && 'ask' in match) {
    const { ask: reason, perhaps } = match;
    const take = perhaps && (() => judgeKnown(row, person, perhaps, found));
    return { verdict: 'ask', reason, account: perhaps, take };
  }
  if (match) return judgeKnown(row, person, match, found);
  if (row.left)
    return {
      verdict: 'withdraw',
      reason: `The list says “${person.status}”, and nobody here has these numbers: no account is made.`,
    };
  if (person.name === '') return { verdict: 'error', reason: 'There is no name here. Write one.' };
  const waits = person.email !== null && found.invited.has(person.email);
  return {
    verdict: 'create',
    reason: waits ? 'An invitation to this address waits: it is withdrawn.' : null,
    enrolls: person.role === 'instructor' ? [] : listEnrolls(person, [], found.cohorts),
  };
}

function judgeKnown(
  { left }: ReadRow,
  person: RosterPerson,
  account: KnownPerson,
  { taken, cohorts }: Found,
): Judged {
  const line = taken.get(account.id);
  if (line !== undefined)
    return {
      verdict: 'ask',
      reason: `This is ${account.name}, as line ${line} is. Leave one of the two.`,
    };
  if (left) return judgeLeft(person, account);
  const { changed, words } = findChanges(person, account);
  const wanted = listEnrolls(person, account.cohorts, cohorts);
  const enrolls = account.isCadet ? wanted : [];
  const said = [...words, ...enrolls.map((name) => `is enrolled in ${name}`)];
  if (said.length > 0)
    return { verdict: 'update', reason: `${said.join('; ')}.`, account, changed, enrolls };
  const reason = account.disabled
    ? 'The account is disabled, and stays so.'
    : wanted.length > 0
      ? `${account.name} is no cadet, and is enrolled nowhere.`
      : null;
  return { verdict: 'unchanged', reason, account };
}

/** The names of cohorts here that a line puts somebody in who is not there yet. */
function listEnrolls(
  person: RosterPerson,
  enrolled: readonly string[],
  cohorts: Found['cohorts'],
): string[] {
  const here = new Set(enrolled.map(foldText));
  return person.cohorts.flatMap((name) => {
    const folded = foldText(name);
    return here.has(folded) ? [] : (cohorts.get(folded) ?? []);
  });
}

function judgeLeft(person: RosterPerson, account: KnownPerson): Judged {
  const { name, cohorts } = account;
  if (account.disabled || cohorts.length === 0)
    return {
      verdict: 'unchanged',
      reason: `The list says “${person.status}”, and ${name} is in no cohort.`,
      account,
    };
  return {
    verdict: 'withdraw',
    reason: `The list says “${person.status}”: ${name} leaves ${cohorts.join(', ')}. Records stay.`,
    account,
    leaves: cohorts,
  };
}

/** Those of the cohort whom a list does not name that is said to be all of it. */
function judgeMissing(
  rows: readonly JudgedRow[],
  mentioned: ReadonlySet<string>,
  people: readonly KnownPerson[],
  { cohort = '', answers }: Told,
): JudgedRow[] {
  const unread = rows.filter(({ verdict }) => verdict === 'error').length;
  const missing = people.filter(
    ({ id, cohorts }) => cohorts.includes(cohort) && !mentioned.has(id),
  );
  return missing.map((account) => {
    const leaving = `${account.name} is in ${cohort}, and this list of the whole cohort does not name them`;
    const leaves: Judged = {
      verdict: 'withdraw',
      reason: `${leaving}: they leave it. Records stay.`,
      account,
      leaves: [cohort],
    };
    const reason = `${leaving}; but it has lines that cannot be read. Say whether they leave.`;
    const judged: Judged =
      unread > 0 ? { verdict: 'ask', reason, account, take: () => leaves } : leaves;
    const { name, givenName, familyName, badgeNumber, email, rank, agency } = account;
    const person = { ...nobody, name, givenName, familyName, badgeNumber, email, rank, agency };
    const said = answers?.get(toRowKey({ line: null, accountId: account.id }));
    return toRow({ line: null, person }, { ...answer(judged, said), account }, judged, []);
  });
}

/** A line about somebody whom an earlier line is about, or seems to be. */
function judgeRepeated(
  person: RosterPerson,
  keys: readonly Key[],
  earlier: Found['earlier'],
): Judged | null {
  for (const key of keys)
    for (const { line, person: first } of earlier.findExact(key)) {
      const isBadge = key.kind === 'badgeNumber';
      if (isBadge && otherAgency(person.agency, first.agency)) continue;
      const odd = kinds.find(
        (kind) =>
          person[kind] !== null && first[kind] !== null && fold(person[kind]) !== fold(first[kind]),
      );
      const sameName = foldText(person.name) === foldText(first.name);
      if (!odd && sameName)
        return person.cohorts.some((name) => !first.cohorts.includes(name))
          ? {
              verdict: 'ask',
              reason: `Line ${line} has the same person in another class. Leave one of the two.`,
            }
          : { verdict: 'skip', reason: `Line ${line} says the same of this person already.` };
      return {
        verdict: 'ask',
        reason: `The ${keyWords[key.kind]} stands on line ${line} too, with another ${odd ? keyWords[odd] : 'name'}. Correct the wrong one.`,
      };
    }
  return null;
}

// How many names of classes one sentence may hold.
const namedClasses = 12;

function sayFile({ rows }: ReadRoster, classes: readonly string[]): string[] {
  const said: string[] = [];
  if (classes.length > 0) {
    const named = classes.slice(0, namedClasses).map((name) => `“${name}”`);
    const more = classes.length > namedClasses ? ` and ${classes.length - namedClasses} more` : '';
    said.push(
      `No cohort here is called ${named.join(', ')}${more}. Create them first, or leave the column out.`,
    );
  }
  const numbers = rows
    .flatMap(({ person }) => person?.employeeNumber ?? person?.badgeNumber ?? [])
    .filter((number) => /^\d+$/.test(number));
  const lengths = new Set(numbers.map((number) => number.length));
  if (lengths.size > 1 && numbers.length > 3 && !numbers.some((number) => number.startsWith('0')))
    said.push(
      `The numbers have ${Math.min(...lengths)} to ${Math.max(...lengths)} digits, and none begins with a zero: a spreadsheet may have taken leading zeros away. If all numbers of the academy are as long, format the column as text and write them whole.`,
    );
  return said;
}
