/** Rows of a text whose cells are parted by a sign. Pure: no I/O here. */

/** `cells` is null where a quote is never closed, so that nobody can say what belongs to whom. */
export type TableRow = { line: number; cells: string[] | null };

// A cell in quotes may have line breaks; one with more is a quote that nobody closed.
const longestCell = 20;
const longestText = 32_768;

type Cell = { text: string; end: number; lines: number };

/** A cell in quotes that starts at `start`, or null where its quote is not closed as one is. */
function readQuoted(text: string, start: number, delimiter: string): Cell | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close < 0) return null;
    value += text.slice(from, close);
    if (text[close + 1] !== '"') {
      const lines = value.split('\n').length - 1;
      let end = close + 1;
      while (text[end] === ' ') end += 1;
      const clean = end >= text.length || text[end] === '\n' || text[end] === delimiter;
      if (lines > longestCell || (!clean && lines > 0)) return null;
      if (clean) return { text: value, end, lines };
      // `"Smith" Jr` on one line: the words belong together.
      const rest = readPlain(text, close + 1, delimiter);
      return { text: value + rest.text, end: rest.end, lines };
    }
    value += '"';
    from = close + 2;
    if (value.length > longestText) return null;
  }
}

// Looks no further than it must, whatever the file holds behind it.
function readPlain(text: string, start: number, delimiter: string): Cell {
  const [parting, newline] = [delimiter.charCodeAt(0), 10];
  let end = start;
  for (; end < text.length; end++) {
    const sign = text.charCodeAt(end);
    if (sign === parting || sign === newline) break;
  }
  return { text: text.slice(start, end), end, lines: 0 };
}

/**
 * The rows of a text with line feeds alone, cells as they stand between the delimiters. Rows of empty cells are left out. A
 * quote that is never closed costs its own line, not the rest of the file, which is why no library does this here.
 */
export function* readRows(text: string, delimiter: string): Generator<TableRow> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = at;
    const cells: string[] = [];
    let lines = 1;
    let whole = true;
    for (;;) {
      let first = at;
      while (text[first] === ' ') first += 1;
      const cell =
        text[first] === '"' ? readQuoted(text, first, delimiter) : readPlain(text, at, delimiter);
      if (!cell) {
        whole = false;
        break;
      }
      cells.push(cell.text);
      lines += cell.lines;
      at = cell.end + 1;
      if (cell.end >= text.length || text[cell.end] === '\n') break;
    }
    if (whole) {
      if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
      line += lines;
    } else {
      yield { line, cells: null };
      const newline = text.indexOf('\n', start);
      at = newline < 0 ? text.length : newline + 1;
      line += 1;
    }
  }
}

/** The sign that Excel's first line names, as `sep=;` does, or null. */
export function readNamedDelimiter(text: string): string | null {
  return /^sep=(.)[;,\t]*\n/i.exec(text.slice(0, 12))?.[1] ?? null;
}

export const delimiters = [',', ';', '\t', '|'] as const;

/** The sign as a reader knows it. */
export const sayDelimiter = (delimiter: string) => (delimiter === '\t' ? 'tab' : delimiter);
