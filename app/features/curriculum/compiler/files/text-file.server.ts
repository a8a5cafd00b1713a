import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { leavesFolder, ownFileWords } from './folder-bounds.server.ts';
import { fileStart, type Report } from './problems.server.ts';
import { checkWords } from './text-limits.server.ts';
import { mayBeRead } from './turns.server.ts';

/** The most a content file may hold, in bytes. */
const maxFileBytes = 512 * 1024;

function isMissing(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
  );
}

/**
 * Reads a text file of the content folder: UTF-8, at most 512 kB, no word over its limit, line ends made `\n`, byte order
 * mark dropped. Line and column numbers are those of the file.
 * @param folder absolute; nothing outside it is read, not through links either
 * @param name relative to that folder
 * @returns null if it cannot be read (reported) or is not there (reported only if `required`)
 */
export async function readTextFile(
  folder: string,
  name: string,
  report: Report,
  { required = true }: { required?: boolean } = {},
): Promise<string | null> {
  try {
    const path = join(folder, name);
    const there = await stat(path);
    if (await leavesFolder(folder, name)) {
      report.error('link-out', fileStart, `this file ${ownFileWords}`);
      return null;
    }
    // Of a pipe or a device the end may never come.
    if (!there.isFile()) {
      report.error('unreadable', fileStart, 'this is no file; put a file there, or remove it.');
      return null;
    }
    const { size } = there;
    if (size > maxFileBytes) {
      const kilobytes = Math.ceil(size / 1024);
      report.error(
        'file-too-large',
        fileStart,
        `this file has ${kilobytes} kB; a content file may have ${maxFileBytes / 1024} kB. Was something pasted into it? Split it, and keep pictures as files beside it.`,
      );
      return null;
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    if (text.includes('\0')) {
      report.error(
        'not-text',
        fileStart,
        'this is not a text file (it holds zero bytes); save it as UTF-8 text.',
      );
      return null;
    }
    const lines = text.replace(/\r\n?/g, '\n');
    return checkWords(lines, report) && mayBeRead(lines, report) ? lines : null;
  } catch (cause) {
    if (cause instanceof TypeError) {
      report.error(
        'not-text',
        fileStart,
        'this file is not UTF-8 text; save it again with the encoding UTF-8.',
      );
    } else if (!isMissing(cause)) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      report.error('unreadable', fileStart, `this file cannot be read: ${reason}`);
    } else if (required) {
      report.error('missing-file', fileStart, 'this file is missing; add it.');
    }
    return null;
  }
}
