import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { createUser } from '#tests/factories/people.ts';
import { db, inTransaction, readRows, sql, writeRows } from './client.server.ts';
import { watchStatements } from './statement-watch.server.ts';

const secret = 'what somebody typed';
let id: string;

beforeAll(async () => {
  ({ id } = await createUser());
});

/** The statements and turns that work is told by. */
async function listen(work: () => Promise<unknown>) {
  const told = { texts: [] as string[], turns: 0 };
  watchStatements({
    statement(text, ms) {
      expect(ms).toBeGreaterThanOrEqual(0);
      told.texts.push(text);
    },
    turn: () => {
      told.turns += 1;
    },
  });
  onTestFinished(() => watchStatements({ statement: () => undefined, turn: () => undefined }));
  await work().catch(() => undefined);
  return told;
}

const update = (name: string) => sql`UPDATE "User" SET "name" = ${name} WHERE "id" = ${id}`;

test.each<[string, () => Promise<unknown>]>([
  ['read', () => readRows(sql`SELECT "id" FROM "User" WHERE "name" = ${secret}`)],
  ['written', () => writeRows(update(secret))],
  ['read by Prisma', () => db.user.findFirst({ where: { name: secret } })],
  ['written by Prisma', () => db.user.updateMany({ where: { id }, data: { name: secret } })],
  ['refused', () => readRows(sql`SELECT "nothing" FROM "User" WHERE "name" = ${secret}`)],
])('a statement that is %s is told by its text, without values', async (_, work) => {
  const { texts } = await listen(work);
  expect(texts.filter((text) => text.includes('User')).length).toBeGreaterThan(0);
  expect(texts.join()).not.toContain(secret);
});

test('so are those of a transaction, and that it had its turn', async () => {
  const { texts, turns } = await listen(() =>
    inTransaction(async (tx) => {
      await writeRows(update('One'), tx);
      await tx.user.updateMany({ where: { id }, data: { name: 'Two' } });
    }),
  );
  expect(texts.filter((text) => text.includes('UPDATE'))).toHaveLength(2);
  expect(turns).toBe(1);
});
