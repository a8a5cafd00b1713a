import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '#app/made-folder.server.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { type Part, writeArchive } from './archive.server.ts';
import { checkBackup } from './check-backup.server.ts';
import { openSnapshot } from './databases.server.ts';
import type { Manifest } from './manifest.server.ts';
import type { Store } from './store.server.ts';
import { listStoredFiles } from './stored-files.server.ts';
import { type Row, type Table, toLine } from './tables.server.ts';

const partLetters = 1_000_000;

/** A backup on disk. */
export type Backup = { path: string; bytes: number; manifest: Manifest };

/**
 * Backs up the database of a URL and the files that belong to it into a folder, while others use both: all that was
 * committed before it began is in it. The file has its name once it is whole, on disk and read back.
 * @throws Error that tells the operator what to do; the driver's error when the database cannot be read
 */
export async function makeBackup(order: {
  url: string;
  dataDir: string;
  folder: string;
  passphrase: string | null;
  now: Date;
}): Promise<Backup> {
  const { url, dataDir, folder, passphrase, now } = order;
  const ending = passphrase === null ? 'tar.gz' : 'tar.gz.age';
  const path = join(folder, `rapport-${now.toISOString().replaceAll(':', '')}.${ending}`);
  const part = `${path}.part`;
  const store = await openSnapshot(url);
  try {
    if ((await store.migrations()).length === 0)
      throw new Error('There is no Rapport in this database yet: start it once, then back it up.');
    const explain = explainFolder(folder);
    await makeFolder(folder, 0o700).catch(explain);
    await removeParts(folder, now).catch(explain);
    await writeArchive(part, listParts(store, dataDir, now), passphrase).catch(explain);
    const manifest = await checkBackup(part, passphrase);
    await rename(part, path).catch(explain);
    await syncFolder(folder).catch(explain);
    return { path, bytes: (await stat(path)).size, manifest };
  } catch (error) {
    // What is wrong was said already, whether or not this can be done.
    await rm(part, { force: true }).catch(() => {});
    throw error;
  } finally {
    await store.close();
  }
}

/** The parts of a backup. The files come after the rows that lead to them: those are there by then. */
async function* listParts(store: Store, dataDir: string, now: Date): AsyncGenerator<Part> {
  const tables: Manifest['tables'] = [];
  const files: Manifest['files'] = [];
  const first = new FirstAccount();
  for (const table of await store.tables()) {
    const hash = createHash('sha256');
    let [number, count] = [0, 0];
    for await (const { lines, rows } of portion(store, table)) {
      if (table.name === 'User') first.note(rows);
      hash.update(lines);
      count += rows.length;
      number += 1;
      yield { kind: 'rows', table: table.name, number, lines };
    }
    tables.push({ name: table.name, rows: count, sha256: hash.digest('hex') });
  }
  for await (const { name, bytes, body } of listStoredFiles(dataDir)) {
    const hash = createHash('sha256');
    yield { kind: 'file', name, bytes, body: hashed(body, hash) };
    files.push({ name, bytes, sha256: hash.digest('hex') });
  }
  const manifest: Manifest = {
    format: 'rapport-backup',
    formatVersion: 1,
    madeAt: now.toISOString(),
    madeBy: packageFile.version,
    provider: store.provider,
    migrations: await store.migrations(),
    firstAccount: first.id,
    tables,
    files,
  };
  yield { kind: 'manifest', manifest };
}

/** The rows of a table in portions whose lines make a part of the archive. */
async function* portion(
  store: Store,
  table: Table,
): AsyncGenerator<{ lines: string; rows: Row[] }> {
  let [lines, rows]: [string, Row[]] = ['', []];
  for await (const some of store.rows(table))
    for (const row of some) {
      lines += toLine(table, row);
      rows.push(row);
      if (lines.length < partLetters) continue;
      yield { lines, rows };
      [lines, rows] = ['', []];
    }
  if (rows.length > 0) yield { lines, rows };
}

async function* hashed(body: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}

/** Finds the account that was made first. Accounts are never deleted, so an academy keeps it. */
class FirstAccount {
  #found = { createdAt: '', id: '' };

  note(rows: readonly Row[]): void {
    for (const { createdAt, id } of rows) {
      const one = { createdAt: String(createdAt), id: String(id) };
      const { createdAt: at, id: least } = this.#found;
      if (least === '' || one.createdAt < at || (one.createdAt === at && one.id < least))
        this.#found = one;
    }
  }

  get id(): string | null {
    return this.#found.id || null;
  }
}

const ownName = /^rapport-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z\.tar\.gz(\.age)?$/;

/**
 * Removes all but the newest backups of a folder; other files in it stay. @returns the names of those removed
 * @throws Error that tells the operator which one stays
 */
export async function keepNewest(folder: string, count: number): Promise<string[]> {
  const backups = (await readdir(folder)).filter((name) => ownName.test(name)).sort();
  const old = backups.slice(0, Math.max(0, backups.length - count));
  for (const name of old)
    await rm(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        `The backup is made, and an older one cannot be deleted: ${join(folder, name)} (${error.code}).`,
        { cause: error },
      );
    });
  return old;
}

const hourMs = 3_600_000;

// What an interrupted backup has left. One that is being written was changed just now.
async function removeParts(folder: string, now: Date): Promise<void> {
  const parts = (await readdir(folder)).filter(
    (name) => ownName.test(name.replace(/\.part$/, '')) && name.endsWith('.part'),
  );
  for (const name of parts) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now.getTime() - mtimeMs > hourMs) await rm(path);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function explainFolder(folder: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const { code = '', path } = error;
    // What is read from has words of its own.
    if (!error.syscall || error.syscall === 'read') throw error;
    const why = noRoom.has(code)
      ? `There is no room for the backup in ${folder}: make room there, or give another folder with --to.`
      : code === 'EEXIST'
        ? `The backup cannot be written to ${folder}, since ${path} is no folder: give another one with --to.`
        : `The backup cannot be written to ${folder} (${code}): let this user write there, or give another folder with --to.`;
    throw new Error(why, { cause: error });
  };
}
