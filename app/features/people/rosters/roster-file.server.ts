import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { env } from '#app/env.server.ts';

/** The files of lists that wait to be applied. Nobody but Rapport reads them; none is named as its sender called it. */

const folder = join(env.DATA_DIR, 'rosters');

/** Where the file of a list lies. @param id of the list: random, so that no path can be written this way */
export const toRosterPath = (id: string): string => join(folder, id);

/** Writes a file as it was sent. @throws the error of the file system */
export async function storeRosterFile(id: string, file: File): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const body = Readable.fromWeb(file.stream() as ReadableStream<Uint8Array>);
  await pipeline(body, createWriteStream(toRosterPath(id), { flags: 'wx', mode: 0o600 }));
}

/** Whether the file is still there. */
export const hasRosterFile = async (id: string): Promise<boolean> =>
  (await stat(toRosterPath(id)).catch(() => null)) !== null;

/** Removes the file, if it is there. */
export const removeRosterFile = (id: string): Promise<void> =>
  rm(toRosterPath(id), { force: true });

/** The lists whose files lie here since before then. */
export async function listOldRosterFiles(before: Date): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const old: string[] = [];
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && found.mtime < before) old.push(name);
  }
  return old;
}
