import { foldText } from '#app/names.ts';
import type {
  ReadRoster,
  ReadRow,
  RosterCheck,
  RosterPerson,
  RosterRow,
  Verdict,
} from './schema.ts';

/** What an import would do with each row, given who is known already. Pure: no I/O here. */

/** An account, with the numbers by which lists know its person. `cohorts`: names of those it is enrolled in now. */
export type KnownPerson = {
  id: string;
  name: string;
  givenName: string | null;
  familyName: string | null;
  preferredName: string | null;
  previousNames: readonly string[];
  email: string | null;
  badgeNumber: string | null;
  employeeNumber: string | null;
  username: string | null;
  sourcedId: string | null;
  rank: string | null;
  agency: string | null;
  disabled: boolean;
  cohorts: readonly string[];
};

type Key = {
  kind: 'sourcedId' | 'employeeNumber' | 'username' | 'badgeNumber' | 'email';
  value: string;
};

const keyWords: Readonly<Record<Key['kind'], string>> = {
  sourcedId: 'id',
  employeeNumber: 'employee number',
  username: 'user name',
  badgeNumber: 'badge number',
  email: 'e-mail address',
};

// What a person is known by, the surest first.
const kinds = ['sourcedId', 'employeeNumber', 'badgeNumber', 'email', 'username'] as const;

const fold = (value: string) => value.toUpperCase().toLowerCase().replace(/\s+/g, ' ').trim();

/** Numbers that a spreadsheet took the leading zeros from are alike without them. */
const withoutZeros = (value: string) =>
  /^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : value;

function listKeys(person: Readonly<Record<Key['kind'], string | null>>): Key[] {
  return kinds.flatMap((kind) => {
    const value = person[kind];
    return value === null ? [] : [{ kind, value: fold(value) }];
  });
}

const toKey = ({ kind, value }: Key) => `${kind} ${value}`;
const toLooseKey = ({ kind, value }: Key) => `${kind} ${withoutZeros(value)}`;

/** People by what they are known by. Where a badge number is worn in several agencies, each has it. */
class Index<T> {
  private readonly exact = new Map<string, T[]>();
  private readonly loose = new Map<string, T[]>();

  add(keys: readonly Key[], one: T): void {
    for (const key of keys) {
      push(this.exact, toKey(key), one);
      push(this.loose, toLooseKey(key), one);
    }
  }

  find(key: Key): readonly T[] {
    return this.exact.get(toKey(key)) ?? this.loose.get(toLooseKey(key)) ?? [];
  }

  findExact(key: Key): readonly T[] {
    return this.exact.get(toKey(key)) ?? [];
  }
}

function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}

const otherAgency = (a: string | null, b: string | null) =>
  a !== null && b !== null && foldText(a) !== foldText(b);

/** What `toCheck` knows of the academy. */
export type Known = { people: readonly KnownPerson[]; cohorts: readonly string[] };

/** The dry run of a file that was read. */
export function toCheck(read: ReadRoster, known: Known): RosterCheck {
  const index = new Index<KnownPerson>();
  for (const person of known.people) index.add(listKeys(person), person);
  const earlier = new Index<{ line: number; person: RosterPerson }>();
  const taken = new Map<string, number>();
  const problems = [...read.problems];
  const classes = new Map<string, number>();
  const cohorts = new Set(known.cohorts.map(foldText));
  const rows = read.rows.map((row): RosterRow => {
    const { line, person } = row;
    const { verdict, reason } = judge(row, { index, earlier, taken, cohorts });
    if (person && !row.dismissed) earlier.add(listKeys(person), { line, person });
    for (const name of person?.cohorts ?? [])
      if (!cohorts.has(foldText(name)) && !classes.has(name)) classes.set(name, line);
    const said = [...(reason && verdict !== 'update' ? [reason] : []), ...row.remarks];
    for (const message of said) problems.push({ line, message });
    return {
      line,
      verdict,
      reason: [reason, ...row.remarks].filter(Boolean).join(' ') || null,
      person: verdict === 'error' ? null : person,
    };
  });
  for (const message of sayFile(read, [...classes.keys()]))
    problems.push({ line: read.headerLine ?? 1, message });
  problems.sort((a, b) => a.line - b.line);
  return { ...read, rows, problems };
}

type Judged = { verdict: Verdict; reason: string | null };
type Found = {
  index: Index<KnownPerson>;
  earlier: Index<{ line: number; person: RosterPerson }>;
  /** Accounts that a line stands for already, and that line. */
  taken: Map<string, number>;
  /** The names of all cohorts, folded. */
  cohorts: ReadonlySet<string>;
};

