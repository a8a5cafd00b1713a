import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { env } from '#app/env.server.ts';
import { copyDatabase } from '#tests/setup/postgres.ts';
import { closeDatabase, db, sql } from './client.server.ts';
import { provider } from './dialect.server.ts';
import { migrateDatabase } from './migrate.server.ts';

vi.mock('node:child_process', async (load) => {
  const actual = await load<typeof import('node:child_process')>();
  return { ...actual, spawn: vi.fn(actual.spawn) };
});

const isSqlite = provider === 'sqlite';
const ownFolder = process.cwd();
const ownUrl = env.DATABASE_URL;

async function createEmptyDatabase(): Promise<string> {
  const name = `empty-${randomUUID()}`;
  if (isSqlite) return `file:${join(env.DATA_DIR, 'new folder', `${name}.db`)}`;
  return copyDatabase(ownUrl.replace(/[^/]*$/, 'template0'), name);
}

/** The modules as they are in a process whose database is at the URL. */
async function startWith(url: string) {
  vi.resetModules();
  vi.stubGlobal('rapportDatabase', undefined);
  process.env.DATABASE_URL = url;
  const client = await import('./client.server.ts');
  const { migrateDatabase: migrate } = await import('./migrate.server.ts');
  return { ...client, migrate };
}

beforeEach(() => {
  vi.mocked(spawn).mockClear();
});

afterEach(() => {
  process.env.DATABASE_URL = ownUrl;
  process.chdir(ownFolder);
  vi.unstubAllGlobals();
});

describe('migrateDatabase', () => {
  test('starts nothing when every migration is there', async () => {
    await migrateDatabase();
    expect(spawn).not.toHaveBeenCalled();
  });

  test('brings an empty database to the newest migration, once', async () => {
    const {
      db: empty,
      migrate,
      closeDatabase: close,
    } = await startWith(await createEmptyDatabase());
    await migrate();
    expect(await empty.auditEvent.count()).toBe(0);
    await migrate();
    expect(spawn).toHaveBeenCalledTimes(1);
    await close();
  });

  test('refuses a database of a newer version', async () => {
    await db.$executeRaw(sql`
      INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at")
      VALUES ('x', 'x', '20990101000000_later', ${new Date()})`);
    await expect(migrateDatabase()).rejects.toThrow(
      /newer version of Rapport.*20990101000000_later/,
    );
    await db.$executeRaw(sql`DELETE FROM "_prisma_migrations" WHERE "id" = 'x'`);
  });

  test('tells what Prisma says when a migration fails', async () => {
    const {
      db: full,
      migrate,
      closeDatabase: close,
    } = await startWith(await createEmptyDatabase());
    await full.$executeRaw(sql`CREATE TABLE "User" ("id" TEXT)`);
    await expect(migrate()).rejects.toThrow(/could not migrate the database: .*\nError: P3005/);
    await close();
  });

  test('says where to start when it is started elsewhere', async () => {
    process.chdir(env.DATA_DIR);
    await expect(migrateDatabase()).rejects.toThrow(/start Rapport in its own folder/);
  });

  const place = isSqlite ? 'file:' : 'postgresql://rapport@127.0.0.1:1/rapport';
  const damaged = join(env.DATA_DIR, 'damaged.db');
  const cases: [title: string, url: string, message: RegExp][] = isSqlite
    ? [
        ['a folder in place of the file', `${place}${env.DATA_DIR}`, /cannot open .* for writing/],
        ['a file in place of the folder', `${place}/dev/null/a.db`, /a part of its path is a file/],
        ['a folder that cannot be made', `${place}/proc/no/a.db`, /cannot open .* for writing/],
        ['a file that is no database', `${place}${damaged}`, /damaged or no database/],
      ]
    : [
        ['no server', place, /cannot reach the PostgreSQL server at 127\.0\.0\.1:1:/],
        ['no such database', ownUrl.replace(/[^/]*$/, 'missing'), /no such database.*create it/],
        [
          'no such user',
          ownUrl.replace('rapport@', 'stranger@'),
          /was refused by.*user and password/,
        ],
      ];

  test.each(cases)('says in a sentence what to do about %s', async (_, url, message) => {
    writeFileSync(damaged, 'This is text. '.repeat(100));
    const { migrate, closeDatabase: close } = await startWith(url);
    await expect(migrate()).rejects.toThrow(message);
    expect(spawn).not.toHaveBeenCalled();
    await close();
  });

  test('can be called after the database was closed', async () => {
    await closeDatabase();
    await migrateDatabase();
    expect(await db.user.count()).toBe(0);
  });
});
