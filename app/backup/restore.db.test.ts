import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { provider } from '#app/db/dialect.server.ts';
import { listMigrations } from '#app/db/migration-files.server.ts';
import { env } from '#app/env.server.ts';
import { readCatalog, runScript } from '#tests/setup/catalog.ts';
import {
  back,
  fileOf,
  fillAcademy,
  listNames,
  makeFolder,
  newDatabaseUrl,
  newSqliteUrl,
  query,
  restore,
  sumUpAll,
} from '#tests/support/backups.ts';
import { openBuilding } from './databases.server.ts';
import type { Backup } from './make-backup.server.ts';
import { migrateBuilding } from './store.server.ts';

const isSqlite = provider === 'sqlite';

let whole: Backup;

beforeAll(async () => {
  await fillAcademy();
  whole = await back();
});

/** Who is found by a word, through the index of words. */
const findByWord = (url: string, word: string) =>
  query(
    url,
    url.startsWith('file:')
      ? `SELECT p."userId" FROM "PersonWords_search" s JOIN "PersonWords" p ON p."id" = s."rowid"
         WHERE "PersonWords_search" MATCH '"${word}"'`
      : `SELECT "id" AS "userId" FROM "User" WHERE left(translate("foldedName" || ' ' || COALESCE("email", ''), '@.', '  '), 500)
         ~ '(^| )${word}( |$)'`,
  );

test('people are found in what was restored, on this database and on the other one', async () => {
  const places = [await newDatabaseUrl(), newSqliteUrl()];
  for (const url of places) {
    await restore(whole.path, url);
    const [person] = await query(url, `SELECT "id" FROM "User" WHERE "name" = 'Zoë Ångström'`);
    expect(await findByWord(url, 'angstrom')).toEqual([{ userId: person?.id }]);
  }
});

describe('the place of a restore', () => {
  test('keeps what stood there under another name', async () => {
    const url = await newDatabaseUrl();
    await restore(whole.path, url);
    await runScript(url, `UPDATE "User" SET "name" = 'Later'`);
    const dataDir = makeFolder();
    await restore(whole.path, newSqliteUrl(), { dataDir });
    writeFileSync(join(dataDir, 'assets/fedcba9876543210.vtt'), 'damaged');
    const { aside, added } = await restore(whole.path, url, { dataDir });
    expect(added).toBe(1);
    expect(await query(url, `SELECT 1 FROM "User" WHERE "name" = 'Later'`)).toEqual([]);
    const kept = isSqlite ? `file:${aside}` : url;
    const from = isSqlite ? '' : `${aside?.replace('schema ', '')}.`;
    const rows = await query(kept, `SELECT DISTINCT "name" FROM ${from}"User"`);
    expect(rows).toEqual([{ name: 'Later' }]);
    expect(readFileSync(join(dataDir, 'assets/fedcba9876543210.vtt'), 'utf8')).toBe('');
    const [folder = ''] = listNames(dataDir).filter((name) => name.startsWith('before-restore-'));
    expect(listNames(join(dataDir, folder, 'assets'))).toEqual(['fedcba9876543210.vtt']);
  });

  test('may not be in use', async () => {
    const url = await newDatabaseUrl();
    await restore(whole.path, url);
    const before = await sumUpAll(url);
    const leave = await enter(url);
    await expect(restore(whole.path, url)).rejects.toThrow(/stop it, then run this again/);
    await leave();
    expect(await sumUpAll(url)).toEqual(before);
    await restore(whole.path, url);
  });

  test('may not be that of another academy, unless that is wanted', async () => {
    const url = await newDatabaseUrl();
    await restore(whole.path, url);
    const foreign = newSqliteUrl();
    await restore(whole.path, foreign);
    await runScript(
      foreign,
      `PRAGMA foreign_keys = OFF; UPDATE "User" SET "id" = 'other-' || "id"`,
    );
    await runScript(foreign, `PRAGMA foreign_keys = OFF; DELETE FROM "UserRole"`);
    for (const [table, column] of await listUserColumns(foreign))
      await runScript(
        foreign,
        `PRAGMA foreign_keys = OFF; UPDATE "${table}" SET "${column}" = 'other-' || "${column}" WHERE "${column}" IS NOT NULL`,
      );
    const { path } = await back({ url: foreign });
    await expect(restore(path, url)).rejects.toThrow(/belongs to another academy.*--other-academy/);
    expect(await sumUpAll(url)).toEqual(await sumUpAll(await copyOf(whole.path)));
    expect((await restore(path, url, { otherAcademy: true })).aside).not.toBeNull();
  });

  test('is as it was when the restore fails on its way', async () => {
    const url = await newDatabaseUrl();
    await restore(whole.path, url);
    const before = await sumUpAll(url);
    // Rows that point at nothing: SQLite lets them in where nobody looks.
    const broken = newSqliteUrl();
    await restore(whole.path, broken);
    await runScript(broken, `PRAGMA foreign_keys = OFF; DELETE FROM "Cohort"`);
    const { path } = await back({ url: broken });
    await expect(restore(path, url)).rejects.toThrow(/point at rows|foreign key/);
    expect(await sumUpAll(url)).toEqual(before);
    if (isSqlite) expect(listNames(dirname(fileOf(url)))).toEqual(['rapport.db']);
    else
      expect(
        await query(url, `SELECT 1 FROM pg_namespace WHERE nspname LIKE 'before_restore_%'`),
      ).toEqual([]);
  });
});

