import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Archive, ArchiveRefusal } from './archive.server.ts';
import { columnLimit, rowLimit } from './schema.ts';
import type { TableRow } from './table-rules.ts';
import { type CellStyle, readCellValue, toStyle } from './workbook-rules.ts';

/** The first sheet of an XLSX file as rows of text. Nothing is calculated: of a formula, the result that was saved is read. */

const mostCells = 4_000_000;
const mostText = 64 * 1024 * 1024;

const noWorkbook = () =>
  new ArchiveRefusal(
    'This file is damaged: it is no workbook that can be read. Save it again as XLSX or CSV.',
  );

type Handlers = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

const toLocal = (name: string) => name.slice(name.indexOf(':') + 1);

/** Reads one XML file of the archive as it is unpacked. A document type is refused: workbooks have none. */
async function parse(archive: Archive, name: string, handlers: Handlers): Promise<void> {
  const parser = new SaxesParser();
  const fail = () => {
    throw noWorkbook();
  };
  parser.on('error', fail);
  parser.on('doctype', fail);
  parser.on('opentag', ({ name: tag, attributes }: SaxesTagPlain) =>
    handlers.open?.(toLocal(tag), attributes),
  );
  parser.on('closetag', ({ name: tag }) => handlers.close?.(toLocal(tag)));
  if (handlers.text) parser.on('text', handlers.text);
  const decoder = new TextDecoder();
  const stream = await archive.openStream(name);
  try {
    for await (const chunk of stream) parser.write(decoder.decode(chunk, { stream: true }));
    parser.close();
  } catch (error) {
    throw error instanceof ArchiveRefusal ? error : noWorkbook();
  } finally {
    stream.destroy();
  }
}

type Sheet = { name: string; path: string };

/** The sheets that can be seen, in their order, and whether days are counted from 1904. */
async function readSheets(archive: Archive): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const targets = new Map<string, string>();
  await parse(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target);
    },
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  await parse(archive, 'xl/workbook.xml', {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (tag !== 'sheet' || /hidden/i.test(attributes.state ?? '')) return;
      const key = Object.keys(attributes).find((one) => one === 'r:id' || one.endsWith(':id'));
      const target = targets.get(attributes[key ?? ''] ?? '') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      if (archive.names.includes(path)) sheets.push({ name: attributes.name ?? '', path });
    },
  });
  return { sheets, from1904 };
}

async function readSharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = [];
  const path = archive.names.find((name) => name.toLowerCase() === 'xl/sharedstrings.xml');
  if (!path) return strings;
  let [inText, inReading, current, total] = [false, false, '', 0];
  await parse(archive, path, {
    open: (tag) => {
      if (tag === 'si') current = '';
      if (tag === 'rPh') inReading = true;
      if (tag === 't') inText = !inReading;
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (tag) => {
      if (tag === 't') inText = false;
      if (tag === 'rPh') inReading = false;
      if (tag !== 'si') return;
      total += current.length;
      if (total > mostText) throw tooMuch();
      strings.push(current);
    },
  });
  return strings;
}

/** The formats of cells, by the number that a cell names. */
async function readStyles(archive: Archive): Promise<CellStyle[]> {
  const codes = new Map<number, string>();
  const styles: CellStyle[] = [];
  let ofCells = false;
  if (!archive.names.includes('xl/styles.xml')) return styles;
  await parse(archive, 'xl/styles.xml', {
    open: (tag, { numFmtId = '', formatCode = '' }) => {
      if (tag === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (tag === 'cellXfs') ofCells = true;
      if (tag === 'xf' && ofCells)
        styles.push(toStyle(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close: (tag) => {
      if (tag === 'cellXfs') ofCells = false;
    },
  });
  return styles;
}

const tooMuch = () =>
  new ArchiveRefusal(
    `This sheet holds more than a list of people does. Leave the columns about the people, at most ${columnLimit}, and ${rowLimit} rows.`,
  );

const toColumn = (reference: string) =>
  [...reference.replace(/[^A-Z]/g, '')].reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1;

async function readSheet(
  archive: Archive,
  path: string,
  {
    strings,
    styles,
    from1904,
  }: { strings: readonly string[]; styles: readonly CellStyle[]; from1904: boolean },
): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  let [line, count, total] = [0, 0, 0];
  let cells: string[] = [];
  let [at, type, style, value, taking] = [-1, '', '', '', false];
  await parse(archive, path, {
    open: (tag, attributes) => {
      if (tag === 'row') {
        line = Number(attributes.r) || line + 1;
        cells = [];
        at = -1;
      } else if (tag === 'c') {
        at = attributes.r ? toColumn(attributes.r) : at + 1;
        type = attributes.t ?? 'n';
        style = attributes.s ?? '';
        value = '';
      } else if (tag === 'v' || (tag === 't' && type === 'inlineStr')) taking = true;
      else if (tag === 'rPh') taking = false;
    },
    text: (text) => {
      if (taking) value += text;
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') taking = false;
      else if (tag === 'c' && value !== '' && at >= 0) {
        const text = readCellValue({
          type,
          value,
          style: styles[Number(style)],
          strings,
          from1904,
        });
        count += 1;
        total += text.length;
        if (at > 16_384 || count > mostCells || total > mostText) throw tooMuch();
        while (cells.length < at) cells.push('');
        cells[at] = text;
      } else if (tag === 'row' && cells.some((cell) => cell.trim() !== '')) {
        rows.push({ line, cells });
        if (rows.length > rowLimit + 50) throw tooMuch();
      }
    },
  });
  return rows;
}

/**
 * The rows of the first sheet that can be seen; `said` names the others.
 * @throws ArchiveRefusal for what is no workbook
 */
export async function readWorkbook(
  archive: Archive,
): Promise<{ rows: TableRow[]; said: string[] }> {
  const { sheets, from1904 } = await readSheets(archive);
  const [first, ...others] = sheets;
  if (!first) throw noWorkbook();
  const strings = await readSharedStrings(archive);
  const styles = await readStyles(archive);
  const rows = await readSheet(archive, first.path, { strings, styles, from1904 });
  const names = others.map(({ name }) => `“${name}”`).join(', ');
  const said =
    others.length > 0 ? [`Only the first sheet, “${first.name}”, is read; not ${names}.`] : [];
  return { rows, said };
}
