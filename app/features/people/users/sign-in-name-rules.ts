import { foldText } from '#app/names.ts';

/** The numbers by which people sign in who have no address, or do not use it. Pure: no I/O here. */

/** Somebody with the numbers they may sign in by. */
export type Numbered = {
  badgeNumber: string | null;
  employeeNumber: string | null;
  agency: string | null;
};

// A number has a blank in it at some academies; an agency's name has several.
const mostWords = 3;

/**
 * The spellings under which a number that was typed may be stored: with the agency that may stand in front, and without
 * it; as typed, and in capitals or not.
 */
export function listSpellings(typed: string): string[] {
  const words = typed.split(' ');
  const ends = words.map((_word, at) => words.slice(at).join(' '));
  const numbers = [typed, ...ends.slice(-mostWords)];
  return [...new Set(numbers.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()]))];
}

/**
 * Who of these means themselves by what was typed: the badge number comes before the employee number, each with the agency
 * in front or alone. Null when it is nobody's, or of several.
 */
export function chooseByNumber<Person extends Numbered>(
  typed: string,
  people: readonly Person[],
): Person | null {
  const wanted = foldText(typed);
  const isMeant = (number: string | null, agency: string | null) =>
    number !== null &&
    (foldText(number) === wanted ||
      (agency !== null && foldText(`${agency} ${number}`) === wanted));
  for (const kind of ['badgeNumber', 'employeeNumber'] as const) {
    const found = people.filter((person) => isMeant(person[kind], person.agency));
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

/**
 * What a person signs in with: their address, or the shortest of their numbers that is theirs alone among `people`; null
 * when there is none.
 */
export function toSignInName(
  person: Numbered & { email: string | null },
  people: readonly Numbered[],
): string | null {
  const { email, badgeNumber, employeeNumber, agency } = person;
  if (email !== null) return email;
  const numbers = [badgeNumber, employeeNumber].filter((number) => number !== null);
  const names = [...numbers, ...(agency ? numbers.map((number) => `${agency} ${number}`) : [])];
  return names.find((name) => chooseByNumber(name, people) === person) ?? null;
}
