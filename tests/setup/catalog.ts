import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';

/** What a database says of itself: names of tables, indexes and constraints, each with all that defines it. */
export type Catalog = Record<string, unknown>;

type Adapter = Awaited<ReturnType<PrismaBetterSQLite3['connect']>>;

const factoryOf = (url: string) =>
  url.startsWith('file:')
    ? new PrismaBetterSQLite3({ url })
    : new PrismaPg({ connectionString: url });

/** Runs a script of several statements on the database of the URL. */
export async function runScript(url: string, script: string): Promise<void> {
  const adapter = await factoryOf(url).connect();
  await adapter.executeScript(script).finally(() => adapter.dispose());
}

/** Reads the catalog of the database of the URL, without Prisma's own table. */
export async function readCatalog(url: string): Promise<Catalog> {
  const adapter = await factoryOf(url).connect();
  try {
    return url.startsWith('file:') ? await readSqlite(adapter) : await readPostgresql(adapter);
  } finally {
    await adapter.dispose();
  }
}

/** Rows by what `key` makes of them. The order of columns is left out: a migration can only add to the end. */
async function read(
  adapter: Adapter,
  sql: string,
  key: (row: Record<string, unknown>) => string,
): Promise<Catalog> {
  const { columnNames, rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
  const objects = rows.map((row) =>
    Object.fromEntries(columnNames.map((name, index) => [name, row[index]])),
  );
  return Object.fromEntries(objects.map((object) => [key(object), object]));
}

async function readSqlite(adapter: Adapter): Promise<Catalog> {
  // Prisma's schema has no word for indexes of words, nor for what they stand on: `rowsWithWords` would find nothing without.
  const own = `t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_prisma_migrations'
    AND t.name NOT LIKE '%\\_search%' ESCAPE '\\' AND t.name <> 'PersonWords'`;
  const tables = await read(
    adapter,
    `SELECT t.name, t.sql LIKE '%AUTOINCREMENT%' AS "autoincrement" FROM sqlite_master t WHERE ${own}`,
    (row) => `table ${row.name}`,
  );
  const columns = await read(
    adapter,
    `SELECT t.name AS "table", c.name, c.type, c."notnull", c.dflt_value, c.pk
     FROM sqlite_master t, pragma_table_info(t.name) c WHERE ${own}`,
    (row) => `column ${row.table}.${row.name}`,
  );
  const indexes = await read(
    adapter,
    `SELECT t.name AS "table", i.name, i."unique", i.origin, i.partial, c.seqno, c.name AS "column", c."desc", c.coll
     FROM sqlite_master t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c WHERE ${own} AND c.key = 1`,
    (row) => `index ${row.name} ${row.seqno}`,
  );
  const foreignKeys = await read(
    adapter,
    `SELECT t.name AS "table", f."from", f."table" AS "target", f."to", f.on_update, f.on_delete, f.seq
     FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE ${own}`,
    (row) => `foreign key ${row.table}.${row.from} -> ${row.target}.${row.to}`,
  );
  return { ...tables, ...columns, ...indexes, ...foreignKeys };
}

async function readPostgresql(adapter: Adapter): Promise<Catalog> {
  const own = `n.nspname = 'public' AND t.relname <> '_prisma_migrations'`;
  const columns = await read(
    adapter,
    `SELECT t.relname::text AS "table", a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS "notnull", pg_get_expr(d.adbin, d.adrelid) AS "default", a.attidentity::text AS identity
     FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
     WHERE t.relkind = 'r' AND ${own}`,
    (row) => `column ${row.table}.${row.name}`,
  );
  const indexes = await read(
    adapter,
    `SELECT c.relname::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
     JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE ${own} AND c.relname NOT LIKE '%\\_search'`,
    (row) => `index ${row.name}`,
  );
  const constraints = await read(
    adapter,
    `SELECT t.relname::text AS "table", k.conname::text AS name, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
     JOIN pg_namespace n ON n.oid = t.relnamespace WHERE ${own}`,
    (row) => `constraint ${row.table} ${row.name}`,
  );
  return { ...columns, ...indexes, ...constraints };
}
