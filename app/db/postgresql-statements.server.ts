import type { Pool, PoolClient, types } from 'pg';
import type { RunStatement } from './adapter.server.ts';

/**
 * Raw statements straight to the PostgreSQL server. Prisma plans every raw query anew, and the server parses it anew;
 * here a statement is prepared once on each connection.
 */

// UTC: the columns hold UTC instants without a zone. The limits (ms) free what a hung process holds.
export const session =
  '-c TimeZone=UTC -c lock_timeout=15000 -c idle_in_transaction_session_timeout=30000 ' +
  '-c default_transaction_isolation=read\\ committed';

// Query texts are written in the code, but lists of values make many of one: what is beyond these is not kept prepared.
const maxPrepared = 300;
const maxValues = 60;

// As Prisma gives them: https://github.com/brianc/node-pg-types, by the server's numbers of the types.
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  20: BigInt,
  1114: (text) => new Date(`${text.replace(' ', 'T')}Z`),
};

// One name for one text on every connection.
const names = new Map<string, string>();

function nameOf(text: string, count: number): string | undefined {
  if (!names.has(text) && count <= maxValues && names.size < maxPrepared)
    names.set(text, `rapport${names.size}`);
  return names.get(text);
}

/** Statements on a connection, or on one of a pool each. `driver`: the driver's readers of the server's types. */
export function toStatements(
  connection: Pick<Pool | PoolClient, 'query'>,
  driver: typeof types,
): { all: RunStatement } {
  const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
    parsers[id] ?? driver.getTypeParser(id, format as 'text');
  return {
    async all(text, values) {
      const { rows } = await connection.query<Record<string, unknown>>({
        name: nameOf(text, values.length),
        text,
        values: values.map(toBound),
        types: { getTypeParser },
      });
      return rows;
    },
  };
}

/** Opens a pool of at most so many connections, on the first statement, for those outside any transaction. */
export async function openPostgresqlStatements(url: string, max: number) {
  // Loaded here: a process with SQLite does without it.
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    max,
    options: session,
  });
  // A connection that breaks while nobody uses it is replaced at the next statement, which tells what is wrong if that
  // fails; an error that nobody hears would end the process.
  pool.on('error', () => {});
  return { ...toStatements(pool, pg.types), close: () => pool.end() };
}

// The columns hold UTC instants without a zone; the driver would write a Date in the machine's own.
function toBound(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
