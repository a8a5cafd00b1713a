import { createHash } from 'node:crypto';
import { listMigrations, type Provider, readMigration } from '#app/db/migration-files.server.ts';
import { type Row, type Table, toLine } from './tables.server.ts';

/** A database that is read for a backup: all of it as it was at one moment, whoever writes meanwhile. */
export type Store = {
  provider: Provider;
  /** The names of the migrations that made it, oldest first; none where there is no Rapport. */
  migrations(): Promise<string[]>;
  tables(): Promise<Table[]>;
  /** The rows of a table in the order of its key, some at a time. */
  rows(table: Table): AsyncIterable<Row[]>;
  close(): Promise<void>;
};

/** A new database, made beside the one that it is to replace. Nothing of it is seen by others before `replace`. */
export type Building = Store & {
  /** Runs a script of several statements. */
  run(script: string): Promise<void>;
  insert(table: Table, rows: readonly Row[]): Promise<void>;
  /** Puts it in the place of the old one. @returns how what stood there is called now; null when nothing did */
  replace(): Promise<string | null>;
  /** Removes it, if it did not replace anything. */
  abandon(): Promise<void>;
};

/** What is known of a place before a database is put there. */
export type Occupant = {
  /** Who has it open, in words; null when nobody has. */
  user: string | null;
  accounts: number;
  /** Whether the account that was asked for is among them. */
  hasAccount: boolean;
};

/** How many rows a table has, and the SHA-256 over their lines. */
export type Sum = { rows: number; sha256: string };

/** Counts and sums up a table as it stands in a database. */
export async function sumUp(store: Store, table: Table): Promise<Sum> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of store.rows(table)) {
    count += rows.length;
    for (const row of rows) hash.update(toLine(table, row));
  }
  return { rows: count, sha256: hash.digest('hex') };
}

/** As Prisma makes it: its `migrate deploy` has to find here what it would have written. */
const migrationsTable = (provider: Provider) => {
  const [instant, now, unsigned] =
    provider === 'sqlite'
      ? ['DATETIME', 'current_timestamp', 'INTEGER UNSIGNED']
      : ['TIMESTAMPTZ', 'now()', 'INTEGER'];
  const text = (length: number) => (provider === 'sqlite' ? 'TEXT' : `VARCHAR(${length})`);
  return `CREATE TABLE "_prisma_migrations" (
    "id"                    ${text(36)} PRIMARY KEY NOT NULL,
    "checksum"              ${text(64)} NOT NULL,
    "finished_at"           ${instant},
    "migration_name"        ${text(255)} NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        ${instant},
    "started_at"            ${instant} NOT NULL DEFAULT ${now},
    "applied_steps_count"   ${unsigned} NOT NULL DEFAULT 0
)`;
};

/** Brings a new database to these migrations, and notes them as Prisma does. They follow those that it has. */
export async function migrateBuilding(building: Building, names: readonly string[]): Promise<void> {
  if ((await building.migrations()).length === 0)
    await building.run(migrationsTable(building.provider));
  for (const name of names) {
    const script = await readMigration(building.provider, name);
    await building.run(script);
    const checksum = createHash('sha256').update(script).digest('hex');
    const now = new Date().toISOString().replace('Z', '+00:00');
    await building.run(`INSERT INTO "_prisma_migrations"
      ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
      VALUES ('${crypto.randomUUID()}', '${checksum}', '${name}', '${now}', '${now}', 1)`);
  }
}

/**
 * The migrations that bring a database of a backup to this version of Rapport.
 * @throws Error that tells the operator what to do when this version cannot take it
 */
export async function listLaterMigrations(
  provider: Provider,
  given: readonly string[],
  madeBy: string,
): Promise<string[]> {
  const known = await listMigrations(provider);
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(
      `A newer version of Rapport made this backup (${madeBy}; it has the migration ${unknown.join(', ')}): restore it with that version.`,
    );
  if (given.some((name, index) => name !== known[index]))
    throw new Error(
      `The backup lacks migrations that are older than its newest one, so it cannot be brought to this version: restore it with the version of Rapport that made it (${madeBy}).`,
    );
  return known.slice(given.length);
}
