import { expect, test } from 'vitest';
import { db, inTransaction, sql } from '#app/db/client.server.ts';
import { databaseTime } from '#app/db/dialect.server.ts';
import { stopping } from '#app/http/stopping.server.ts';
import { createUser } from '#tests/factories/people.ts';
import { type Held, runLeased } from './lease.server.ts';

const long = 60;
const idle = async () => undefined;

/** A promise, and what fulfils it. */
function later<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

/** A run that has begun and goes on until `end` is called. */
async function hold(name: string, seconds = long) {
  const begun = later<Held>();
  const end = later<undefined>();
  const ended = runLeased(name, seconds, (held) => {
    begun.resolve(held);
    return end.promise;
  });
  return { held: await begun.promise, end: () => end.resolve(undefined), ended };
}

const setRow = (name: string, holder: string, seconds: number) =>
  db.$executeRaw(sql`
    INSERT INTO "Lease" ("name", "holder", "until") VALUES (${name}, ${holder}, ${databaseTime(seconds)})
    ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"`);

test('what is being done is not begun again until it has ended; other work goes on beside it', async () => {
  const first = await hold('one');
  expect(await runLeased('one', long, idle)).toBe(false);
  expect(await runLeased('another', long, idle)).toBe(true);
  first.end();
  expect(await first.ended).toBe(true);
  expect(await runLeased('one', long, idle)).toBe(true);
  expect(await db.lease.count()).toBe(0);
});

test('of many who begin at once one does', async () => {
  const end = later<undefined>();
  const answers: boolean[] = [];
  const runs = Array.from({ length: 20 }, async () => {
    answers.push(await runLeased('crowd', long, () => end.promise));
  });
  // The one ends when all others have been told.
  await expect.poll(() => answers.length).toBe(19);
  end.resolve(undefined);
  await Promise.all(runs);
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test('a server that was killed keeps it until its time has passed', async () => {
  await setRow('killed', 'a server that is gone', long);
  expect(await runLeased('killed', long, idle)).toBe(false);
  await setRow('killed', 'a server that is gone', 0);
  expect(await runLeased('killed', long, idle)).toBe(true);
});

test('one that ends too late for its seconds was taken before the clock was set back, and keeps nobody out', async () => {
  await setRow('clock', 'a server that is gone', 24 * 60 * 60);
  expect(await runLeased('clock', long, idle)).toBe(true);
});

test('it is renewed for as long as the work takes', async () => {
  const untilOf = async () => (await db.lease.findFirst({ where: { name: 'slow' } }))?.until;
  const run = await hold('slow', 2);
  const before = await untilOf();
  await expect.poll(untilOf, { timeout: 5000 }).not.toEqual(before);
  expect(run.held.signal.aborted).toBe(false);
  run.end();
  await run.ended;
});

test('whoever lost it is told, and what it decides only under it is rolled back', async () => {
  const user = await createUser({ name: 'Before' });
  const rename = ({ confirm }: Held, name: string) =>
    inTransaction(async (tx) => {
      await tx.user.update({ where: { id: user.id }, data: { name } });
      await confirm(tx);
    });
  const run = await hold('lost', 1);
  await rename(run.held, 'Held');
  await setRow('lost', 'another server', long);
  await expect(rename(run.held, 'Lost')).rejects.toThrow(/went to another server/);
  const { name } = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(name).toBe('Held');
  await expect.poll(() => run.held.signal.aborted, { timeout: 5000 }).toBe(true);
  run.end();
  await run.ended;
  // What another holds is not given back in its place.
  expect(await db.lease.findFirst({ where: { name: 'lost' } })).toMatchObject({
    holder: 'another server',
  });
});

test('work that fails gives it back and says why', async () => {
  const failing = runLeased('failing', long, () => Promise.reject(new Error('no luck')));
  await expect(failing).rejects.toThrow('no luck');
  expect(await runLeased('failing', long, idle)).toBe(true);
});

test('work is told when its server begins to stop', async () => {
  const run = await hold('stopping');
  stopping.abort();
  expect(run.held.signal.aborted).toBe(true);
  run.end();
  await run.ended;
  // Nor does it begin any more: it is for others to go on.
  expect(await runLeased('stopping', long, idle)).toBe(false);
});
