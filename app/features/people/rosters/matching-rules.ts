import type { Identity } from '#app/features/people/users/identity-rules.ts';
import { foldText } from '#app/names.ts';
import { fold, withoutZeros } from './changes-rules.ts';
import type { RosterPerson } from './schema.ts';

/** Who a line is about. Pure: no I/O here. */

/** An account, with the numbers by which lists know its person. `cohorts`: names of those it is enrolled in now. */
export type KnownPerson = Identity & {
  id: string;
  previousNames: readonly string[];
  disabled: boolean;
  /** A cohort takes cadets alone. */
  isCadet: boolean;
  cohorts: readonly string[];
};

export type Key = {
  kind: 'sourcedId' | 'employeeNumber' | 'username' | 'badgeNumber' | 'email';
  value: string;
};

export const keyWords: Readonly<Record<Key['kind'], string>> = {
  sourcedId: 'id',
  employeeNumber: 'employee number',
  username: 'user name',
  badgeNumber: 'badge number',
  email: 'e-mail address',
};

// What a person is known by, the surest first.
export const kinds = ['sourcedId', 'employeeNumber', 'badgeNumber', 'email', 'username'] as const;

export function listKeys(person: Readonly<Record<Key['kind'], string | null>>): Key[] {
  return kinds.flatMap((kind) => {
    const value = person[kind];
    return value === null ? [] : [{ kind, value: fold(value) }];
  });
}

const toKey = ({ kind, value }: Key) => `${kind} ${value}`;
const toLooseKey = ({ kind, value }: Key) => `${kind} ${withoutZeros(value)}`;

/** People by what they are known by. Where a badge number is worn in several agencies, each has it. */
export class Index<T> {
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

export const otherAgency = (a: string | null, b: string | null) =>
  a !== null && b !== null && foldText(a) !== foldText(b);

/** The known who have something that a row names, each with what that is. */
export function listMatches(
  person: RosterPerson,
  keys: readonly Key[],
  index: Index<KnownPerson>,
): Map<KnownPerson, Key> {
  const matches = new Map<KnownPerson, Key>();
  for (const key of keys)
    for (const one of index.find(key))
      if (key.kind !== 'badgeNumber' || !otherAgency(person.agency, one.agency))
        if (!matches.has(one)) matches.set(one, key);
  return matches;
}

/** Who of the known a row is about: one, none, or why nobody can say; `perhaps`: who it may be. */
export function findPerson(
  person: RosterPerson,
  keys: readonly Key[],
  index: Index<KnownPerson>,
): KnownPerson | null | { ask: string; perhaps?: KnownPerson } {
  const [first, second] = listMatches(person, keys, index);
  if (!first) return findByOtherNumber(person, index);
  if (second)
    return {
      ask: `The ${keyWords[first[1].kind]} is that of ${first[0].name}, the ${keyWords[second[1].kind]} that of ${second[0].name}. Correct the wrong one.`,
    };
  const [found, key] = first;
  const differs = (kind: Key['kind']) => {
    const [a, b] = [person[kind], found[kind]];
    return a !== null && b !== null && withoutZeros(fold(a)) !== withoutZeros(fold(b));
  };
  const odd = (['sourcedId', 'employeeNumber', 'badgeNumber'] as const).find(differs);
  if (odd && kinds.indexOf(odd) < kinds.indexOf(key.kind))
    return {
      ask: `The ${keyWords[key.kind]} is that of ${found.name}, who has another ${keyWords[odd]} here. Correct the wrong one.`,
    };
  if (!sharesName(person, found) && key.kind !== 'sourcedId')
    return {
      ask: `The ${keyWords[key.kind]} is that of ${found.name} here, and the list has another name. Say whether this is one person.`,
      perhaps: found,
    };
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
