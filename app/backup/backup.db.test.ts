import {
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, sql } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { listMigrations } from '#app/db/migration-files.server.ts';
import { env } from '#app/env.server.ts';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { createUser } from '#tests/factories/people.ts';
import { readCatalog, runScript } from '#tests/setup/catalog.ts';
import { runPrisma } from '#tests/setup/prisma-cli.ts';
import {
  back,
  fileOf,
  fillAcademy,
  listNames,
  makeFolder,
  newDatabaseUrl,
  newSqliteUrl,
  packAnew,
  query,
  restore,
  sumUpAll,
} from '#tests/support/backups.ts';
import { checkBackup } from './check-backup.server.ts';
import { type Backup, keepNewest } from './make-backup.server.ts';
import { moveDatabase } from './move-database.server.ts';

const isSqlite = provider === 'sqlite';

let whole: Backup;
let cadetId: string;

beforeAll(async () => {
  ({ cadetId } = await fillAcademy());
  whole = await back();
});

describe('a backup', () => {
  test('is a file that only its owner reads, and says what is in it', async () => {
    expect(statSync(whole.path).mode & 0o777).toBe(0o600);
    const { tables, files, firstAccount, migrations } = await checkBackup(whole.path, null);
    expect(tables.find(({ name }) => name === 'AuditEvent')?.rows).toBe(1200);
    expect(tables.map(({ name }) => name)).not.toContain('Session');
    expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['assets/0123456789abcdef.png', 200_000],
      ['assets/fedcba9876543210.vtt', 0],
    ]);
    const users = await db.user.findMany({ select: { id: true } });
    expect(users).toContainEqual({ id: firstAccount });
    expect(migrations).toEqual(await listMigrations(provider));
    expect(listNames(dirname(whole.path))).toHaveLength(1);
  });

  test.each(['same', 'other'] as const)(
    'comes out as it was, in a database of the %s kind',
    async (kind) => {
      // Where tests have SQLite, they have nothing else.
      const url = kind === 'same' ? await newDatabaseUrl() : newSqliteUrl();
      const dataDir = makeFolder();
      const { aside, later, added } = await restore(whole.path, url, { dataDir });
      expect([aside, later, added]).toEqual([null, [], 2]);
      expect(await sumUpAll(url)).toEqual(await sumUpAll(env.DATABASE_URL));
      for (const file of listNames(join(dataDir, 'assets')))
        expect(readFileSync(join(dataDir, 'assets', file))).toEqual(
          readFileSync(join(env.DATA_DIR, 'assets', file)),
        );
      expect(await query(url, 'SELECT "id" FROM "Session"')).toEqual([]);
      expect(runPrisma(url, ['migrate', 'deploy'])).toContain('No pending migrations');
      if (kind === 'same') {
        expect(await readCatalog(url)).toEqual(await readCatalog(env.DATABASE_URL));
        const own = isSqlite
          ? `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('_prisma_migrations')`
          : `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
           FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`;
        expect(await query(url, own)).toEqual(await query(env.DATABASE_URL, own));
      }
      // Numbers go on after those that are there.
      const insert = `INSERT INTO "AuditEvent" ("action", "subjectType", "subjectId") VALUES ('new', '', '')`;
      await runScript(url, insert);
      const [row] = await query(
        url,
        `SELECT max("id") AS last, count(*) AS count FROM "AuditEvent"`,
      );
      expect([Number(row?.last), Number(row?.count)]).toEqual([1202, 1201]);
    },
  );

  test.runIf(!isSqlite)(
    'moves from SQLite to PostgreSQL, and back from there, without a difference',
    async () => {
      const sqlite = newSqliteUrl();
      await restore(whole.path, sqlite);
      const url = await newDatabaseUrl();
      const order = {
        file: fileOf(sqlite),
        dataDir: makeFolder(),
        otherAcademy: false,
        now: new Date(),
      };
      await moveDatabase({ ...order, url });
      expect(await sumUpAll(url)).toEqual(await sumUpAll(env.DATABASE_URL));
      expect(listNames(order.dataDir)).toEqual([]);
      await expect(moveDatabase({ ...order, url: sqlite })).rejects.toThrow('names this very file');
      const reader = new Database(fileOf(sqlite));
      reader.pragma('journal_mode = WAL');
      reader.prepare('SELECT count(*) FROM "User"').get();
      await expect(moveDatabase({ ...order, url })).rejects.toThrow(/stop it, then run this again/);
      reader.close();
    },
  );

  test('is the same whichever database it is made of', async () => {
    const sqlite = newSqliteUrl();
    await restore(whole.path, sqlite);
    const { manifest } = await back({ url: sqlite });
    expect(manifest.tables).toEqual(whole.manifest.tables);
  });

  test('has what was committed before it began, and is of one moment', async () => {
    let stop = false;
    let acknowledged = 0;
    // Each change writes two rows: a backup never has one without the other.
    const write = async () => {
      while (!stop) {
        const name = `load ${acknowledged}`;
        await db.$transaction([
          db.user.update({ where: { id: cadetId }, data: { name } }),
          db.cohort.updateMany({ data: { timeZone: name } }),
        ]);
        acknowledged += 1;
        // SQLite answers at once: without this nobody else would have a turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const writing = write();
    try {
      while (acknowledged < 5) await new Promise((resolve) => setTimeout(resolve, 1));
      const before = acknowledged - 1;
      const { path } = await back();
      const url = newSqliteUrl();
      await restore(path, url);
      const [row] = await query(
        url,
        `SELECT u."name", c."timeZone" FROM "User" u, "Cohort" c WHERE u."id" = '${cadetId}'`,
      );
      expect(row?.name).toBe(row?.timeZone);
      expect(Number(String(row?.name).slice('load '.length))).toBeGreaterThanOrEqual(before);
    } finally {
      stop = true;
      await writing;
    }
  });

  test('older ones are deleted, and what an interrupted one left; other files stay', async () => {
    const folder = makeFolder();
    const left = join(folder, 'rapport-2026-01-01T000000.000Z.tar.gz.part');
    writeFileSync(left, 'half');
    utimesSync(left, 1, 1);
    writeFileSync(join(folder, 'rapport.db'), 'mine');
    const made = [];
    for (let count = 0; count < 3; count += 1) made.push((await back({ folder })).path);
    expect(listNames(folder)).toHaveLength(4);
    expect(await keepNewest(folder, 2)).toHaveLength(1);
    const names = made.slice(1).map((path) => path.slice(folder.length + 1));
    expect(listNames(folder)).toEqual([...names, 'rapport.db'].sort());
  });

  test('what cannot be written leaves nothing behind, and says what to do', async () => {
    const place = makeFolder();
    writeFileSync(join(place, 'file'), '');
    symlinkSync(join(place, 'nothing'), join(place, 'dangling'));
    for (const [folder, way] of [
      [join(place, 'file'), /since .*\/file is no folder: .*--to/],
      [join(place, 'file', 'below'), /since .*\/file is no folder: .*--to/],
      [join(place, 'dangling'), /since .*\/dangling is no folder: .*--to/],
      ['/dev/null/none', /since \/dev\/null is no folder: .*--to/],
      ['/proc/none/below', /\(ENOENT\): let this user write there, .*--to/],
    ] as const)
      await expect(back({ folder })).rejects.toThrow(
        new RegExp(`^The backup cannot be written to ${folder}.*${way.source}`),
      );
    expect(listNames(place)).toEqual(['dangling', 'file']);
    await expect(back({ url: await newDatabaseUrl() })).rejects.toThrow(
      /no (database at|Rapport in)/,
    );
  });
});

