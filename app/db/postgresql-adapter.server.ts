import {
  type Adapter,
  type AdapterFactory,
  connectionOf,
  createQueue,
  type Enter,
  type RunStatement,
  type Transaction,
  toReleasedTransaction,
} from './adapter.server.ts';
import { session, toStatements } from './postgresql-statements.server.ts';
import { rethrow } from './storage-failure.server.ts';

/**
 * Transactions take turns here too, over all processes, so that code which holds on SQLite holds on PostgreSQL: first
 * in this process, holding no connection; then for a lock in the database, which ends with the transaction. With the
 * turn, READ COMMITTED is enough: what a transaction reads, only a single statement outside any transaction can change.
 * (Serializable was tried: 50 cadets starting a quiz at once took three runs each, and some still failed after ten.)
 */

// Any number that no one else locks in this database.
const turnSql = 'SELECT pg_advisory_xact_lock(5827364901)';

/**
 * An adapter with a pool of at most 10 connections to the server of a `postgresql://` URL. Connects on the first query.
 * `enter` hears of each transaction.
 */
export function createPostgresqlAdapter(url: string, enter: Enter): AdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    async connect() {
      // Loaded here: a process with SQLite does without it, in the one-file server build too.
      const { PrismaPg } = await import('@prisma/adapter-pg');
      const { default: pg } = await import('pg');
      const library = new PrismaPg({
        connectionString: url,
        connectionTimeoutMillis: 10_000,
        options: session,
      });
      const statementsOf = (transaction: Transaction) =>
        toStatements(connectionOf(transaction), pg.types).all;
      return toAdapter(await library.connect(), statementsOf, enter);
    },
  };
}

function toAdapter(
  pool: Adapter,
  statementsOf: (transaction: Transaction) => RunStatement,
  enter: Enter,
): Adapter {
  const takeTurn = createQueue();
  return {
    provider: pool.provider,
    adapterName: pool.adapterName,
    queryRaw: (query) => pool.queryRaw(query).catch(rethrow),
    executeRaw: (query) => pool.executeRaw(query).catch(rethrow),
    executeScript: (script) => pool.executeScript(script).catch(rethrow),
    async startTransaction() {
      const done = await takeTurn();
      try {
        const transaction = await pool.startTransaction();
        const run = statementsOf(transaction);
        const leave = enter(run);
        const released = toReleasedTransaction(transaction, async () => {
          leave();
          // It only gives the connection back; a failed COMMIT has already rolled back on the server.
          await transaction.rollback();
          done();
        });
        await takeLock(released, run);
        return released;
      } catch (error) {
        done();
        throw error;
      }
    },
    getConnectionInfo: () => pool.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => pool.dispose(),
  };
}

async function takeLock(transaction: Transaction, run: RunStatement): Promise<void> {
  try {
    await run(turnSql, []);
  } catch (error) {
    await transaction.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] });
    await transaction.rollback();
    throw error;
  }
}