function judge(row: ReadRow, { index, earlier, taken, cohorts }: Found): Judged {
  const { line, person, dismissed, left } = row;
  if (dismissed) return dismissed;
  if (!person) return { verdict: 'error', reason: 'This line cannot be read.' };
  const keys = listKeys(person);
  if (keys.length === 0)
    return {
      verdict: 'ask',
      reason:
        'This line has neither a number nor an e-mail address, so nobody can say for sure who it is.',
    };
  const repeated = judgeRepeated(person, keys, earlier);
  if (repeated) return repeated;
  const found = findPerson(person, keys, index);
  if (typeof found === 'string') return { verdict: 'ask', reason: found };
  if (!found) {
    if (left)
      return {
        verdict: 'withdraw',
        reason: `The list says “${person.status}”, and nobody here has these numbers: no account is made.`,
      };
    return person.name === ''
      ? { verdict: 'error', reason: 'There is no name here. Write one.' }
      : { verdict: 'create', reason: null };
  }
  const line0 = taken.get(found.id);
  if (line0 !== undefined)
    return {
      verdict: 'ask',
      reason: `This is ${found.name}, as line ${line0} is. Leave one of the two.`,
    };
  taken.set(found.id, line);
  if (left) return judgeLeft(person, found);
  const changes = listChanges(person, found, cohorts);
  return changes.length === 0
    ? {
        verdict: 'unchanged',
        reason: found.disabled ? 'The account is disabled, and stays so.' : null,
      }
    : { verdict: 'update', reason: `${changes.join('; ')}.` };
}

function judgeLeft(person: RosterPerson, found: KnownPerson): Judged {
  if (found.disabled || found.cohorts.length === 0)
    return {
      verdict: 'unchanged',
      reason: `The list says “${person.status}”, and ${found.name} is in no cohort.`,
    };
  return {
    verdict: 'withdraw',
    reason: `The list says “${person.status}”: ${found.name} leaves ${found.cohorts.join(', ')}. Records stay.`,
  };
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

/** Who of the known a row is about: one, none, or why nobody can say. */
function findPerson(
  person: RosterPerson,
  keys: readonly Key[],
  index: Index<KnownPerson>,
): KnownPerson | null | string {
  const matches = new Map<KnownPerson, Key>();
  for (const key of keys)
    for (const one of index.find(key))
      if (key.kind !== 'badgeNumber' || !otherAgency(person.agency, one.agency))
        if (!matches.has(one)) matches.set(one, key);
  const [first, second] = matches;
  if (!first) return findByOtherNumber(person, index);
  if (second)
    return `The ${keyWords[first[1].kind]} is that of ${first[0].name}, the ${keyWords[second[1].kind]} that of ${second[0].name}. Correct the wrong one.`;
  const [found, key] = first;
  const differs = (kind: Key['kind']) => {
    const [a, b] = [person[kind], found[kind]];
    return a !== null && b !== null && withoutZeros(fold(a)) !== withoutZeros(fold(b));
  };
  const odd = (['sourcedId', 'employeeNumber', 'badgeNumber'] as const).find(differs);
  if (odd && kinds.indexOf(odd) < kinds.indexOf(key.kind))
    return `The ${keyWords[key.kind]} is that of ${found.name}, who has another ${keyWords[odd]} here. Correct the wrong one.`;
  if (!sharesName(person, found) && key.kind !== 'sourcedId')
    return `The ${keyWords[key.kind]} is that of ${found.name} here, and the list has another name. Say whether this is one person.`;
  return found;
}

/** One number is the badge's in one list and the employee's in the next: it counts where the name fits too. */
function findByOtherNumber(person: RosterPerson, index: Index<KnownPerson>): KnownPerson | null {
  for (const [here, there] of [
    ['employeeNumber', 'badgeNumber'],
    ['badgeNumber', 'employeeNumber'],
  ] as const) {
    const value = person[here];
    if (value === null) continue;
    const [one, another] = index.find({ kind: there, value: fold(value) });
    if (one && !another && one[here] === null && person.name !== '' && sharesName(person, one))
      return one;
  }
  return null;
}

const toParts = (name: string) =>
  foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 1);

/** Whether one part of the names is the same: a marriage changes the other one. */
function sharesName(person: RosterPerson, found: KnownPerson): boolean {
  if (person.name === '') return true;
  const parts = new Set([found.name, ...found.previousNames].flatMap(toParts));
  return [...toParts(person.name), ...toParts(person.preferredName ?? '')].some((part) =>
    parts.has(part),
  );
}

const compared = [
  ['email', 'e-mail address'],
  ['badgeNumber', 'badge number'],
  ['employeeNumber', 'employee number'],
  ['username', 'user name'],
  ['sourcedId', 'id'],
  ['givenName', 'given name'],
  ['familyName', 'family name'],
  ['preferredName', 'preferred name'],
  ['rank', 'rank'],
  ['agency', 'agency'],
] as const;

/** What a row would change about somebody known. An empty cell takes nothing away; capitals and accents change no name. */
function listChanges(
  person: RosterPerson,
  found: KnownPerson,
  cohorts: ReadonlySet<string>,
): string[] {
  const changes: string[] = [];
  if (person.name !== '' && foldText(person.name) !== foldText(found.name))
    changes.push(`name “${found.name}” becomes “${person.name}”`);
  for (const [part, words] of compared) {
    const [to, from] = [person[part], found[part]];
    if (to === null || from === to) continue;
    const isNumber = /Number|username|sourcedId|email/.test(part);
    const same = isNumber
      ? withoutZeros(fold(to)) === withoutZeros(fold(from ?? ''))
      : foldText(to) === foldText(from ?? '');
    if (!same)
      changes.push(from === null ? `${words} ${to} is added` : `${words} ${from} becomes ${to}`);
  }
  const enrolled = new Set(found.cohorts.map(foldText));
  for (const name of person.cohorts)
    if (cohorts.has(foldText(name)) && !enrolled.has(foldText(name)))
      changes.push(`is enrolled in ${name}`);
  return changes;
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
