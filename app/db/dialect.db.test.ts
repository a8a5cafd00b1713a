import { beforeAll, expect, test } from 'vitest';
import { createUser } from '#tests/factories/people.ts';
import { db, newId, sql } from './client.server.ts';
import { stringAgg, toBoolean, toDate, toNumber } from './dialect.server.ts';

const at = new Date('2026-11-22T06:00:00.123Z');

beforeAll(async () => {
  for (const succeeded of [true, false]) {
    await db.$executeRaw(sql`
      INSERT INTO "SignInTry" ("id", "account", "address", "at", "succeeded")
      VALUES (${newId()}, 'it''s', ${'"quoted"'}, ${at}, ${succeeded})`);
  }
});

test('plain columns of raw SQL have the same types on both databases', async () => {
  const rows = await db.$queryRaw(sql`
    SELECT "account", "address", "at" AS "when", "succeeded" FROM "SignInTry"
    WHERE "at" = ${at} AND "at" < ${new Date(at.getTime() + 1)} AND "succeeded" = ${true} LIMIT ${5}`);
  expect(rows).toEqual([{ account: "it's", address: '"quoted"', when: at, succeeded: true }]);
});

test('what raw SQL writes and what the client writes compare equal', async () => {
  await db.signInTry.create({
    data: { id: 'by client', account: 'client', address: 'client', at, succeeded: true },
  });
  const rows = await db.$queryRaw(sql`
    SELECT b."account" FROM "SignInTry" a JOIN "SignInTry" b ON b."at" = a."at" AND b."succeeded" = a."succeeded"
    WHERE a."id" = 'by client' AND b."id" <> a."id"`);
  expect(rows).toEqual([{ account: "it's" }]);
  await db.signInTry.delete({ where: { id: 'by client' } });
});

test('the normalizers undo what expressions do to types', async () => {
  type Row = { many: bigint; last: Date | string; any: boolean | bigint; all: number | bigint };
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT COUNT(*) AS "many", MAX("at") AS "last", COUNT(*) > 1 AS "any",
      SUM(CASE WHEN "succeeded" THEN 1 ELSE 0 END) AS "all" FROM "SignInTry"`);
  const [row] = rows;
  expect(
    row && [toNumber(row.many), toDate(row.last), toBoolean(row.any), toNumber(row.all)],
  ).toEqual([2, at, true, 1]);
  expect([toNumber(null), toDate(null), toBoolean(null)]).toEqual([null, null, null]);
  expect([toBoolean(0n), toBoolean(false), toBoolean(1n)]).toEqual([false, false, true]);
});

test('stringAgg joins texts, and is null without any', async () => {
  const { id } = await createUser({ roles: ['author', 'admin'] });
  const rolesOf = async (userId: string) => {
    const [row] = await db.$queryRaw<{ roles: string | null }[]>(sql`
      SELECT ${stringAgg(sql`"role"`)} AS "roles" FROM "UserRole" WHERE "userId" = ${userId}`);
    return row?.roles?.split(',').sort() ?? null;
  };
  expect(await rolesOf(id)).toEqual(['admin', 'author']);
  expect(await rolesOf('no one')).toBeNull();
});
