import { createHash, type Hash } from 'node:crypto';
import { damaged, readArchive } from './archive.server.ts';
import type { Manifest } from './manifest.server.ts';
import { hashOf, isStoredFile } from './stored-files.server.ts';

type Sums = {
  tables: Map<string, { rows: number; hash: Hash }>;
  files: Manifest['files'];
};

/**
 * Reads a whole backup and holds every part of it to its manifest. @returns the manifest
 * @throws UnreadableBackup that tells the operator what is wrong
 */
export async function checkBackup(path: string, passphrase: string | null): Promise<Manifest> {
  const sums: Sums = { tables: new Map(), files: [] };
  let manifest: Manifest | null = null;
  for await (const part of readArchive(path, passphrase)) {
    if (manifest) throw damaged(path, 'something follows its manifest');
    if (part.kind === 'manifest') manifest = part.manifest;
    else if (part.kind === 'rows') addRows(sums, part);
    else {
      const { name, bytes } = part;
      if (!isStoredFile(name)) throw damaged(path, `it has a file ${name}`);
      sums.files.push({ name, bytes, sha256: await hashOf(part.body) });
    }
  }
  if (!manifest) throw damaged(path, 'its manifest is missing');
  const found = JSON.stringify({ tables: toTables(sums, manifest), files: sums.files });
  if (found !== JSON.stringify({ tables: manifest.tables, files: manifest.files }))
    throw damaged(path, 'its counts and hashes are not those of its manifest');
  return manifest;
}

function addRows(sums: Sums, { table, lines }: { table: string; lines: string }): void {
  const sum = sums.tables.get(table) ?? { rows: 0, hash: createHash('sha256') };
  sum.rows += lines.split('\n').length - 1;
  sum.hash.update(lines);
  sums.tables.set(table, sum);
}

// A table without rows has no part. Of tables that the manifest does not name nothing may be there.
function toTables({ tables }: Sums, manifest: Manifest): Manifest['tables'] {
  const empty = manifest.tables.map(({ name }) => name).filter((name) => !tables.has(name));
  for (const name of empty) tables.set(name, { rows: 0, hash: createHash('sha256') });
  const order = manifest.tables.map(({ name }) => name);
  return [...tables]
    .map(([name, { rows, hash }]) => ({ name, rows, sha256: hash.digest('hex') }))
    .sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}