describe('a backup of another version', () => {
  test('that is older is brought to this one', async () => {
    const known = await listMigrations(provider);
    const url = await newDatabaseUrl();
    const old = await openBuilding(url, 'x');
    await migrateBuilding(old, known.slice(0, 5));
    await old.run(
      `INSERT INTO "User" ("id", "email", "name") VALUES ('u', 'u@example.test', 'Zoë')`,
    );
    await old.replace();
    const { path, manifest } = await back({ url });
    expect(manifest.migrations).toEqual(known.slice(0, 5));
    const place = await newDatabaseUrl();
    expect((await restore(path, place)).later).toEqual(known.slice(5));
    expect(await query(place, `SELECT "name", "foldedName" FROM "User"`)).toEqual([
      { name: 'Zoë', foldedName: '' },
    ]);
    expect(await findByWord(place, 'example')).toEqual([{ userId: 'u' }]);
    expect(await readCatalog(place)).toEqual(await readCatalog(env.DATABASE_URL));
  });

  test('that is newer, or lacks something older, is refused', async () => {
    const url = await newDatabaseUrl();
    await restore(whole.path, url);
    await runScript(
      url,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at")
       VALUES ('x', 'x', '20990101000000_later', '2026-01-01')`,
    );
    const newer = await back({ url });
    const place = await newDatabaseUrl();
    await expect(restore(newer.path, place)).rejects.toThrow(
      /A newer version of Rapport made this backup.*20990101000000_later.*restore it with that version/,
    );
    const second = (await listMigrations(provider))[1];
    await runScript(
      url,
      `DELETE FROM "_prisma_migrations" WHERE "migration_name" IN ('20990101000000_later', '${second}')`,
    );
    const gap = await back({ url });
    await expect(restore(gap.path, place)).rejects.toThrow(/lacks migrations that are older/);
  });
});

/** Opens a database as a running server does. @returns what closes it */
async function enter(url: string): Promise<() => Promise<unknown>> {
  if (isSqlite) {
    const database = new Database(fileOf(url));
    database.pragma('journal_mode = WAL');
    database.prepare('SELECT count(*) FROM "User"').get();
    return async () => database.close();
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return () => client.end();
}

async function copyOf(path: string): Promise<string> {
  const url = newSqliteUrl();
  await restore(path, url);
  return url;
}

/** The columns that point at accounts in a SQLite file. */
async function listUserColumns(url: string): Promise<[string, string][]> {
  const rows = await query(
    url,
    `SELECT t.name AS "table", f."from" AS "column" FROM sqlite_master t, pragma_foreign_key_list(t.name) f
     WHERE t.type = 'table' AND f."table" = 'User' AND t.name <> 'UserRole'`,
  );
  return rows.map(({ table, column }) => [String(table), String(column)]);
}
