import { countOf, formatCount } from '#app/words/numbers.ts';

/** How long a private note may be: for the server, and for the script that saves it. */

/** The longest private note, in characters (UTF-16 code units, as a textarea counts them). */
export const noteLimit = 10_000;

/** Why a note cannot be saved, by how much it is too long; null when it can. */
export function whyTooLong(text: string): string | null {
  // A new line is one character, as the server reads it.
  const over = text.replaceAll('\r\n', '\n').length - noteLimit;
  if (over <= 0) return null;
  return `This note is ${countOf(over, 'character')} too long (at most ${formatCount(noteLimit)}). It is not saved yet: shorten it and save again.`;
}
