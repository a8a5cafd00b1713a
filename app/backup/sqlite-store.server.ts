import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Building, Occupant, Store } from './store.server.ts';
import {
  type CatalogColumn,
  type CatalogReference,
  type Kind,
  type Row,
  type Table,
  toTables,
} from './tables.server.ts';

const kinds: Record<string, Kind> = {
  TEXT: 'text',
  INTEGER: 'integer',
  REAL: 'real',
  BOOLEAN: 'boolean',
  DATETIME: 'instant',
};

const rowsAtOnce = 500;

/** Reads a SQLite file as it is now. In a WAL, who reads keeps nobody waiting. @throws Error when there is none. */
export function openSqliteSnapshot(file: string): Store {
  if (!existsSync(file))
    throw new Error(`There is no database at ${file}: set DATABASE_URL to the one that is meant.`);
  const database = new Database(file, { readonly: true, timeout: 5000 });
  // The first thing that is read fixes the moment.
  database.exec('BEGIN; SELECT count(*) FROM sqlite_master');
  return toStore(database);
}

function toStore(database: Database.Database): Store {
  return {
    provider: 'sqlite',
    async migrations() {
      const sql = `SELECT "migration_name" FROM "_prisma_migrations"
        WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name"`;
      return hasTable(database, '_prisma_migrations')
        ? database.prepare<[], string>(sql).pluck().all()
        : [];
    },
    tables: async () => listTables(database),
    async *rows(table) {
      const names = table.columns.map(({ name }) => `"${name}"`);
      const key = table.key.map((name) => `"${name}"`);
      const sql = `SELECT ${names} FROM "${table.name}" ORDER BY ${key}`;
      let rows: Row[] = [];
      for (const row of database.prepare<[], Record<string, unknown>>(sql).iterate()) {
        rows.push(fromSqlite(table, row));
        if (rows.length < rowsAtOnce) continue;
        yield rows;
        rows = [];
      }
      yield rows;
    },
    close: async () => void database.close(),
  };
}

function hasTable(database: Database.Database, name: string): boolean {
  const sql = `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`;
  return database.prepare(sql).get(name) !== undefined;
}

function listTables(database: Database.Database): Table[] {
  // Without an index of words (virtual) and what SQLite keeps of it (shadow).
  const own = `t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
    AND t.name <> '_prisma_migrations'`;
  const columns = database.prepare<[], CatalogColumn>(
    `SELECT t.name AS "table", c.name AS "column", c.type, c.pk AS "keyPosition"
     FROM pragma_table_list t, pragma_table_info(t.name) c WHERE ${own}`,
  );
  const references = database.prepare<[], CatalogReference>(
    `SELECT t.name AS "table", f."table" AS "target"
     FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE ${own}`,
  );
  return toTables(columns.all(), references.all(), kinds);
}

function fromSqlite(table: Table, row: Record<string, unknown>): Row {
  return Object.fromEntries(
    table.columns.map(({ name, kind }) => {
      const value = fromValue(kind, row[name]);
      if (value !== undefined) return [name, value];
      const key = table.key.map((part) => row[part]).join(' ');
      throw new Error(
        `The row ${key} of ${table.name} holds something in ${name} that is no ${kind}.`,
      );
    }),
  );
}

/** Undefined: not of the kind. SQLite takes anything into any column. */
function fromValue(kind: Kind, value: unknown): Row[string] | undefined {
  if (value === null) return null;
  if (kind === 'text') return typeof value === 'string' ? value : undefined;
  if (kind === 'boolean') return value === 0 || value === 1 ? value === 1 : undefined;
  if (kind === 'instant') return typeof value === 'string' ? toInstant(value) : undefined;
  const isNumber = kind === 'real' ? Number.isFinite(value) : Number.isSafeInteger(value);
  return isNumber && typeof value === 'number' ? value : undefined;
}

// As Prisma writes it, or SQLite's own CURRENT_TIMESTAMP: both in UTC.
function toInstant(text: string): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)(?:Z|\+00:00)?$/.exec(text) ?? [];
  const instant = new Date(`${day}T${time}Z`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

function toValue(kind: Kind, value: Row[string] | undefined): Row[string] {
  if (value === undefined || value === null) return null;
  if (kind === 'boolean') return Number(value);
  return kind === 'instant' ? String(value).replace('Z', '+00:00') : value;
}

/** Makes a new database beside `file`. @param aside what stood at `file` is called so when it is replaced */
export function openSqliteBuilding(file: string, aside: string): Building {
  const place = `${file}.restoring`;
  // What an interrupted restore has left.
  remove(place);
  const database = new Database(place);
  // It is nothing until it is whole, and is on disk before it takes its place.
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  const store = toStore(database);
  return {
    ...store,
    run: async (script) => void database.exec(script),
    async insert({ name, columns }, rows) {
      database.pragma('foreign_keys = OFF');
      const names = columns.map((column) => `"${column.name}"`);
      const statement = database.prepare(
        `INSERT INTO "${name}" (${names}) VALUES (${columns.map(() => '?')})`,
      );
      database.exec('BEGIN');
      for (const row of rows)
        statement.run(columns.map((column) => toValue(column.kind, row[column.name])));
      database.exec('COMMIT');
    },
    async replace() {
      const broken = database.pragma('foreign_key_check');
      if (Array.isArray(broken) && broken.length > 0)
        throw new Error('Rows of the backup point at rows that it does not have.');
      database.close();
      sync(place);
      return swap(place, file, aside);
    },
    async abandon() {
      database.close();
      remove(place);
    },
  };
}

function swap(place: string, file: string, aside: string): string | null {
  const old = statSync(file, { throwIfNoEntry: false });
  if (old) {
    chmodSync(place, old.mode);
    const user = release(file);
    if (user) throw new Error(user);
    // A second name for the old one first: at no moment is there no database.
    linkSync(file, aside);
  }
  renameSync(place, file);
  sync(dirname(file));
  return old ? aside : null;
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function remove(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal'])
    rmSync(`${file}${ending}`, { force: true });
}

/**
 * Takes a file out of WAL mode, which puts all that is in the WAL into it. SQLite does so for the only one who has the
 * file open: as a server keeps its connections as long as it lives, that is how it shows. @returns who has it open, in words
 */
function release(file: string): string | null {
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
    return null;
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY'))
      throw error;
    return `Another program has ${file} open, as a running Rapport has: stop it, then run this again.`;
  } finally {
    database.close();
  }
}

/** Looks at the SQLite file that is to be replaced, and whether the account is in it. */
export function lookAtSqlite(file: string, account: string | null): Occupant {
  if (!existsSync(file)) return { user: null, accounts: 0, hasAccount: false };
  const user = release(file);
  if (user) return { user, accounts: 0, hasAccount: false };
  const database = new Database(file, { readonly: true });
  try {
    if (!hasTable(database, 'User')) return { user, accounts: 0, hasAccount: false };
    const count = (condition: string, ...values: unknown[]) =>
      Number(
        database
          .prepare(`SELECT count(*) FROM "User" ${condition}`)
          .pluck()
          .get(...values),
      );
    return { user, accounts: count(''), hasAccount: count('WHERE "id" = ?', account) > 0 };
  } finally {
    database.close();
  }
}
