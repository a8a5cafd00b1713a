import { randomUUID } from 'node:crypto';
import { copyFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { makeFolder } from '#app/made-folder.server.ts';

/** Where the site serves files from. A name there says what is inside; a file is whole or not there. */

/** Whether a file is there. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Copies a file there, also when two processes do it at once. The system copies: a film does not pass through memory. */
export async function storeCopy(path: string, directory: string, file: string): Promise<void> {
  const target = join(directory, file);
  if (await isThere(target)) return;
  await makeFolder(directory);
  const part = `${target}.${randomUUID()}.part`;
  await copyFile(path, part);
  await rename(part, target);
}

/** Writes files there that were made here, by name. */
export async function storeMade(
  made: ReadonlyMap<string, Buffer>,
  directory: string,
): Promise<void> {
  await makeFolder(directory);
  for (const [file, bytes] of made)
    await writeFileAtomic(join(directory, file), bytes, { fsync: false });
}
