import type { Pool } from 'pg';
import { session } from './postgresql-adapter.server.ts';

/**
 * Raw statements straight to the PostgreSQL server, each outside any transaction of ours. Prisma plans every raw query
 * anew, and the server parses it anew; here a statement is prepared once on each connection.
 */

// Query texts are written in the code, lists of parameters vary in length: beyond these a text is not kept prepared.
const maxPrepared = 200;

// As Prisma gives them: https://github.com/brianc/node-pg-types, by the server's numbers of the types.
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  20: BigInt,
  1114: (text) => new Date(`${text.replace(' ', 'T')}Z`),
};

/** Opens a pool of at most 5 connections, on the first statement. */
export async function openPostgresqlStatements(url: string) {
  // Loaded here: a process with SQLite does without it.
  const { default: pg } = await import('pg');
  const pool: Pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    max: 5,
    options: session,
    types: { getTypeParser: (id, format) => parsers[id] ?? pg.types.getTypeParser(id, format) },
  });
  // A connection that breaks while nobody uses it is replaced at the next statement, which tells what is wrong if that
  // fails; an error that nobody hears would end the process.
  pool.on('error', () => {});
  const names = new Map<string, string>();

  function nameOf(text: string): string | undefined {
    if (!names.has(text) && names.size < maxPrepared) names.set(text, `rapport${names.size}`);
    return names.get(text);
  }

  return {
    async all(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
      const { rows } = await pool.query<Record<string, unknown>>({
        name: nameOf(text),
        text,
        values: values.map(toBound),
      });
      return rows;
    },
    close: () => pool.end(),
  };
}

// The columns hold UTC instants without a zone; the driver would write a Date in the machine's own.
function toBound(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
