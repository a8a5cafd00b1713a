import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from '@prisma/client/runtime/client';
import { env } from '#app/env.server.ts';
import { readRows, sql } from './client.server.ts';
import { provider } from './dialect.server.ts';
import { openPostgresqlStatements } from './postgresql-statements.server.ts';
import { timedRun } from './statement-watch.server.ts';

/**
 * Reports may be read from a replica of the PostgreSQL server, so that grids and statistics of a whole state cost the
 * cadets nothing. What decides is never read there.
 */

/** How far behind a replica may be that is read from. */
export const reportAge = { mostSeconds: 10 };

/** How long a replica that failed is left alone, in ms. */
const pauseMs = 10_000;
const connections = 4;

type Replica = {
  statements: ReturnType<typeof openPostgresqlStatements>;
  /** Until when it is left alone, and from what moment on it has all, by the process's own clock in ms. */
  pausedUntil: number;
  completeAsOf: number;
  /** A place in the log of the primary that it is to reach, and when that was the newest. */
  goal: { at: number; place: string } | null;
};

// The web server and the Remix build are two bundles with a copy of this module each.
const shared: typeof globalThis & {
  rapportReplica?: Replica;
  rapportNewestReads?: AsyncLocalStorage<true>;
  rapportReplicaFailure?: (error: unknown) => void;
} = globalThis;
shared.rapportNewestReads ??= new AsyncLocalStorage();
const newest = shared.rapportNewestReads;

/** Runs work whose reports are read where the changes are made. */
export function newestReads<T>(work: () => T): T {
  return newest.run(true, work);
}

/** Sets who is told that a replica could not be read. */
export function watchReplica(onFailure: (error: unknown) => void): void {
  shared.rapportReplicaFailure = onFailure;
}

function findReplica(): Replica | null {
  const url = env.DATABASE_REPLICA_URL;
  if (url === undefined || provider === 'sqlite' || newest.getStore()) return null;
  shared.rapportReplica ??= {
    statements: openPostgresqlStatements(url, connections),
    pausedUntil: 0,
    completeAsOf: Number.NEGATIVE_INFINITY,
    goal: null,
  };
  return performance.now() < shared.rapportReplica.pausedUntil ? null : shared.rapportReplica;
}

/**
 * The rows of a SELECT for a report: from the replica, if one is set and has what was committed 10 s ago, else as
 * `readRows`. Not for what decides, nor within a transaction.
 * @throws as `readRows`
 */
export async function readReport<Rows extends unknown[]>(query: Sql): Promise<Rows> {
  const replica = findReplica();
  if (replica === null) return readRows<Rows>(query);
  try {
    const { all } = await replica.statements;
    if (await isRecent(replica)) return (await timedRun(all)(query.text, query.values)) as Rows;
  } catch (error) {
    // Away, or it gave way to what it has to follow.
    replica.pausedUntil = performance.now() + pauseMs;
    shared.rapportReplicaFailure?.(error);
  }
  return readRows<Rows>(query);
}

/** Whether it has all that was committed so many seconds ago: it has reached a place that was the newest since then. */
async function isRecent(replica: Replica): Promise<boolean> {
  const isKnown = () => performance.now() - replica.completeAsOf < reportAge.mostSeconds * 1000;
  // Looked at again before it is too old, so that nobody waits for it.
  if (performance.now() - replica.completeAsOf < (reportAge.mostSeconds * 1000) / 2) return true;
  replica.goal ??= await readGoal();
  const { at, place } = replica.goal;
  const { all } = await replica.statements;
  const [row] = await all(
    `SELECT pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
      ELSE pg_current_wal_lsn() END, CAST($1 AS pg_lsn)) >= 0 AS "reached"`,
    [place],
  );
  if (row?.reached === true) {
    replica.completeAsOf = Math.max(replica.completeAsOf, at);
    replica.goal = null;
  }
  return isKnown();
}

async function readGoal(): Promise<{ at: number; place: string }> {
  const at = performance.now();
  const [row] = await readRows<{ place: string }[]>(
    sql`SELECT CAST(pg_current_wal_lsn() AS TEXT) AS "place"`,
  );
  return { at, place: row?.place ?? '' };
}

/** Closes its connections; a later report opens them again. */
export async function closeReplica(): Promise<void> {
  const open = shared.rapportReplica;
  shared.rapportReplica = undefined;
  await (await open?.statements)?.close();
}
