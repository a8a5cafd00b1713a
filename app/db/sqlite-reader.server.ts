import Database, { type Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

/**
 * Raw reads straight from the SQLite file, on a connection of their own that cannot write. Prisma plans every raw query
 * anew and the adapter prepares it anew; on the pages that everybody opens all day that was a fifth of the work. Here a
 * statement is prepared once.
 */

type Convert = (row: Record<string, unknown>) => void;
type Prepared = { statement: Statement<unknown[], Record<string, unknown>>; convert: Convert };

// Query texts are written in the code, lists of parameters vary in length: a few hundred at most.
const maxPrepared = 500;

/** Opens the file for reading. `all` takes the text and values of a `sql` template and returns its rows. */
export function createSqliteReader(file: string) {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  const prepared = new LRUCache<string, Prepared>({ max: maxPrepared });

  function prepare(text: string): Prepared {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database.prepare<unknown[], Record<string, unknown>>(text);
    const made = { statement, convert: toConvert(statement.columns()) };
    prepared.set(text, made);
    return made;
  }

  return {
    all(text: string, values: readonly unknown[]): Record<string, unknown>[] {
      const { statement, convert } = prepare(text);
      const rows = statement.all(...values.map(toBound));
      for (const row of rows) convert(row);
      return rows;
    },
    close(): void {
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
