import { renameSync, writeFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { closeDatabase, db, raw, sql, writeRows } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { holdDatabase, scalePatience } from './lock-holder.ts';

/** A way in which a database stops taking writes, what the driver then says, and how it takes them again. */
type StorageFailure = {
  name: string;
  code: string;
  /** Writes fail from here on; at least answers to the item `voice` of this attempt. */
  stop: (attemptId: string) => Promise<unknown>;
  resume: () => unknown;
};

// A statement that is no SELECT goes to SQLite's connection that writes; prepared statements have one of their own.
async function onWriter(pragma: string): Promise<void> {
  await db.$queryRaw(raw(`PRAGMA ${pragma}`));
  await writeRows(raw(`PRAGMA ${pragma}`));
}

/** Leaves no room on the pages where the item `voice` belongs, and allows no others. */
async function fill(attemptId: string): Promise<void> {
  // Not below what the file has.
  await onWriter('max_page_count = 1');
  const row = { attemptId, valueJson: '[]', seq: 0, savedAt: new Date(), counted: false };
  let count = 0;
  const insert = (prefix: string) =>
    db.response.create({ data: { ...row, itemId: `${prefix}${count++}` } }).catch(() => null);
  while ((await insert('vo')) || (await insert('vp')));
}

async function makeRoom(): Promise<void> {
  await onWriter('max_page_count = 1000000');
  await db.response.deleteMany({ where: { seq: 0 } });
}

const sqlite: StorageFailure[] = [
  { name: 'the disk is full', code: 'SQLITE_FULL', stop: fill, resume: makeRoom },
  {
    name: 'the database can only be read',
    code: 'SQLITE_READONLY',
    stop: () => onWriter('query_only = ON'),
    resume: () => onWriter('query_only = OFF'),
  },
  {
    name: 'its file is another one',
    code: 'FILE_REPLACED',
    stop: replaceFile,
    resume: () => renameSync(`${file}.away`, file),
  },
  { name: 'another process holds it', code: 'SQLITE_BUSY', stop: hold, resume: () => letGo?.() },
];

const file = env.DATABASE_URL.slice('file:'.length);

async function replaceFile(): Promise<void> {
  renameSync(file, `${file}.away`);
  writeFileSync(file, '');
}

let letGo: (() => Promise<void>) | undefined;

async function hold(): Promise<void> {
  scalePatience(1 / 50);
  letGo = await holdDatabase();
}

async function setReadOnly(setting: string): Promise<void> {
  const options = '-c default_transaction_read_only=off';
  const library = new PrismaPg({ connectionString: env.DATABASE_URL, options });
  const connection = await library.connect();
  const name = new URL(env.DATABASE_URL).pathname.slice(1);
  await connection.executeScript(`ALTER DATABASE "${name}" ${setting}`);
  await connection.dispose();
  // Counts for new connections.
  await closeDatabase();
}

async function refuseSpace(): Promise<void> {
  await db.$executeRaw(sql`
    CREATE FUNCTION refuse_space() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$`);
  await db.$executeRaw(sql`
    DO $$ DECLARE t text; BEGIN
      FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON %I
          EXECUTE FUNCTION refuse_space()', t);
      END LOOP;
    END $$`);
}

const postgresql: StorageFailure[] = [
  {
    name: 'the disk is full',
    code: '53100',
    stop: refuseSpace,
    resume: () => db.$executeRaw(sql`DROP FUNCTION refuse_space CASCADE`),
  },
  {
    name: 'the database can only be read',
    code: '25006',
    stop: () => setReadOnly('SET default_transaction_read_only = on'),
    resume: () => setReadOnly('RESET default_transaction_read_only'),
  },
];

/** The ways of the database in use. */
export const storageFailures = provider === 'sqlite' ? sqlite : postgresql;
