import { db, raw } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';

/** What reading a page writes by itself, whoever reads it. */
const writtenByReading = ['lastViewedAt'];

async function listTables(): Promise<string[]> {
  const query =
    provider === 'sqlite'
      ? // Without indexes of words and what they stand on: other rows make them.
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE '%\\_search%' ESCAPE '\\' AND name <> 'PersonWords'`
      : `SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'`;
  const rows = await db.$queryRaw<{ name: string }[]>(raw(query));
  return rows.map(({ name }) => name).sort();
}

/** Every row of every table as text, to be compared with what stands there later. */
export async function readAllRows(): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of await listTables()) {
    const rows = await db.$queryRaw<Record<string, unknown>[]>(raw(`SELECT * FROM "${table}"`));
    tables[table] = rows
      .map((row) =>
        JSON.stringify(row, (key, value: unknown) => {
          if (writtenByReading.includes(key)) return undefined;
          return typeof value === 'bigint' ? String(value) : value;
        }),
      )
      .sort();
  }
  return tables;
}
