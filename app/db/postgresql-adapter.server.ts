import type { Pool, PoolClient, types } from 'pg';
import {
  type Adapter,
  type AdapterFactory,
  type Enter,
  toReleasedTransaction,
} from './adapter.server.ts';
import type { PoolSizes } from './pool-sizes.ts';
import { beginWithLocks } from './postgresql-locks.server.ts';
import { session, toStatements } from './postgresql-statements.server.ts';
import { rethrow } from './storage-failure.server.ts';
import { type Subject, Turns } from './turns.server.ts';

/**
 * Transactions that may meet take turns here too, so that code which holds on SQLite holds on PostgreSQL: first in this
 * process, holding no connection; then, over all processes, for locks in the database. With them READ COMMITTED is enough:
 * what a transaction reads of its subject, only a single statement outside any transaction can change.
 * (Serializable was tried: 50 cadets starting a quiz at once took three runs each, and some still failed after ten.)
 */

/** What a transaction that is asked for decides about, and how long it waits for those who do the same, in ms. */
export type Asked = { about: Subject; patienceMs: number };

/**
 * An adapter with a pool of connections for transactions to the server of a `postgresql://` URL, and one for statements
 * outside any: what is read aside within a transaction must not wait for another one to end. Connects on the first query.
 * `asked` tells of the transaction that the caller begins; `enter` hears of it once it has begun.
 */
export function createPostgresqlAdapter(
  url: string,
  most: Pick<PoolSizes, 'transactions' | 'queries'>,
  asked: () => Asked,
  enter: Enter,
): AdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    async connect() {
      // Loaded here: a process with SQLite does without it, in the one-file server build too.
      const { PrismaPg } = await import('@prisma/adapter-pg');
      const { default: pg } = await import('pg');
      const settings = {
        connectionString: url,
        connectionTimeoutMillis: 10_000,
        // By its open connections a restore knows that a server is running, however little it has to do.
        min: 1,
        options: session,
      };
      const pool = new pg.Pool({
        ...settings,
        max: most.transactions,
        // What a transaction asks for at once goes out at once: https://node-postgres.com/features/pipelining
        pipeline: true,
      });
      pool.on('error', ignore);
      const library = await new PrismaPg({ ...settings, max: most.queries }).connect();
      return toAdapter(library, { pool, types: pg.types, asked, enter });
    },
  };
}

type Parts = { pool: Pool; types: typeof types; asked: () => Asked; enter: Enter };

function toAdapter(library: Adapter, { pool, types, asked, enter }: Parts): Adapter {
  const turns = new Turns();
  return {
    provider: library.provider,
    adapterName: library.adapterName,
    queryRaw: (query) => library.queryRaw(query).catch(rethrow),
    executeRaw: (query) => library.executeRaw(query).catch(rethrow),
    executeScript: (script) => library.executeScript(script).catch(rethrow),
    // Not the library's, which begins in a round trip of its own.
    async startTransaction() {
      const { about, patienceMs } = asked();
      const until = performance.now() + patienceMs;
      const end = await turns.take(about, patienceMs);
      try {
        const client = await begin(pool, about, until);
        const leave = enter(toStatements(client, types).all);
        return toReleasedTransaction(onConnection(library, client), leave, async (failed) => {
          release(client, failed);
          end();
        });
      } catch (error) {
        end();
        rethrow(error);
      }
    },
    getConnectionInfo: () => library.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    async dispose() {
      await pool.end();
      await library.dispose();
    },
  };
}

// An error that nobody hears would end the process; whoever uses the connection next is told.
const ignore = () => {};

async function begin(pool: Pool, about: Subject, until: number): Promise<PoolClient> {
  const client = await pool.connect();
  client.on('error', ignore);
  try {
    await client.query(beginWithLocks(about, until - performance.now()));
    return client;
  } catch (error) {
    // Ends the connection: the server rolls back.
    release(client, true);
    throw error;
  }
}

function release(client: PoolClient, failed: boolean): void {
  client.off('error', ignore);
  client.release(failed);
}

/** The library's adapter on one connection. It keeps what it sends its statements to in `client`. */
function onConnection(library: Adapter, client: PoolClient): Adapter {
  return Object.create(library, { client: { value: client } });
}
