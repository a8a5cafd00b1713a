import pg from 'pg';
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
  text: 'text',
  integer: 'integer',
  'double precision': 'real',
  boolean: 'boolean',
  'timestamp(3) without time zone': 'instant',
};

const rowsAtOnce = 250;

// All tables but those that an extension has brought.
const ownTables = `FROM pg_class t WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')`;

type Client = pg.Client;

async function connect(url: string): Promise<Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // One that breaks is told by the next statement; an error that nobody hears would end the process.
  client.on('error', () => {});
  await client.connect();
  await client.query(`SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1`);
  return client;
}

/** Rows as the server writes them: every value as text. */
async function readTexts(client: Client, text: string): Promise<Record<string, string | null>[]> {
  const types = { getTypeParser: () => (value: string) => value };
  const { rows } = await client.query<Record<string, string | null>>({ text, types });
  return rows;
}

/** Reads the database of a URL as it is now, in one transaction that sees nothing of what others write. */
export async function openPostgresqlSnapshot(url: string): Promise<Store> {
  const client = await connect(url);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1');
  return toStore(client);
}

function toStore(client: Client): Store {
  return {
    provider: 'postgresql',
    async migrations() {
      if (!(await hasTable(client, '_prisma_migrations'))) return [];
      const { rows } = await client.query<{ name: string }>(
        `SELECT "migration_name" AS "name" FROM "_prisma_migrations"
         WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name" COLLATE "C"`,
      );
      return rows.map(({ name }) => name);
    },
    tables: () => listTables(client),
    async *rows(table) {
      const names = table.columns.map(({ name }) => `"${name}"`);
      const isText = (name: string) =>
        table.columns.some((column) => column.name === name && column.kind === 'text');
      // As SQLite sorts: by code points.
      const key = table.key.map((name) => `"${name}"${isText(name) ? ' COLLATE "C"' : ''}`);
      await client.query(
        `DECLARE backup NO SCROLL CURSOR FOR SELECT ${names} FROM "${table.name}" ORDER BY ${key}`,
      );
      for (;;) {
        const rows = await readTexts(client, `FETCH ${rowsAtOnce} FROM backup`);
        yield rows.map((row) => fromPostgresql(table, row));
        if (rows.length < rowsAtOnce) break;
      }
      await client.query('CLOSE backup');
    },
    close: () => client.end(),
  };
}

async function hasTable(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT t.relname ${ownTables} AND t.relname = $1`, [name]);
  return rows.length > 0;
}

async function listTables(client: Client): Promise<Table[]> {
  const columns = await client.query<CatalogColumn>(
    `SELECT t.relname::text AS "table", a.attname::text AS "column",
       format_type(a.atttypid, a.atttypmod) AS "type",
       COALESCE((SELECT k.position::int FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, position)
         WHERE i.indrelid = t.oid AND i.indisprimary AND k.number = a.attnum), 0) AS "keyPosition"
     FROM pg_attribute a, (SELECT t.* ${ownTables}) t
     WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND t.relname <> '_prisma_migrations'`,
  );
  const references = await client.query<CatalogReference>(
    `SELECT t.relname::text AS "table", r.relname::text AS "target"
     FROM pg_constraint c, pg_class r, (SELECT t.* ${ownTables}) t
     WHERE c.contype = 'f' AND c.conrelid = t.oid AND c.confrelid = r.oid`,
  );
  return toTables(columns.rows, references.rows, kinds);
}

function fromPostgresql({ columns }: Table, row: Record<string, string | null>): Row {
  return Object.fromEntries(
    columns.map(({ name, kind }) => [name, fromText(kind, row[name] ?? null)]),
  );
}

function fromText(kind: Kind, text: string | null): Row[string] {
  if (text === null) return null;
  if (kind === 'boolean') return text === 't';
  if (kind === 'instant') return new Date(`${text.replace(' ', 'T')}Z`).toISOString();
  return kind === 'text' ? text : Number(text);
}

/**
 * Makes new tables in one transaction, in which the old ones move to a schema of their own: all of it is seen at once by
 * others, or nothing ever was.
 * @param aside what that schema is called
 */
export async function openPostgresqlBuilding(url: string, aside: string): Promise<Building> {
  const client = await connect(url);
  try {
    await client.query(`SET lock_timeout = '10s'; BEGIN`);
    const { rows: old } = await client.query<{ name: string }>(
      `SELECT t.relname::text AS "name" ${ownTables}`,
    );
    if (old.length > 0) await client.query(`CREATE SCHEMA "${aside}"`);
    for (const { name } of old) await client.query(`ALTER TABLE "${name}" SET SCHEMA "${aside}"`);
    return {
      ...toStore(client),
      run: async (script) => void (await client.query(script)),
      async insert({ name, columns }, rows) {
        const names = columns.map((column) => `"${column.name}"`);
        await client.query(
          `INSERT INTO "${name}" (${names})
           SELECT ${names} FROM json_populate_recordset(NULL::"${name}", $1)`,
          [JSON.stringify(rows)],
        );
      },
      async replace() {
        for (const table of await listTables(client)) await setSequence(client, table);
        await client.query('COMMIT; ANALYZE');
        await client.end();
        return old.length > 0 ? `schema "${aside}"` : null;
      },
      async abandon() {
        // The server rolls back what is not committed.
        await client.end();
      },
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

// A number that the database gives has to follow those that are there.
async function setSequence(client: Client, { name, key, columns }: Table): Promise<void> {
  const [column = ''] = key;
  if (key.length !== 1 || columns.some((one) => one.name === column && one.kind !== 'integer'))
    return;
  await client.query(
    `SELECT setval(s.name::regclass, COALESCE(m.last, 1), m.last IS NOT NULL)
     FROM pg_get_serial_sequence('"${name}"', '${column}') AS s(name),
       (SELECT max("${column}") AS last FROM "${name}") AS m WHERE s.name IS NOT NULL`,
  );
}

/** Looks at the database that is to be replaced, and whether the account is in it. */
export async function lookAtPostgresql(url: string, account: string | null): Promise<Occupant> {
  const client = await connect(url);
  try {
    const user = await findUser(client);
    if (!(await hasTable(client, 'User'))) return { user, accounts: 0, hasAccount: false };
    const { rows } = await client.query<{ accounts: number; hasAccount: boolean }>(
      `SELECT count(*)::int AS "accounts", COALESCE(bool_or("id" = $1), false) AS "hasAccount" FROM "User"`,
      [account],
    );
    return { user, accounts: rows[0]?.accounts ?? 0, hasAccount: rows[0]?.hasAccount ?? false };
  } finally {
    await client.end();
  }
}

/** A running Rapport keeps a connection open all the time, as the same user of the database. */
async function findUser(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ place: string }>(
    `SELECT DISTINCT COALESCE(host(client_addr), 'this machine') || COALESCE(' (' || NULLIF(application_name, '') || ')', '') AS place
     FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
       AND backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY place`,
  );
  if (rows.length === 0) return null;
  const places = rows.map(({ place }) => place).join(', ');
  return `A program at ${places} is connected to this database as the same user, as a running Rapport is: stop it, then run this again.`;
}
