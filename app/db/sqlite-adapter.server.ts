import { dirname } from 'node:path';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import { makeFolder } from '#app/made-folder.server.ts';
import {
  type Adapter,
  type AdapterFactory,
  connectionOf,
  type Enter,
  type Query,
  toReleasedTransaction,
} from './adapter.server.ts';
import { pragmas, readingPragmas, toStatements } from './sqlite-statements.server.ts';
import type { SqliteWriters } from './sqlite-writers.server.ts';

/**
 * Prisma's adapter has one connection: a query made outside a transaction while another request's transaction is open
 * runs inside that transaction, and is lost when it rolls back. So there are two connections here. Everything that
 * writes takes turns on one; everything else reads the last committed state on the other (WAL lets both go on at once).
 */

/**
 * An adapter for the SQLite file of a `file:` URL; its folder is created when it is missing. `writers` are all that
 * write in this process; `enter` hears of each transaction.
 * @throws the file system's or SQLite's error when the file cannot be made or opened.
 */
export function createSqliteAdapter(
  url: string,
  writers: SqliteWriters,
  enter: Enter,
): AdapterFactory {
  return {
    provider: 'sqlite',
    adapterName: '@prisma/adapter-better-sqlite3',
    async connect() {
      // Loaded here: a process with PostgreSQL does without it, in the one-file server build too.
      const { PrismaBetterSQLite3 } = await import('@prisma/adapter-better-sqlite3');
      const library = new PrismaBetterSQLite3({ url });
      await makeFolder(dirname(url.slice('file:'.length)));
      const writer = await library.connect();
      await writer.executeScript(pragmas);
      const reader = await library.connect();
      await reader.executeScript(readingPragmas);
      return toAdapter(writer, reader, writers, enter);
    },
  };
}

function toAdapter(
  writer: Adapter,
  reader: Adapter,
  writers: SqliteWriters,
  enter: Enter,
): Adapter {
  const { all } = toStatements(connectionOf(writer));
  const within: Pick<Adapter, 'provider' | 'adapterName' | 'queryRaw' | 'executeRaw'> = {
    provider: writer.provider,
    adapterName: writer.adapterName,
    queryRaw: async (query) => servingOthers(await writer.queryRaw(query)),
    executeRaw: async (query) => servingOthers(await writer.executeRaw(query)),
  };
  return {
    provider: writer.provider,
    adapterName: writer.adapterName,
    queryRaw: (query) =>
      isRead(query) ? reader.queryRaw(query) : writers.run(() => writer.queryRaw(query)),
    executeRaw: (query) => writers.run(() => writer.executeRaw(query)),
    executeScript: (script) => writers.run(() => writer.executeScript(script)),
    async startTransaction() {
      // IMMEDIATE: another process cannot write between this transaction's reads and its writes.
      const { end } = await writers.take(() => writer.executeScript('BEGIN IMMEDIATE'));
      const leave = enter((text, values) => servingOthers(all(text, values)));
      return toReleasedTransaction(within, leave, async (failed) => {
        try {
          if (failed) await writer.executeScript('ROLLBACK');
        } catch {
          // Nothing is open: SQLite rolls back by itself when the disk is full.
        } finally {
          end();
        }
      });
    },
    dispose: () =>
      writers.run(async () => {
        await reader.dispose();
        await writer.dispose();
      }),
  };
}

/**
 * SQLite answers at once, so that a transaction of many statements would be one turn of the event loop. Whoever reads is
 * served in between; whoever writes waits for its end all the same.
 */
async function servingOthers<T>(result: T | Promise<T>): Promise<T> {
  const settled = await result;
  if (isLongTurn()) await nextTurn();
  return settled;
}

// A statement that is sent to the wrong side fails: the reader's connection refuses to write.
function isRead({ sql }: Query): boolean {
  return (
    /^\s*SELECT\b/i.test(sql) ||
    (/^\s*WITH\b/i.test(sql) && !/\b(INSERT|UPDATE|DELETE)\b/i.test(sql))
  );
}
