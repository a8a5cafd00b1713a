import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The databases that Rapport runs on. */
export type Provider = 'sqlite' | 'postgresql';

const folderOf = (provider: Provider) => join(process.cwd(), 'prisma/migrations', provider);

/**
 * The names of all migrations, oldest first. Must run in the project's folder.
 * @throws Error that tells the operator where to run it
 */
export async function listMigrations(provider: Provider): Promise<string[]> {
  const folder = folderOf(provider);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const message = `There are no migrations in ${folder}: start Rapport in its own folder.`;
    throw new Error(message, { cause: error });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort();
}

/** The SQL of a migration. */
export function readMigration(provider: Provider, name: string): Promise<string> {
  return readFile(join(folderOf(provider), name, 'migration.sql'), 'utf8');
}
