import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '#app/made-folder.server.ts';
import { readStart } from './archive.server.ts';
import { lookAt } from './databases.server.ts';
import { makeBackup } from './make-backup.server.ts';
import { type Restored, restoreBackup } from './restore-backup.server.ts';

/** Whether the file is a SQLite database. @throws UnreadableBackup when there is no such file */
export async function isSqliteFile(path: string): Promise<boolean> {
  return (await readStart(path, 16)) === 'SQLite format 3\0';
}

/**
 * Moves an academy from a SQLite file to the database at a URL: backs the file up and restores that. The file stays.
 * @throws Error when the file is in use, since what is written to it meanwhile would be lost; as `restoreBackup`
 */
export async function moveDatabase(order: {
  file: string;
  url: string;
  dataDir: string;
  otherAcademy: boolean;
  now: Date;
}): Promise<Restored> {
  const { file, url, dataDir, otherAcademy, now } = order;
  if (url.startsWith('file:') && resolve(url.slice('file:'.length)) === resolve(file))
    throw new Error(`DATABASE_URL names this very file: set it to the database to move to.`);
  const source = `file:${file}`;
  const { user } = await lookAt(source, null);
  if (user) throw new Error(`${user} Nothing was changed.`);
  await makeFolder(dataDir);
  const folder = await mkdtemp(join(dataDir, 'move-'));
  try {
    const made = await makeBackup({ url: source, dataDir, folder, passphrase: null, now });
    const place = { url, dataDir, otherAcademy, now };
    return await restoreBackup({ ...place, backup: made.path, passphrase: null });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
