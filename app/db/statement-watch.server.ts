import type { Adapter, AdapterFactory, RunStatement, Transaction } from './adapter.server.ts';

/**
 * How long statements take and transactions wait for their turn, told to whoever watches. A statement is told by its text,
 * in which values are question marks: nothing that anybody typed is in it.
 */
type Watch = {
  statement: (text: string, ms: number) => void;
  turn: (ms: number) => void;
};

// The web server and the Remix build are two bundles with a copy of this module each.
const shared: typeof globalThis & { rapportStatementWatch?: Watch } = globalThis;

/** Sets who is told; one at a time. */
export function watchStatements(watch: Watch): void {
  shared.rapportStatementWatch = watch;
}

/** Runs a statement, at once or in time, and tells how long it took, also when it failed. */
export function timed<T>(text: string, run: () => T): T {
  const watch = shared.rapportStatementWatch;
  if (!watch) return run();
  const startedAt = performance.now();
  const tell = () => watch.statement(text, performance.now() - startedAt);
  let result: T | undefined;
  try {
    result = run();
    return result instanceof Promise ? (result.finally(tell) as T) : result;
  } finally {
    if (!(result instanceof Promise)) tell();
  }
}

/** The same way to run a raw statement, watched. */
export const timedRun =
  (run: RunStatement): RunStatement =>
  (text, values) =>
    timed(text, () => run(text, values));

type Queryable = Pick<Adapter, 'queryRaw' | 'executeRaw'>;

const watchedQueries = (of: Queryable): Queryable => ({
  queryRaw: (query) => timed(query.sql, () => of.queryRaw(query)),
  executeRaw: (query) => timed(query.sql, () => of.executeRaw(query)),
});

async function takeTurn(start: () => Promise<Transaction>): Promise<Transaction> {
  const startedAt = performance.now();
  const transaction = await start();
  shared.rapportStatementWatch?.turn(performance.now() - startedAt);
  return { ...transaction, ...watchedQueries(transaction) };
}

/** An adapter of Prisma's whose statements and transactions are watched. */
export function watched(factory: AdapterFactory): AdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect();
      return {
        ...adapter,
        ...watchedQueries(adapter),
        startTransaction: (level) => takeTurn(() => adapter.startTransaction(level)),
      };
    },
  };
}
