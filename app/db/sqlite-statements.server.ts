import Database, { type Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

/**
 * Raw statements straight to the SQLite file. Prisma plans every raw query anew and the adapter prepares it anew; on the
 * pages that everybody opens all day that was a fifth of the work, and of saving an answer a third. Here a statement is
 * prepared once.
 */

// FULL: what was acknowledged survives a power cut (NORMAL may lose the last commits of a WAL). While the file is opened
// SQLite waits for other processes itself; from then on those that write wait in `SqliteWriters`.
export const pragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 0;`;

/** For a connection that only reads: in a WAL nobody keeps it waiting, but for the moment after a process died. */
export const readingPragmas = `${pragmas} PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;`;

type Convert = (row: Record<string, unknown>) => void;
/** `convert` is null for a statement that returns no rows. */
type Prepared = {
  statement: Statement<unknown[], Record<string, unknown>>;
  convert: Convert | null;
};

// Query texts are written in the code, lists of parameters vary in length: a few hundred at most.
const maxPrepared = 500;

/** Takes the text and values of a `sql` template and returns the rows. */
type Statements = {
  all(text: string, values: readonly unknown[]): Record<string, unknown>[];
  close(): void;
};

/** Opens the file on a connection that cannot write. */
export function openSqliteReader(file: string): Statements {
  return toStatements(new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 }));
}

/** Opens the file for writing, as durable as the adapter's connection. Whoever uses it must have the writers' turn. */
export function openSqliteWriter(file: string): Statements {
  const database = new Database(file, { fileMustExist: true });
  database.exec(pragmas);
  return toStatements(database);
}

/** Statements on an open connection, whatever its numbers come as otherwise. */
export function toStatements(database: Database.Database): Statements {
  const prepared = new LRUCache<string, Prepared>({ max: maxPrepared });

  function prepare(text: string): Prepared {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database
      .prepare<unknown[], Record<string, unknown>>(text)
      .safeIntegers(false);
    const made = { statement, convert: statement.reader ? toConvert(statement.columns()) : null };
    prepared.set(text, made);
    return made;
  }

  return {
    all(text, values) {
      const { statement, convert } = prepare(text);
      const bound = values.map(toBound);
      if (!convert) {
        statement.run(...bound);
        return [];
      }
      const rows = statement.all(...bound);
      for (const row of rows) convert(row);
      return rows;
    },
    close() {
      database.close();
    },
  };
}

// As the adapter writes them.
function toBound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return typeof value === 'boolean' ? Number(value) : value;
}

// Plain columns have a declared type and come as what Prisma would make of them; expressions have none.
function toConvert(columns: { name: string; type: string | null }[]): Convert {
  const dates = columns.filter(({ type }) => type === 'DATETIME').map(({ name }) => name);
  const booleans = columns.filter(({ type }) => type === 'BOOLEAN').map(({ name }) => name);
  return (row) => {
    for (const name of dates) {
      const value = row[name];
      if (typeof value === 'string') row[name] = new Date(value);
    }
    for (const name of booleans) if (row[name] !== null) row[name] = row[name] === 1;
  };
}
