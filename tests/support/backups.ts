import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { type Part, readArchive, writeArchive } from '#app/backup/archive.server.ts';
import { openSnapshot } from '#app/backup/databases.server.ts';
import { type Backup, makeBackup } from '#app/backup/make-backup.server.ts';
import {
  type Restored,
  type RestoreOrder,
  restoreBackup,
} from '#app/backup/restore-backup.server.ts';
import { sumUp } from '#app/backup/store.server.ts';
import { db, newId } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { createRevision } from '#tests/factories/content.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { copyDatabase } from '#tests/setup/postgres.ts';

/** A folder of its own below that of the test file. */
export const makeFolder = (): string => mkdtempSync(join(env.DATA_DIR, 'backup-'));

/** The URL of a SQLite file that is not there yet. */
export const newSqliteUrl = (): string => `file:${join(makeFolder(), 'rapport.db')}`;

/** The URL of a database without tables, of this test's kind. */
export async function newDatabaseUrl(): Promise<string> {
  if (provider === 'sqlite') return newSqliteUrl();
  return copyDatabase(env.DATABASE_URL.replace(/[^/]*$/, 'template0'), `empty-${randomUUID()}`);
}

/** Counts and hashes of all tables at a URL, by name. */
export async function sumUpAll(url: string): Promise<Record<string, unknown>> {
  const store = await openSnapshot(url);
  try {
    const sums: Record<string, unknown> = {};
    for (const table of await store.tables()) sums[table.name] = await sumUp(store, table);
    return sums;
  } finally {
    await store.close();
  }
}

/** What a text can be at its oddest, in each database and in JSON. */
const oddTexts = [
  '',
  ' ',
  'O\'Neill "Bo" \\n',
  'a\nb\r\n\tc',
  'Zoë 👮🏽 日本',
  '\u2028\u2029\u0001\ufeff',
  '{"a":1}',
];

/** Puts an academy into the database and into DATA_DIR, with values that are hard to carry over. @returns its cadet */
export async function fillAcademy(): Promise<{ cadetId: string }> {
  const instructor = await createUser({ roles: ['instructor', 'admin'] });
  const cadet = await createUser({ name: 'Zoë Ångström' });
  const cohort = await createCohort({ instructorIds: [instructor.id] });
  await enroll(cohort.id, cadet.id, { withdrawnAt: new Date('2026-03-29T01:30:00.007Z') });
  const { id: revisionId } = await createRevision({
    kind: 'quiz',
    body: { text: 'é'.repeat(900_000) },
  });
  for (const [index, text] of oddTexts.entries())
    await db.reflection.create({
      data: {
        userId: cadet.id,
        lessonId: text,
        reflectId: `Ä${index}`,
        revisionId,
        body: text,
        updatedAt: new Date(index * 86_399_999),
      },
    });
  const attempt = await db.attempt.create({
    data: {
      id: newId(),
      userId: cadet.id,
      quizId: 'quiz',
      revisionId,
      number: 1,
      seed: -2_147_483_648,
      status: 'submitted',
      startedAt: new Date('1999-12-31T23:59:59.999Z'),
      extraTime: 1.1,
      tallied: true,
    },
  });
  for (const [index, score] of [0.1 + 0.2, 1 / 3, 1e-20, 5e15, 0].entries())
    await db.grading.create({
      data: {
        id: newId(),
        attemptId: attempt.id,
        sequence: index + 1,
        kind: 'original',
        revisionId,
        points: score,
        maxPoints: 1,
        score,
        passed: index % 2 === 0,
        detailJson: '{}',
        gradedAt: new Date(),
      },
    });
  // More than are read at a time.
  await db.auditEvent.createMany({
    data: Array.from({ length: 1201 }, (_, index) => ({
      actorId: index % 2 ? null : cadet.id,
      action: 'test',
      subjectType: 'user',
      subjectId: String(index),
    })),
  });
  await db.auditEvent.deleteMany({ where: { id: 5 } });
  await db.session.create({
    data: { id: newId(), userId: cadet.id, expiresAt: new Date('2100-01-01') },
  });
  const assets = join(env.DATA_DIR, 'assets');
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(assets, '0123456789abcdef.png'), Buffer.alloc(200_000, 7));
  writeFileSync(join(assets, 'fedcba9876543210.vtt'), '');
  writeFileSync(join(assets, '0123456789abcdef.png.1234.part'), 'half');
  return { cadetId: cadet.id };
}

/** The names in a folder; none when it is not there. */
export function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The path of a `file:` URL. */
export const fileOf = (url: string): string => url.slice('file:'.length);

/** Makes a backup, of this test's own database unless told otherwise. */
export function back(
  given: { url?: string; folder?: string; passphrase?: string } = {},
): Promise<Backup> {
  const { url = env.DATABASE_URL, folder = makeFolder(), passphrase = null } = given;
  return makeBackup({ url, dataDir: env.DATA_DIR, folder, passphrase, now: new Date() });
}

/** Restores a backup to a URL, with a data folder of its own unless told otherwise. */
export function restore(
  backup: string,
  url: string,
  given: Partial<RestoreOrder> = {},
): Promise<Restored> {
  const order = { backup, url, passphrase: null, dataDir: makeFolder(), otherAcademy: false };
  return restoreBackup({ ...order, now: new Date(), ...given });
}

/** Rows of a query at a URL. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  if (url.startsWith('file:')) {
    const database = new Database(fileOf(url), { readonly: true });
    const rows = database.prepare<[], Record<string, unknown>>(text).all();
    database.close();
    return rows;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

/** A copy of a backup with the same manifest, the rows of its audit log changed. @returns its path */
export async function packAnew(path: string, harm: (lines: string) => string): Promise<string> {
  const copy = join(makeFolder(), 'anew.tar.gz');
  await writeArchive(copy, harmed(path, harm), null);
  return copy;
}

async function* harmed(path: string, harm: (lines: string) => string): AsyncGenerator<Part> {
  for await (const part of readArchive(path, null))
    if (part.kind === 'rows' && part.table === 'AuditEvent')
      yield { ...part, lines: harm(part.lines) };
    else yield part;
}
