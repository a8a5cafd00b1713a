import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import {
  empty,
  join,
  PrismaClientKnownRequestError,
  raw,
  type Sql,
  sqltag as sql,
} from '@prisma/client/runtime/client';
import { env } from '#app/env.server.ts';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import type { Enter, RunStatement } from './adapter.server.ts';
import { provider } from './dialect.server.ts';
import type { Prisma, PrismaClient } from './generated/sqlite/client.ts';
import { toPoolSizes } from './pool-sizes.ts';
import { type Asked, createPostgresqlAdapter } from './postgresql-adapter.server.ts';
import { openPostgresqlStatements } from './postgresql-statements.server.ts';
import { createSqliteAdapter } from './sqlite-adapter.server.ts';
import { openSqliteReader, openSqliteWriter } from './sqlite-statements.server.ts';
import { SqliteWriters } from './sqlite-writers.server.ts';
import { timed, timedRun, watched } from './statement-watch.server.ts';
import { rethrow, StorageFailure } from './storage-failure.server.ts';
import type { Subject } from './turns.server.ts';

export { empty, join, raw, type Sql, sql };

/** The Prisma client. Both providers' clients have the shape of the SQLite one, which is the narrower. */
export type Db = PrismaClient;
/**
 * The client inside a transaction. Its raw statements are `readRows` and `writeRows`, to which it is passed; `db` is none,
 * the type says so by what only `db` has.
 */
export type Tx = Omit<
  Prisma.TransactionClient,
  '$queryRaw' | '$executeRaw' | '$queryRawUnsafe' | '$executeRawUnsafe'
> & { $connect?: never };

/** A transaction of the caller's. `run` is null until it has begun and once it has ended. */
type Scope = { about: Subject; run: RunStatement | null };

// Room for everyone of a large class who acts at the same moment: transactions take turns.
const transactionOptions = { maxWait: 15_000, timeout: 15_000 };
/** How long a transaction on PostgreSQL waits for others, and how long one that is done in passing does. */
const patienceMs = { change: transactionOptions.maxWait, inPassing: 2_000 };

// The web server and the Remix build are two bundles with a copy of this module each: they share one client.
const shared: typeof globalThis & {
  rapportDatabase?: Promise<Db>;
  rapportTransaction?: AsyncLocalStorage<Scope>;
  rapportWriters?: SqliteWriters;
} = globalThis;
shared.rapportTransaction ??= new AsyncLocalStorage();
const transaction = shared.rapportTransaction;
const poolSizes = toPoolSizes(env.DATABASE_CONNECTIONS);
const file = env.DATABASE_URL.slice('file:'.length);
// On SQLite all that writes in this process takes turns, whichever way it goes.
shared.rapportWriters ??= new SqliteWriters(provider === 'sqlite' ? file : undefined);
const writers = shared.rapportWriters;
shared.rapportDatabase ??= openDatabase();

const enter: Enter = (run) => {
  const scope = transaction.getStore();
  if (scope) scope.run = timedRun(run);
  return () => {
    if (scope) scope.run = null;
  };
};

// Of those that Prisma begins by itself nobody says what they are about.
const asked = (): Asked => ({
  about: transaction.getStore()?.about ?? null,
  patienceMs: patienceMs[writers.isInPassing() ? 'inPassing' : 'change'],
});

// Only the client and the driver of the provider in use are loaded.
async function openDatabase(): Promise<Db> {
  const options = { transactionOptions, errorFormat: 'minimal' } as const;
  if (provider === 'sqlite') {
    const { PrismaClient: Client } = await import('./generated/sqlite/client.ts');
    return new Client({
      ...options,
      adapter: watched(createSqliteAdapter(env.DATABASE_URL, writers, enter)),
    });
  }
  const { PrismaClient: Client } = await import('./generated/postgresql/client.ts');
  const adapter = createPostgresqlAdapter(env.DATABASE_URL, poolSizes, asked, enter);
  return new Client({ ...options, adapter: watched(adapter) }) as Db;
}

/** This process's database. It connects on the first query. */
export const db: Db = await shared.rapportDatabase;

let reader: ReturnType<typeof openSqliteReader> | undefined;
let writer: ReturnType<typeof openSqliteWriter> | undefined;
let statements: ReturnType<typeof openPostgresqlStatements> | undefined;

/**
 * The rows of a raw SELECT, as committed now; in a transaction, pass its `tx` to see what it wrote. `Rows` is the array
 * type that the query was written to give: nothing checks it.
 * @throws the driver's error.
 */
export async function readRows<Rows extends unknown[]>(query: Sql, tx?: Tx): Promise<Rows> {
  if (tx) return runInTransaction<Rows>(query);
  if (provider !== 'sqlite') return runOnPostgresql<Rows>(query);
  reader ??= openSqliteReader(file);
  const { all } = reader;
  const rows = timed(query.sql, () => all(query.sql, query.values)) as Rows;
  // SQLite answers at once, so that a page of many statements would be one turn.
  if (isLongTurn()) await nextTurn();
  return rows;
}