describe('a backup that was harmed', () => {
  const passphrase = 'correct horse battery staple';
  let copy: string;
  let original: Buffer;

  beforeAll(() => {
    original = readFileSync(whole.path);
    copy = join(makeFolder(), 'copy.tar.gz');
  });

  test('by one byte anywhere is refused, or reads the same', async () => {
    const random = createRandom(20, 'bytes');
    let refused = 0;
    for (let round = 0; round < 40; round += 1) {
      const bytes = Buffer.from(original);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      writeFileSync(copy, bytes);
      const read = await checkBackup(copy, null).catch((error: Error) => error.message);
      if (typeof read === 'string') {
        refused += 1;
        expect(read).toMatch(/is damaged.*Nothing was changed: take another backup\./);
      } else expect(read).toEqual(whole.manifest);
    }
    expect(refused).toBeGreaterThan(30);
  });

  test('by somebody who packed it anew is refused', async () => {
    for (const harm of [
      (lines: string) => lines.replace('"test"', '"Test"'),
      (lines: string) => lines.slice(lines.indexOf('\n') + 1),
      (lines: string) => `${lines}${lines}`,
    ]) {
      const other = await packAnew(whole.path, harm);
      await expect(checkBackup(other, null)).rejects.toThrow(/not those of its manifest/);
    }
  });

  test('by being cut off is refused, wherever that was', async () => {
    const random = createRandom(21, 'lengths');
    for (let round = 0; round < 20; round += 1) {
      writeFileSync(copy, original);
      truncateSync(copy, Math.floor(random() * original.length));
      await expect(checkBackup(copy, null)).rejects.toThrow(/is damaged/);
    }
  });

  test('by somebody without its passphrase is refused; so is another passphrase', async () => {
    const { path } = await back({ passphrase });
    expect(path).toMatch(/\.tar\.gz\.age$/);
    const sealed = readFileSync(path);
    expect(sealed.includes('manifest')).toBe(false);
    expect((await checkBackup(path, passphrase)).tables).toEqual((await back()).manifest.tables);
    await expect(checkBackup(path, `${passphrase}.`)).rejects.toThrow(
      'This is not the passphrase of',
    );
    await expect(checkBackup(path, null)).rejects.toThrow(/is encrypted: .*--passphrase-file/);
    writeFileSync(copy, sealed.subarray(0, sealed.length - 1000));
    await expect(checkBackup(copy, passphrase)).rejects.toThrow(/is damaged/);
    sealed[sealed.length - 5000] = (sealed[sealed.length - 5000] ?? 0) ^ 1;
    writeFileSync(copy, sealed);
    await expect(checkBackup(copy, passphrase)).rejects.toThrow(/is damaged/);
  });
});

test('an account of its own is the first for ever', async () => {
  await createUser();
  expect((await back()).manifest.firstAccount).toBe(whole.manifest.firstAccount);
  await db.$executeRaw(sql`UPDATE "User" SET "createdAt" = ${new Date(0)} WHERE "id" = ${cadetId}`);
  expect((await back()).manifest.firstAccount).toBe(cadetId);
});
