import { beforeAll, expect, test } from 'vitest';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { db, newId, readRows, type Sql, sql } from './client.server.ts';
import {
  instantText,
  jsonAgg,
  provider,
  stringAgg,
  toBoolean,
  toDate,
  toNumber,
} from './dialect.server.ts';

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

const names = [
  'Ä, B',
  'a "quoted" one',
  "it's\\ here",
  'two\nlines\tand a tab',
  '🚓 {"a": [1]}',
  'é',
  '',
];

async function readAgg(row: Parameters<typeof jsonAgg>[0], userId: string, by?: Sql) {
  const [found] = await readRows<{ list: string }[]>(sql`
    SELECT ${jsonAgg(row, by)} AS "list" FROM "Enrollment" e JOIN "Cohort" c ON c."id" = e."cohortId"
    WHERE e."userId" = ${userId}`);
  return JSON.parse(found?.list ?? '');
}

test('jsonAgg gives rows as they are, whatever their texts hold, sorted the same on both databases', async () => {
  const { id } = await createUser();
  for (const name of names)
    await enroll((await createCohort({ name })).id, id, { withdrawnAt: at });
  const sorted = [...names].sort((one, other) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  const name = sql`c."name"`;
  expect(await readAgg(name, id, name)).toEqual(sorted);
  // Whatever the order of the database's language.
  const english = provider === 'sqlite' ? name : sql`c."name" COLLATE "en-x-icu"`;
  expect(await readAgg(name, id, english)).toEqual(sorted);
  expect((await readAgg(name, id)).toSorted()).toEqual([...names].toSorted());
  expect(await readAgg([name, sql`c."endsOn"`, sql`LENGTH(c."id")`], id, name)).toEqual(
    sorted.map((one) => [one, null, 36]),
  );
  const fields = { name, left: instantText(sql`e."withdrawnAt"`), endsOn: sql`c."endsOn"` };
  const objects: { name: string; left: string; endsOn: null }[] = await readAgg(fields, id, name);
  expect(objects.map(({ left, ...rest }) => ({ ...rest, left: toDate(left) }))).toEqual(
    sorted.map((one) => ({ name: one, endsOn: null, left: at })),
  );
});

test('jsonAgg of nothing is an empty list, and a null stays one', async () => {
  expect(await readAgg(sql`c."name"`, 'no one', sql`c."name"`)).toEqual([]);
  expect(await readAgg({ name: sql`c."name"` }, 'no one')).toEqual([]);
  const { id } = await createUser();
  await enroll((await createCohort()).id, id);
  expect(await readAgg(sql`c."endsOn"`, id)).toEqual([null]);
});
