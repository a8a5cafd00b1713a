import { type Archive, ArchiveRefusal, openArchive } from './archive.server.ts';
import { isZip } from './bytes-rules.ts';
import { readOneRoster } from './oneroster.server.ts';
import { readTable, readText, refuseFile } from './reading-rules.ts';
import { type ReadRoster, type Recall, sizeLimit } from './schema.ts';
import { readWorkbook } from './workbook.server.ts';

/** A list of people, from the bytes of its file. */

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

const source = { encoding: null, delimiter: null };

/** What is said of a file of so many bytes, if it is too large to be read; else null. */
export const refuseLarge = (size: number): ReadRoster | null =>
  size > sizeLimit
    ? refuseFile(
        source,
        `This file has ${megabytes(size)} MB, and a list of people at most ${megabytes(sizeLimit)}. Send the list alone, as CSV, or in parts.`,
      )
    : null;

const others: readonly { has: RegExp; what: string }[] = [
  { has: /^xl\/workbook\.bin$/i, what: 'This is a binary Excel workbook (.xlsb).' },
  { has: /^content\.xml$/i, what: 'This is an OpenDocument file.' },
  { has: /^word\//i, what: 'This is a Word document.' },
  { has: /^ppt\//i, what: 'This is a presentation.' },
  { has: /\.numbers$|^Index\/|\.iwa$/i, what: 'This is a Numbers file.' },
];

async function readPacked(archive: Archive, recall?: Recall): Promise<ReadRoster> {
  const has = (pattern: RegExp) => archive.names.some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.xml$/)) {
    const { rows, said } = await readWorkbook(archive);
    const read = readTable(rows, { encoding: 'XLSX', delimiter: null }, recall);
    const line = read.headerLine ?? 1;
    return { ...read, problems: [...said.map((message) => ({ line, message })), ...read.problems] };
  }
  const other = others.find((one) => has(one.has));
  if (other) throw new ArchiveRefusal(`${other.what} Save the list as CSV or XLSX, and send that.`);
  return readOneRoster(archive);
}

/** Whatever the bytes are, this says what was read of them, or why nothing was. */
export async function readRoster(bytes: Uint8Array, recall?: Recall): Promise<ReadRoster> {
  const tooLarge = refuseLarge(bytes.length);
  if (tooLarge) return tooLarge;
  if (!isZip(bytes)) return readText(bytes, recall);
  try {
    return await readPacked(await openArchive(bytes), recall);
  } catch (error) {
    if (error instanceof ArchiveRefusal) return refuseFile(source, error.message);
    throw error;
  }
}
