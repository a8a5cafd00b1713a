import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, newId, sql } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { createRevision } from '#tests/factories/content.ts';
import { createUser } from '#tests/factories/people.ts';
import { readCatalog, runScript } from '#tests/setup/catalog.ts';
import { copyDatabase } from '#tests/setup/postgres.ts';
import { runPrisma } from '#tests/setup/prisma-cli.ts';

/** A new, empty database beside the one of this file. */
async function createEmptyDatabase(): Promise<string> {
  if (provider === 'sqlite') return `file:${join(env.DATA_DIR, 'from-schema.db')}`;
  return copyDatabase(env.DATABASE_URL.replace(/[^/]*$/, 'template0'), `empty-${randomUUID()}`);
}

describe('the migrations', () => {
  test('make exactly the database that the schema describes', async () => {
    const schema = `prisma/${provider === 'sqlite' ? '' : 'postgresql/'}schema.prisma`;
    const to = ['--from-empty', '--to-schema-datamodel', schema, '--script'];
    const url = await createEmptyDatabase();
    await runScript(url, runPrisma('file::memory:', ['migrate', 'diff', ...to]));

    const fromSchema = await readCatalog(url);
    const fromMigrations = await readCatalog(env.DATABASE_URL);
    expect(Object.keys(fromSchema).length).toBeGreaterThan(150);
    expect(fromSchema).toHaveProperty(['column Completion.voidedAt']);
    expect(fromMigrations).toEqual(fromSchema);
  });
});

describe('the database itself', () => {
  let userId: string;
  let revisionId: string;

  beforeAll(async () => {
    userId = (await createUser()).id;
    revisionId = (await createRevision()).id;
  });

  const insertAttempt = (number: number, openKey: string | null) =>
    db.$executeRaw(sql`
    INSERT INTO "Attempt" ("id", "userId", "quizId", "revisionId", "number", "seed", "status", "openKey", "startedAt")
    VALUES (${newId()}, ${userId}, 'quiz', ${revisionId}, ${number}, 1, 'open', ${openKey}, ${new Date()})`);

  test('keeps one open attempt of a cadet and quiz, beside any number of closed ones', async () => {
    await insertAttempt(1, null);
    await insertAttempt(2, null);
    await insertAttempt(3, `${userId} quiz`);
    await expect(insertAttempt(4, `${userId} quiz`)).rejects.toThrow(/unique/i);
  });

  test('keeps the numbers of attempts apart', async () => {
    await insertAttempt(10, null);
    await expect(insertAttempt(10, null)).rejects.toThrow(/unique/i);
  });

  test('keeps one completion of a user, lesson and revision', async () => {
    const insert = () =>
      db.$executeRaw(sql`
      INSERT INTO "Completion"
        ("id", "userId", "lessonId", "revisionId", "completedAt", "minutes", "activeSeconds", "ruleJson")
      VALUES (${newId()}, ${userId}, 'lesson', ${revisionId}, ${new Date()}, 10, 0, '{}')`);
    await insert();
    await expect(insert()).rejects.toThrow(/unique/i);
  });

  test('refuses a row that points at nothing, and to lose one that is pointed at', async () => {
    await expect(
      db.$executeRaw(sql`
      INSERT INTO "UserRole" ("userId", "role") VALUES ('no one', 'cadet')`),
    ).rejects.toThrow(/foreign key/i);
    await expect(db.$executeRaw(sql`DELETE FROM "User" WHERE "id" = ${userId}`)).rejects.toThrow(
      /foreign key/i,
    );
  });
});
