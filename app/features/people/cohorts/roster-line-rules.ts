import { foldText, toPlainText } from '#app/names.ts';

/** One line of a pasted list, as mail programs and spreadsheets write people. Pure: no I/O here. */

/** Someone as they were typed; nothing is checked yet. */
export type TypedPerson = { name: string | null; email: string };

/** What a line says: people, or why it cannot be read, as the end of a sentence. */
export type ReadLine = TypedPerson[] | string;

/** Where a table has its parts, as its heading says: places of cells, -1 where there is no such column. */
export type Columns = {
  separator: string;
  cells: number;
  email: number;
  emailHeading: string;
  name: number;
  first: number;
  last: number;
};

const separators = ['\t', ';', ','] as const;

/** The cells of a line; a separator inside double quotes parts nothing. */
function splitCells(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  let before = '';
  for (const sign of line) {
    if (sign === '"' && (quoted || before === '"' || cell.trim() === '')) quoted = !quoted;
    before = sign;
    if (sign === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell].map(unquote);
}

/** Text without the quotes that mail programs and spreadsheets put round it. */
function unquote(text: string): string {
  const plain = toPlainText(text);
  const [, double, single] = /^(?:"(.*)"|'(.*)')$/.exec(plain) ?? [];
  return double?.replaceAll('""', '"').trim() ?? single?.trim() ?? plain;
}

/** Text without any of these signs at its end. Loops and splits, here and below: a search would try each of a long run. */
export function cutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const toWords = (text: string) => text.split(/([\s<>,;"()[\]]+)/);

/** Each address of a text, without what programs write around it. */
function listAddresses(text: string): string[] {
  return toWords(text)
    .filter((word) => word.includes('@'))
    .map((word) => {
      const [address = ''] = unquote(word)
        .replace(/^mailto:/i, '')
        .split('?');
      return cutEnd(address, '.:').toLowerCase();
    });
}

/** What a text says beside its addresses. */
const withoutAddresses = (text: string) =>
  toPlainText(
    toWords(text)
      .filter((word) => !word.includes('@'))
      .join(''),
  );

const headings: Readonly<Record<'email' | 'name' | 'first' | 'last', RegExp>> = {
  email: /^(work |primary |office |adresse )?(e-?mail|courriel|mail|correo)( address| adresse)?s?$/,
  name: /^(full |display |legal |preferred )?(name|nom complet|nombre completo)$/,
  first: /^(first|given|legal first)[ _]?(name)?$|^(prenom|vorname|nombre)$|^(first|given)name$/,
  last: /^(last|family|legal last)[ _]?(name)?$|^(surname|nom|nachname|apellidos?)$|^(last|family)name$/,
};

/** What a line says of the columns below it, or null when it is no heading. */
export function readHeading(line: string): Columns | null {
  for (const separator of separators) {
    const cells = splitCells(line, separator);
    const folded = cells.map((cell) => cutEnd(foldText(cell).replaceAll('_', ' '), '.:*'));
    const find = (heading: RegExp) => folded.findIndex((cell) => heading.test(cell));
    const [email, name] = [find(headings.email), find(headings.name)];
    const [first, last] = [find(headings.first), find(headings.last)];
    if (Math.max(email, name, first, last) < 0) continue;
    const emailHeading = cells[email] ?? '';
    return { separator, cells: cells.length, email, emailHeading, name, first, last };
  }
  return null;
}

/** A line under a heading. */
export function readRow(line: string, columns: Columns): ReadLine {
  if (/<[^<>@]*@[^<>]*>/.test(line)) return readFree(line);
  const cells = splitCells(line, columns.separator);
  if (cells.length > columns.cells && cells.slice(columns.cells).some((cell) => cell !== ''))
    return 'this line has more cells than the heading. Put a cell that holds a comma in double quotes.';
  const at = (place: number) => cells[place] || null;
  const found =
    columns.email < 0 ? cells.flatMap(listAddresses) : listAddresses(at(columns.email) ?? '');
  const where = columns.emailHeading ? ` in the column “${columns.emailHeading}”` : '';
  const [email, ...more] = found;
  if (email === undefined)
    return `there is no e-mail address${where}. Write it there, or delete the line.`;
  if (more.length > 0) return `there are ${found.length} e-mail addresses${where}. Leave one.`;
  const parts = [at(columns.first), at(columns.last)].filter((part) => part !== null);
  return [{ name: at(columns.name) ?? (parts.join(' ') || null), email }];
}

/** A line without a heading above it: people as a mail program lists them, addresses alone, or a row of cells. */
export function readFree(line: string): ReadLine {
  if (/<[^<>@]*@[^<>]*>/.test(line)) return readBrackets(line);
  const separator = separators.find((one) => line.includes(one)) ?? ',';
  const cells = splitCells(line, separator).filter((cell) => cell !== '');
  const found = cells.map(listAddresses);
  const count = found.flat().length;
  if (count === 0)
    return 'no e-mail address stands here. Write it as name@example.org, or delete the line.';
  if (found.every((addresses) => addresses.length > 0)) return readAddressCells(cells);
  if (count > 1)
    return `${count} e-mail addresses stand here among other words. Write one person a line, as Name <name@example.org>.`;
  return [{ name: findName(cells, separator), email: found.flat()[0] ?? '' }];
}

/** Cells that each hold an address: alone, several of them, or after a name. */
function readAddressCells(cells: readonly string[]): ReadLine {
  const people: TypedPerson[] = [];
  for (const cell of cells) {
    const words = cutEnd(withoutAddresses(cell.replace(/[()[\]]/g, ' ')), ' :-–—');
    const addresses = listAddresses(cell);
    if (words !== '' && addresses.length > 1)
      return `${addresses.length} e-mail addresses stand beside “${words}”. Write one person a line, as Name <name@example.org>.`;
    people.push(...addresses.map((email) => ({ name: unquote(words) || null, email })));
  }
  return people;
}

// Numbers and codes that a spreadsheet has beside a name.
const isName = (cell: string) => /\p{L}/u.test(cell) && !/\d/.test(cell);

/** The name in a row without a heading: what stands before the address, in its cell and others, else behind it; null when that is not clear. */
function findName(cells: readonly string[], separator: string): string | null {
  const place = cells.findIndex((cell) => cell.includes('@') && listAddresses(cell).length > 0);
  const inside = unquote(withoutAddresses(cells[place] ?? ''));
  const [before, behind] = [cells.slice(0, place), cells.slice(place + 1)];
  if (inside !== '') return [...before.filter(isName), inside].join(', ');
  const names = (before.length > 0 ? before : behind).filter(isName);
  return names.length === 1 || names.length === 2
    ? names.join(separator === ',' ? ', ' : ' ')
    : null;
}

/** `Doe, Jane <jane@x>; Roe, Max <max@x>`, with commas or semicolons between, and bare addresses among them. */
function readBrackets(line: string): ReadLine {
  const people: TypedPerson[] = [];
  // Names and what stands in brackets behind them, in turn; what follows the last bracket has none behind it.
  const parts = line.split(/<([^<>]*)>/);
  for (let at = 0; at < parts.length; at += 2) {
    const [lead = '', inside = ''] = parts.slice(at, at + 2);
    const pieces = splitCells(lead.replace(/^[\s,;]+/, ''), ';');
    const own = inside === '' ? '' : (pieces.pop() ?? '');
    const [name, bare] = cutBareAddresses(own);
    people.push(...bare);
    const words = pieces.filter((piece) => piece !== '');
    for (const piece of words) {
      const addresses = listAddresses(piece);
      if (addresses.length === 0)
        return `there is no e-mail address for “${piece}”. Write it behind the name, as <name@example.org>.`;
      people.push(...addresses.map((email) => ({ name: null, email })));
    }
    const [email = toPlainText(inside).toLowerCase()] = listAddresses(inside);
    if (inside !== '') people.push({ name: unquote(name) || null, email });
  }
  return people;
}

/** A name without the bare addresses that stand before it, as in `ana@x, Bo Chen`. */
function cutBareAddresses(text: string): [name: string, bare: TypedPerson[]] {
  const [, before = '', name = text] = /^((?:[^\s,<>@]+@[^\s,<>@]+[\s,]+)+)(.*)$/.exec(text) ?? [];
  return [name, listAddresses(before).map((email) => ({ name: null, email }))];
}