/**
 * Runs one raw statement that writes and gives the rows it returns; in a transaction, pass its `tx`. Without one it is a
 * transaction by itself, and on disk then.
 * @throws the driver's error; `StorageFailure`.
 */
export async function writeRows<Rows extends unknown[]>(query: Sql, tx?: Tx): Promise<Rows> {
  if (tx) return runInTransaction<Rows>(query);
  if (provider !== 'sqlite') return runOnPostgresql<Rows>(query);
  return writers.run(() => {
    writer ??= openSqliteWriter(file);
    const { all } = writer;
    return timed(query.sql, () => all(query.sql, query.values)) as Rows;
  });
}

/**
 * Runs what is done in passing, as a page is read: on SQLite its writes do not wait for another process that holds the
 * file, and fail.
 * @throws what `work` throws; `StorageFailure`.
 */
export function inPassing<T>(work: () => Promise<T>): Promise<T> {
  return writers.inPassing(work);
}

/** Makes a change that changes nothing, to see whether there could be one. @throws as `db`, and `StorageFailure`. */
export async function tryToWrite(): Promise<void> {
  await inPassing(() => db.$executeRaw(sql`UPDATE "ContentSync" SET "id" = "id" WHERE 1 = 0`));
}

async function runInTransaction<Rows extends unknown[]>(query: Sql): Promise<Rows> {
  const run = transaction.getStore()?.run;
  if (!run) throw new Error('This transaction has ended.');
  return runOn<Rows>(run, query);
}

async function runOnPostgresql<Rows extends unknown[]>(query: Sql): Promise<Rows> {
  statements ??= openPostgresqlStatements(env.DATABASE_URL, poolSizes.statements);
  const { all } = await statements;
  return runOn<Rows>(timedRun(all), query);
}

async function runOn<Rows extends unknown[]>(run: RunStatement, query: Sql): Promise<Rows> {
  try {
    return (await run(provider === 'sqlite' ? query.sql : query.text, query.values)) as Rows;
  } catch (error) {
    rethrow(error);
  }
}

/** Rolls back transactions that still run and closes the connections. A later query opens them again. */
export async function closeDatabase(): Promise<void> {
  const open = statements;
  reader?.close();
  writer?.close();
  reader = undefined;
  writer = undefined;
  statements = undefined;
  await (await open)?.close();
  await db.$disconnect();
}

/** A new random id (UUID version 4). */
export function newId(): string {
  return randomUUID();
}

/**
 * Runs `work` as one transaction: all of it or nothing. Transactions take turns, on both databases and over all
 * processes: what one has read, no other changes until it has ended. Keep it short, and use only `tx` in it: `db` does
 * not see what `tx` wrote. A transaction inside would wait for this one for ever, so it is refused. It keeps everybody
 * else waiting: where only one person's record is read and changed, see `inTransactionAbout`.
 * @throws what `work` throws, after rolling back; `StorageFailure` when its turn does not come, or it does not end, within
 * 15 s, and when the database cannot be written.
 */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(null, work);
}

/**
 * As `inTransaction`, for what decides about one subject: on PostgreSQL such transactions take turns with those about the
 * same one and with `inTransaction`, and go beside all others. What it reads to decide, it may then trust to be the
 * subject's own, or what only `inTransaction` changes.
 * @param subject the id of a person, or of another thing of which nobody else decides
 */
export function inTransactionAbout<T>(subject: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(subject, work);
}

async function transact<T>(about: Subject, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isInTransaction()) throw new Error('A transaction was started inside another one.');
  try {
    return await transaction.run({ about, run: null }, () => db.$transaction(work));
  } catch (error) {
    throw isLate(error) ? new StorageFailure(error, 'busy') : error;
  }
}

// Prisma's own: it was rolled back.
const isLate = (error: unknown) =>
  error instanceof PrismaClientKnownRequestError &&
  error.code === 'P2028' &&
  /^Transaction API error: (Unable to start a transaction|.*expired transaction)/.test(
    error.message,
  );

/** Whether the caller runs within a transaction: what would start one of its own must wait until it has ended. */
function isInTransaction(): boolean {
  return transaction.getStore() !== undefined;
}

// https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/current/errcodes-appendix.html
const uniqueCodes = /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505)$/;

/** Whether the error says that a row with this key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Error && 'code' in error && uniqueCodes.test(String(error.code)))
    return true;
  return findErrorKind(error) === 'UniqueConstraintViolation';
}

/** Prisma's name for what the database refused, such as `TableDoesNotExist`; null for any other error. */
export function findErrorKind(error: unknown): string | null {
  // A failed COMMIT comes as the adapter's error itself.
  const refusal =
    error instanceof PrismaClientKnownRequestError ? error.meta?.driverAdapterError : error;
  const cause = refusal instanceof Error ? refusal.cause : null;
  return typeof cause === 'object' && cause && 'kind' in cause ? String(cause.kind) : null;
}
