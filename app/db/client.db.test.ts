import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createUser } from '#tests/factories/people.ts';
import {
  db,
  findErrorKind,
  inTransaction,
  isUniqueViolation,
  newId,
  readRows,
  sql,
  writeRows,
} from './client.server.ts';
import { provider } from './dialect.server.ts';

const at = new Date('2026-11-22T06:00:00.123Z');
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** A promise and what resolves it. */
function createMilestone() {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

describe('transactions', () => {
  let userId: string;
  const nameOf = async () => (await db.user.findUniqueOrThrow({ where: { id: userId } })).name;
  const countUp = () =>
    inTransaction(async (tx) => {
      const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
      await tx.user.update({ where: { id: userId }, data: { name: `${Number(user.name) + 1}` } });
    });

  beforeEach(async () => {
    userId = (await createUser({ name: '0' })).id;
  });

  test('50 at once all succeed, and none overwrites another', async () => {
    await Promise.all(Array.from({ length: 50 }, countUp));
    expect(await nameOf()).toBe('50');
  });

  test('a long one lets others be served in between', async () => {
    let turns = 0;
    let over = false;
    const count = () => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    await inTransaction(async (tx) => {
      setImmediate(count);
      const until = performance.now() + 200;
      while (performance.now() < until) await tx.user.findUniqueOrThrow({ where: { id: userId } });
      over = true;
    });
    // Of 10 ms each, and somewhat longer.
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  test('nor do those of two processes', async () => {
    const script = `
      import { db, inTransaction, closeDatabase, readRows } from '#app/db/client.server.ts';
      const where = { id: '${userId}' };
      for (let i = 0; i < 25; i++) await inTransaction(async (tx) => {
        const user = await tx.user.findUniqueOrThrow({ where });
        await tx.user.update({ where, data: { name: String(Number(user.name) + 1) } });
      });
      await closeDatabase();`;
    const run = () =>
      new Promise((resolve, reject) => {
        const args = ['--import', 'tsx', '--input-type=module', '-e', script];
        const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
        child.once('error', reject);
        child.once('close', resolve);
      });
    expect(await Promise.all([run(), run()])).toEqual([0, 0]);
    expect(await nameOf()).toBe('50');
  });

  test('one inside another is refused at once, and the outer one is undone', async () => {
    const nested = inTransaction(() => inTransaction(async () => undefined));
    await expect(nested).rejects.toThrow('inside another');
    await expect(inTransaction(async () => 'free')).resolves.toBe('free');
  });

  test('what is written beside one that rolls back stays, and what it wrote is never seen', async () => {
    const [other, third, fourth] = [await createUser(), await createUser(), await createUser()];
    const seen: string[] = [];
    const { reached: changed, reach: change } = createMilestone();
    const failing = inTransaction(async (tx) => {
      await tx.user.update({ where: { id: userId }, data: { name: 'lost' } });
      change();
      await wait(50);
      seen.push(await nameOf());
      throw new Error('roll back');
    });
    const beside = changed.then(() =>
      Promise.all([
        db.user.update({ where: { id: other.id }, data: { name: 'kept' } }),
        db.$executeRaw(sql`UPDATE "User" SET "name" = 'kept' WHERE "id" = ${third.id}`),
        writeRows(sql`UPDATE "User" SET "name" = 'kept' WHERE "id" = ${fourth.id}`),
      ]),
    );
    await expect(failing).rejects.toThrow('roll back');
    await beside;
    expect([...seen, await nameOf()]).toEqual(['0', '0']);
    expect(await db.user.count({ where: { name: 'kept' } })).toBe(3);
  });

  test('one that takes too long is rolled back and lets the next one in', async () => {
    const slow = db.$transaction(
      async (tx) => {
        await tx.user.update({ where: { id: userId }, data: { name: 'late' } });
        await wait(200);
        await tx.user.count();
      },
      { timeout: 50 },
    );
    await expect(slow).rejects.toThrow(/expired|closed/);
    await countUp();
    expect(await nameOf()).toBe('1');
  });

  test('its raw statements see what it wrote, and nobody else does until it ends', async () => {
    const name = sql`SELECT "name" FROM "User" WHERE "id" = ${userId}`;
    const raise = sql`UPDATE "User" SET "name" = '1' WHERE "id" = ${userId} RETURNING "name"`;
    await inTransaction(async (tx) => {
      expect(await writeRows(raise, tx)).toEqual([{ name: '1' }]);
      expect(await readRows(name, tx)).toEqual([{ name: '1' }]);
      expect(await tx.user.findUnique({ where: { id: userId } })).toMatchObject({ name: '1' });
      expect(await readRows(name)).toEqual([{ name: '0' }]);
      await tx.user.update({ where: { id: userId }, data: { name: '2' } });
      expect(await readRows(name, tx)).toEqual([{ name: '2' }]);
    });
    expect(await readRows(name)).toEqual([{ name: '2' }]);
  });

  test('a raw statement after its end is refused, whoever has the next turn', async () => {
    const { reached: ended, reach: end } = createMilestone();
    const { reached: next, reach: enterNext } = createMilestone();
    let late = Promise.resolve<unknown>(null);
    await inTransaction(async (tx) => {
      late = ended.then(() =>
        writeRows(sql`UPDATE "User" SET "name" = 'late' WHERE "id" = ${userId}`, tx),
      );
      late.catch(() => null);
    });
    const other = inTransaction(async () => {
      enterNext();
      await late.catch(() => null);
    });
    await next;
    end();
    await expect(late).rejects.toThrow('has ended');
    await other;
    expect(await nameOf()).toBe('0');
  });

  test('one that waited too long for its turn leaves the queue in order', async () => {
    const { reached: inside, reach: enter } = createMilestone();
    const first = inTransaction(async () => {
      enter();
      await wait(400);
    });
    await inside;
    const late = db.$transaction(async () => undefined, { maxWait: 20 });
    await expect(late).rejects.toThrow(/Unable to start a transaction/);
    await first;
    await countUp();
    expect(await nameOf()).toBe('1');
  });
});

describe('errors', () => {
  test('a key that is taken is known by the client, by raw SQL and in a transaction', async () => {
    const { email } = await createUser();
    const data = () => ({ id: newId(), email, name: 'Twin' });
    const insert = () => sql`INSERT INTO "User" ("id", "email", "name", "createdAt")
      VALUES (${newId()}, ${email}, 'Twin', ${at})`;
    const tries = [
      db.user.create({ data: data() }),
      db.$executeRaw(insert()),
      writeRows(insert()),
      inTransaction((tx) => tx.user.create({ data: data() })),
      inTransaction((tx) => readRows(insert(), tx)),
    ];
    for (const error of await Promise.all(tries.map(thrown))) {
      expect(isUniqueViolation(error), String(error)).toBe(true);
    }
  });

  test('other errors are not taken for it', async () => {
    const orphan = db.session.create({ data: { id: newId(), userId: 'no one', expiresAt: at } });
    const error = await thrown(orphan);
    expect(findErrorKind(error)).toBe('ForeignKeyConstraintViolation');
    expect(isUniqueViolation(error)).toBe(false);
    expect(isUniqueViolation(new Error('Unique constraint'))).toBe(false);
    expect(isUniqueViolation(null)).toBe(false);
  });
});

describe('raw statements', () => {
  test('one that writes gives what it returns, and everyone sees it', async () => {
    const id = newId();
    const insert = sql`INSERT INTO "User" ("id", "email", "name", "createdAt")
      VALUES (${id}, ${`${id}@example.test`}, 'Plain', ${at})`;
    const rows = await writeRows(sql`${insert} RETURNING "name", "createdAt", "disabledAt"`);
    expect(rows).toEqual([{ name: 'Plain', createdAt: at, disabledAt: null }]);
    const read = sql`SELECT "createdAt", COUNT(*) AS "count" FROM "User" WHERE "createdAt" = ${at}
      AND "id" = ${id} GROUP BY "createdAt"`;
    const [row] = await readRows<{ createdAt: Date; count: number | bigint }[]>(read);
    expect([row?.createdAt, Number(row?.count)]).toEqual([at, 1]);
    expect((await db.user.findUniqueOrThrow({ where: { id } })).createdAt).toEqual(at);
    expect(await db.user.count({ where: { id, createdAt: at } })).toBe(1);
    expect(await writeRows(sql`DELETE FROM "User" WHERE "id" = ${id}`)).toEqual([]);
    expect(await db.user.count({ where: { id } })).toBe(0);
  });

  test('a boolean is one, and null where there is none', async () => {
    const insert = (succeeded: boolean) => sql`
      INSERT INTO "SignInTry" ("id", "account", "address", "at", "succeeded")
      VALUES (${newId()}, 'boolean', 'here', ${at}, ${succeeded}) RETURNING "succeeded"`;
    expect(await writeRows(insert(true))).toEqual([{ succeeded: true }]);
    expect(await writeRows(insert(false))).toEqual([{ succeeded: false }]);
    const none = sql`SELECT t."succeeded" FROM (SELECT 1 AS "one") o
      LEFT JOIN "SignInTry" t ON t."id" = 'no such try'`;
    expect(await readRows(none)).toEqual([{ succeeded: null }]);
  });

  test('one that fails lets the next one in', async () => {
    const { email } = await createUser();
    const twin = () =>
      writeRows(sql`INSERT INTO "User" ("id", "email", "name", "createdAt")
      VALUES (${newId()}, ${email}, 'Twin', ${at})`);
    await expect(twin()).rejects.toThrow(/unique/i);
    await expect(twin()).rejects.toThrow(/unique/i);
    expect(await inTransaction((tx) => tx.user.count({ where: { email } }))).toBe(1);
  });
});

describe('connections', () => {
  async function checkSqlite() {
    const settings = (kind: string) =>
      db.$queryRawUnsafe(`${kind} "journal_mode", "synchronous", "foreign_keys", "timeout"
        FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, pragma_busy_timeout`);
    const expected = { journal_mode: 'wal', synchronous: 2n, foreign_keys: 1n };
    expect(await settings('SELECT')).toEqual([{ ...expected, timeout: 5000n }]);
    // A statement that names DELETE goes to the connection that writes, which waits for nobody within SQLite.
    const writing = await settings('WITH "DELETE" AS (SELECT 1) SELECT');
    expect(writing).toEqual([{ ...expected, timeout: 0n }]);
    expect(await db.$queryRaw(sql`SELECT * FROM pragma_query_only`)).toEqual([{ query_only: 1n }]);
    expect(await db.$queryRaw(sql`PRAGMA query_only`)).toEqual([{ query_only: 0n }]);
    const plain = sql`SELECT "journal_mode", "synchronous", "foreign_keys", "timeout"
      FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, pragma_busy_timeout`;
    expect(await writeRows(plain)).toEqual([
      { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, timeout: 0 },
    ]);
  }

  async function checkPostgresql() {
    expect(await db.$queryRaw(sql`SHOW TimeZone`)).toEqual([{ TimeZone: 'UTC' }]);
    expect(await readRows(sql`SHOW TimeZone`)).toEqual([{ TimeZone: 'UTC' }]);
  }

  test('have the settings that durability and time rest on', () =>
    provider === 'sqlite' ? checkSqlite() : checkPostgresql());

  test('a second copy of the module shares the client', async () => {
    vi.resetModules();
    const copy = await import('./client.server.ts');
    expect(copy.inTransaction).not.toBe(inTransaction);
    expect(copy.db).toBe(db);
  });
});
