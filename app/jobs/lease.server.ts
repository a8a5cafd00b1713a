import { setTimeout as pause } from 'node:timers/promises';
import { newId, readRows, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { databaseTime } from '#app/db/dialect.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { stopping } from '#app/http/stopping.server.ts';

/**
 * Leases: what only one server may do at a time. The row of a lease says who does it and until when others leave it to
 * them, by the one clock that all of them share, that of the database. Whoever holds it renews it; a server that was killed
 * keeps it no longer than its seconds.
 */

/** What the work is told of the lease under which it runs. */
export type Held = {
  /** Aborted when the lease is lost, and when this server begins to stop: begin nothing more then. */
  signal: AbortSignal;
  /**
   * For what must not be done twice: call it in the transaction that decides it. Until that one has ended nobody else gets
   * the lease, however long this process was held up.
   * @throws Error when the lease is no longer held; let it roll the transaction back
   */
  confirm: (tx: Tx) => Promise<void>;
};

// A lease that is to end later than any could was taken before the clock of the database was set back.
const longestTimes = 2;

const take = (name: string, holder: string, seconds: number) =>
  writeRows<{ holder: string }[]>(sql`
    INSERT INTO "Lease" ("name", "holder", "until") VALUES (${name}, ${holder}, ${databaseTime(seconds)})
    ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"
    WHERE "Lease"."until" <= ${databaseTime()} OR "Lease"."until" > ${databaseTime(seconds * longestTimes)}
    RETURNING "holder"`);

const renew = (name: string, holder: string, seconds: number, tx?: Tx) =>
  writeRows<{ holder: string }[]>(
    sql`UPDATE "Lease" SET "until" = ${databaseTime(seconds)}
      WHERE "name" = ${name} AND "holder" = ${holder} RETURNING "holder"`,
    tx,
  );

const giveBack = (name: string, holder: string) =>
  writeRows(sql`DELETE FROM "Lease" WHERE "name" = ${name} AND "holder" = ${holder}`);

/**
 * Does `work` unless it is being done already, here or on another server, or this one stops, and gives the lease back at its end. As long as it
 * runs the lease is renewed; when that fails for `seconds`, `held.signal` is aborted.
 * @param name of the lease: the same work has the same name and the same `seconds` everywhere
 * @param seconds for how long a server that died keeps it from the others: several times what a slow database takes to answer
 * @returns whether it was done here
 * @throws what `work` throws, and the database's error when it cannot be asked; the lease is given back or runs out
 */
export async function runLeased(
  name: string,
  seconds: number,
  work: (held: Held) => Promise<unknown>,
): Promise<boolean> {
  if (stopping.signal.aborted) return false;
  const holder = newId();
  let sureUntil = performance.now() + seconds * 1000;
  if ((await take(name, holder, seconds)).length === 0) return false;
  const lost = new AbortController();
  const renewal = setInterval(
    async () => {
      const askedAt = performance.now();
      const kept = await renew(name, holder, seconds).catch(() => null);
      if (kept?.length === 1) sureUntil = askedAt + seconds * 1000;
      else if (kept !== null || performance.now() > sureUntil) lost.abort();
    },
    (seconds * 1000) / 3,
  ).unref();
  const confirm = async (tx: Tx) => {
    if ((await renew(name, holder, seconds, tx)).length === 0)
      throw new Error(`The lease "${name}" went to another server.`);
  };
  try {
    await work({ signal: AbortSignal.any([lost.signal, stopping.signal]), confirm });
  } finally {
    clearInterval(renewal);
    // Without it the lease runs out by itself.
    await giveBack(name, holder).catch((error: unknown) =>
      logger.warn({ err: error, lease: name }, 'a lease was not given back'),
    );
  }
  return true;
}

/** Whether somebody does this now, here or on another server. */
export async function isLeased(name: string): Promise<boolean> {
  const rows = await readRows<{ name: string }[]>(
    sql`SELECT "name" FROM "Lease" WHERE "name" = ${name} AND "until" > ${databaseTime()}`,
  );
  return rows.length > 0;
}

const turnEveryMs = 200;

/**
 * As `runLeased`, for what every server has to do, one after the other: waits until others have done it, then does it.
 * @returns whether it was done; false only when this server stops meanwhile
 */
export async function runInTurn(
  name: string,
  seconds: number,
  work: (held: Held) => Promise<unknown>,
): Promise<boolean> {
  for (;;) {
    if (await runLeased(name, seconds, work)) return true;
    if (stopping.signal.aborted) return false;
    await pause(turnEveryMs);
  }
}
