import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import { isAway, rethrow } from './storage-failure.server.ts';

/** What the two databases' adapters share: the names of Prisma's adapter types, which it does not export. */

/** Opens connections. */
export type AdapterFactory = SqlDriverAdapterFactory;
/** An open database. */
export type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;
/** An open transaction. */
export type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;
/** One statement with its arguments. */
export type Query = Parameters<Adapter['queryRaw']>[0];

/** Runs one raw statement, prepared once, with the values of a `sql` template: the rows it returns. */
export type RunStatement = (
  text: string,
  values: readonly unknown[],
) => Record<string, unknown>[] | Promise<Record<string, unknown>[]>;

/** Told by an adapter that a transaction has begun, and on what its raw statements run. Call the result at its end. */
export type Enter = (run: RunStatement) => () => void;

/**
 * The driver's own connection under an adapter or a transaction of Prisma's libraries. They keep it in `client`, which
 * their types do not say; `package.json` pins their versions.
 */
export function connectionOf<Connection>(library: object): Connection {
  const { client } = library as { client?: Connection };
  if (!client) throw new Error("Prisma's adapter keeps its connection elsewhere now.");
  return client;
}

/**
 * A transaction whose connection is given back, by `release`, even when COMMIT or ROLLBACK itself fails. Prisma calls
 * `commit()` or `rollback()` only after the statement succeeded; a connection that it forgets is lost to everyone. Before
 * that statement `leave` is called: what the caller still sends after it would be on its own.
 */
export function toReleasedTransaction(
  transaction: Pick<Transaction, 'provider' | 'adapterName' | 'queryRaw' | 'executeRaw'>,
  leave: () => void,
  release: (failed: boolean) => Promise<void>,
): Transaction {
  const isEnd = ({ sql }: Query) => sql === 'COMMIT' || sql === 'ROLLBACK';
  return {
    provider: transaction.provider,
    adapterName: transaction.adapterName,
    options: { usePhantomQuery: false },
    queryRaw: (query) => transaction.queryRaw(query).catch(rethrow),
    async executeRaw(query) {
      if (isEnd(query)) leave();
      try {
        return await transaction.executeRaw(query);
      } catch (error) {
        if (isEnd(query)) await release(true);
        // A COMMIT without an answer may have been done: no failure of which it is said that nothing was stored.
        if (query.sql === 'COMMIT' && isAway(error)) throw error;
        rethrow(error);
      }
    },
    commit: () => release(false),
    rollback: () => release(false),
  };
}

/** Resolves, when all who asked before have ended, to the function that ends this turn. */
type TakeTurn = () => Promise<() => void>;

/** A queue for one at a time, first come, first served. */
export function createQueue(): TakeTurn {
  let last = Promise.resolve();
  return () => {
    const before = last;
    return new Promise((start) => {
      last = new Promise((end) => {
        before.then(() => start(end));
      });
    });
  };
}
