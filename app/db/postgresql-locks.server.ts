import { createHash } from 'node:crypto';
import type { Subject } from './turns.server.ts';

/**
 * Advisory locks that end with their transaction, over all processes. Who decides about one subject takes the common lock
 * together with all who do so, then the subject's own; who decides about anything takes the common lock alone. Everybody
 * takes them in this order, before the first row, and no more than one of their own: no two wait for each other.
 * PostgreSQL serves those who wait in order, so that a steady stream of the ones keeps none of the others out.
 */

// Any number that no one else locks in this database.
const common = 5827364901n;

/** Held by the one that migrates, as long as its connection lasts. */
export const migrationLock = 5827364902n;

// Two subjects with one number, one time in 2^64, would take turns.
const toNumber = (subject: string) =>
  createHash('sha256').update(subject).digest().readBigInt64BE();

/** Begins a transaction with its locks: statements that go to the server, and come back, in one message. */
export function beginWithLocks(about: Subject, patienceMs: number): string {
  const locks =
    about === null
      ? `SELECT pg_advisory_xact_lock(${common})`
      : `SELECT pg_advisory_xact_lock_shared(${common}); SELECT pg_advisory_xact_lock(${toNumber(about)})`;
  return `BEGIN; SET LOCAL lock_timeout = ${Math.max(1, Math.round(patienceMs))}; ${locks}`;
}
