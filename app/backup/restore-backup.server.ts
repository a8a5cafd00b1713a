import { dirname } from 'node:path';
import { makeFolder } from '#app/made-folder.server.ts';
import { readArchive } from './archive.server.ts';
import { checkBackup } from './check-backup.server.ts';
import { lookAt, openBuilding } from './databases.server.ts';
import type { Manifest } from './manifest.server.ts';
import { type Building, listLaterMigrations, migrateBuilding, sumUp } from './store.server.ts';
import { putBack } from './stored-files.server.ts';
import { toRows } from './tables.server.ts';

/** What was done: `aside` is how what stood there is called now, null when nothing did; `added` counts files put back. */
export type Restored = { manifest: Manifest; aside: string | null; later: string[]; added: number };

/** What is to be restored, and where. `otherAcademy`: also in the place of another academy's database. */
export type RestoreOrder = {
  backup: string;
  passphrase: string | null;
  url: string;
  dataDir: string;
  otherAcademy: boolean;
  now: Date;
};

/**
 * Puts a backup in the place of the database at a URL. The backup is read and checked before; the new database is made
 * beside the old one, and held to the counts and hashes of the backup before it takes its place. The old one stays.
 * @throws Error that tells the operator what to do, when nothing was replaced; the driver's error
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const { backup, passphrase, url } = order;
  const manifest = await checkBackup(backup, passphrase);
  const provider = url.startsWith('file:') ? 'sqlite' : 'postgresql';
  const later = await listLaterMigrations(provider, manifest.migrations, manifest.madeBy);
  await checkPlace(order, manifest);
  const stamp = order.now.toISOString().replace(/\D/g, '');
  if (provider === 'sqlite') await makeFolder(dirname(url.slice('file:'.length)));
  const building = await openBuilding(url, stamp);
  try {
    await migrateBuilding(building, manifest.migrations);
    const added = await fill(building, order, manifest, stamp);
    await compare(building, manifest);
    await migrateBuilding(building, later);
    return { manifest, later, added, aside: await building.replace() };
  } catch (error) {
    await building.abandon();
    throw error;
  }
}

/** @throws Error when somebody uses the place, or another academy lives there */
async function checkPlace({ url, otherAcademy }: RestoreOrder, manifest: Manifest): Promise<void> {
  const occupant = await lookAt(url, manifest.firstAccount);
  if (occupant.user) throw new Error(`${occupant.user} Nothing was changed.`);
  if (occupant.accounts === 0 || occupant.hasAccount || otherAcademy) return;
  throw new Error(
    `The database that DATABASE_URL names belongs to another academy: it has ${occupant.accounts} accounts, and not the one that was first in the backup. Nothing was changed. Set DATABASE_URL to the right database; or give --other-academy to replace this one all the same, which stays beside under another name.`,
  );
}

async function fill(
  building: Building,
  { backup, passphrase, dataDir }: RestoreOrder,
  manifest: Manifest,
  stamp: string,
): Promise<number> {
  const tables = new Map((await building.tables()).map((table) => [table.name, table]));
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]));
  let added = 0;
  for await (const part of readArchive(backup, passphrase)) {
    if (part.kind === 'rows') {
      const table = tables.get(part.table);
      if (!table) throw new Error(`The backup has a table ${part.table} that its version has not.`);
      await building.insert(table, toRows(part.lines));
    } else if (part.kind === 'file') {
      // Checked already; another one would have changed since.
      const sha256 = hashes.get(part.name);
      if (!sha256) throw new Error(`The backup was changed while it was restored.`);
      const file = { name: part.name, sha256, body: part.body };
      if (await putBack(dataDir, file, `before-restore-${stamp}`)) added += 1;
    }
  }
  return added;
}

/** @throws Error when a table has another count or hash than in the backup */
async function compare(building: Building, manifest: Manifest): Promise<void> {
  const sums = new Map(manifest.tables.map(({ name, rows, sha256 }) => [name, { rows, sha256 }]));
  for (const table of await building.tables()) {
    const [expected, found] = [sums.get(table.name), await sumUp(building, table)];
    const isSame = expected ? expected.sha256 === found.sha256 : found.rows === 0;
    if (isSame) continue;
    throw new Error(
      `${table.name} did not come out as it is in the backup (${found.rows} rows, there ${expected?.rows ?? 0}). Nothing was replaced.`,
    );
  }
}
