import { type Identity, identityWords } from '#app/features/people/users/identity-rules.ts';
import { foldText } from '#app/names.ts';
import type { RosterPerson } from './schema.ts';

/** What a line would change about somebody known. Pure: no I/O here. */

/** A number or an address as two of them are compared. */
export const fold = (value: string) =>
  value.toUpperCase().toLowerCase().replace(/\s+/g, ' ').trim();

/** Numbers that a spreadsheet took the leading zeros from are alike without them. */
export const withoutZeros = (value: string) =>
  /^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : value;

const compared = [
  'email',
  'badgeNumber',
  'employeeNumber',
  'username',
  'sourcedId',
  'givenName',
  'familyName',
  'preferredName',
  'rank',
  'agency',
] as const;

const isNumber = /Number|username|sourcedId|email/;

/**
 * What of somebody known differs from a line, and the same in words. An empty cell takes nothing away; capitals and accents
 * change no name.
 */
export function findChanges(
  person: RosterPerson,
  known: Identity,
): { changed: Partial<Identity>; words: string[] } {
  const changed: Partial<Identity> = {};
  const words: string[] = [];
  if (person.name !== '' && foldText(person.name) !== foldText(known.name)) {
    changed.name = person.name;
    words.push(`name “${known.name}” becomes “${person.name}”`);
  }
  for (const part of compared) {
    const called = identityWords[part];
    const [to, from] = [person[part], known[part]];
    if (to === null || from === to) continue;
    const same = isNumber.test(part)
      ? withoutZeros(fold(to)) === withoutZeros(fold(from ?? ''))
      : foldText(to) === foldText(from ?? '');
    if (same) continue;
    changed[part] = to;
    words.push(from === null ? `${called} ${to} is added` : `${called} ${from} becomes ${to}`);
  }
  return { changed, words };
}
