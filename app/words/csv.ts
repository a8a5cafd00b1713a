import { foldText } from '#app/names.ts';

/** Pure rules of writing CSV (RFC 4180) that a spreadsheet opens as data, never as formulas. Client-safe: no I/O. */

/** What a field may hold; null is an empty field. */
export type CsvValue = string | number | null;

// https://owasp.org/www-community/attacks/CSV_Injection, and the full-width forms that spreadsheets read alike.
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

// Semicolons and tabs part fields where the reader's system says so: inside quotes they do not.
const special = /[",;\t\r\n]|^\s|\s$/;

// Days and plain words, which are most fields: nothing to look for in them.
const plain = /^\w[\w-]*$/;

/** One field, as it stands between commas. */
export function toCsvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (plain.test(value)) return value;
  const text = formula.test(value) ? `'${value}` : value;
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line of CSV with its line end. Text that a spreadsheet would take for a formula gets an apostrophe before it;
 * numbers are written as they are.
 */
export function toCsvLine(values: readonly CsvValue[]): string {
  return `${values.map(toCsvField).join(',')}\r\n`;
}

/** A name as part of a file name: letters and digits of ASCII, hyphens between. */
export function toFileNamePart(text: string): string {
  const words = foldText(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, 60) || 'cohort';
}
