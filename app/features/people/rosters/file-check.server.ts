import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CheckTask, FileCheck } from './check-schema.ts';
import { toWords } from './heading-rules.ts';
import { readRoster } from './reading.server.ts';
import { toCheck } from './verdict-rules.ts';

/** The dry run of a file, without a database. */

/** What headings are remembered by: the same words in the same order. */
const toHeadingsKey = (headings: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headings.map(toWords)))
    .digest('hex');

/** The dry run of a file. @throws the error of the file system */
export async function checkFile(task: CheckTask): Promise<FileCheck> {
  const { file, known, told, remembered } = task;
  const read = await readRoster(await readFile(file), (headings) =>
    remembered.get(toHeadingsKey(headings)),
  );
  const headings = read.columns.map(({ heading }) => heading);
  const headingsKey = headings.length > 0 ? toHeadingsKey(headings) : null;
  return { ...toCheck(read, known, told), headingsKey };
}
