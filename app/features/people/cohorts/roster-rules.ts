import { z } from 'zod';

/** Reading a list of people, as administrators paste it to invite or enroll them. Pure: no I/O here. */

/** Someone of the list: the line they stand on (1-based), and the name if one was given. */
export type ListedPerson = { line: number; name: string | null; email: string };

/** How many people one list may hold. */
export const peopleLimit = 200;

const emailSchema = z.email();

/** The text without the blanks, commas and semicolons at its end. */
function trimLine(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t,;'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end).trim();
}

function readLine(text: string): { name: string | null; email: string } {
  const named = /^([^<]*)<([^<>]*)>$/.exec(text);
  const name = named?.[1]?.trim().replace(/^"(.*)"$/, '$1') || null;
  return { name, email: (named?.[2] ?? text).trim().toLowerCase() };
}

const isEmail = (text: string) => text.length <= 254 && emailSchema.safeParse(text).success;

/**
 * Reads a list of e-mail addresses, one a line, `Name <address>` or the address alone; empty lines and a comma or
 * semicolon at the end are passed over. `problems` has a sentence for each line that cannot be used, or one about a
 * list that is empty or too long.
 */
export function parsePeople(text: string): { people: ListedPerson[]; problems: string[] } {
  const lines = text
    .split(/\r?\n/)
    .map((raw, index) => ({ line: index + 1, typed: trimLine(raw) }))
    .filter(({ typed }) => typed !== '');
  const refuse = (problem: string) => ({ people: [], problems: [problem] });
  if (lines.length === 0) return refuse('Write at least one e-mail address, one a line.');
  if (lines.length > peopleLimit)
    return refuse(`These are ${lines.length} lines. Send at most ${peopleLimit}, then the rest.`);

  const people = new Map<string, ListedPerson>();
  const problems: string[] = [];
  for (const { line, typed } of lines) {
    const { name, email } = readLine(typed);
    const earlier = people.get(email);
    if (earlier) problems.push(`Line ${line}: ${email} stands on line ${earlier.line} already.`);
    else if (isEmail(email)) people.set(email, { line, name, email });
    else problems.push(`Line ${line}, “${shorten(typed)}”: this is not an e-mail address.`);
  }
  return { people: [...people.values()], problems };
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
