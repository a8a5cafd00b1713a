import Database from 'better-sqlite3';
import pg from 'pg';
import { vi } from 'vitest';
import { provider } from '#app/db/dialect.server.ts';

/** The texts of the statements that the database is sent while the work goes on, by whichever way. */
export async function listStatements(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const spies = provider === 'sqlite' ? spyOnSqlite(texts) : spyOnPostgresql(texts);
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return texts;
}

// All statements have one prototype, which only a statement leads to.
function spyOnSqlite(texts: string[]) {
  const database = new Database(':memory:');
  const prototype: Record<'all' | 'run', Method> = Object.getPrototypeOf(
    database.prepare('SELECT 1'),
  );
  database.close();
  return (['all', 'run'] as const).map((name) => {
    const original = prototype[name];
    return vi.spyOn(prototype, name).mockImplementation(function (this: unknown, ...values) {
      texts.push((this as Database.Statement).source);
      return original.apply(this, values);
    });
  });
}

type Method = (this: unknown, ...values: unknown[]) => unknown;

function spyOnPostgresql(texts: string[]) {
  const prototype: Record<'query', Method> = Object.getPrototypeOf(new pg.Client());
  const original = prototype.query;
  const spy = vi.spyOn(prototype, 'query').mockImplementation(function (this: unknown, ...values) {
    const [query] = values;
    texts.push(typeof query === 'string' ? query : (query as pg.QueryConfig).text);
    return original.apply(this, values);
  });
  return [spy];
}
