import { empty, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { provider } from './dialect.server.ts';

/**
 * For one statement that writes only while some row meets a condition: `INSERT ... SELECT` from that row, so that a
 * transaction which changes the row comes wholly before the statement or wholly after it.
 *
 * SQLite has one writer at a time: reading the row in the statement is enough. On PostgreSQL the statement also writes
 * the row, unchanged: then a transaction that changes the row waits and sees what this statement wrote (a serializable
 * one, whose snapshot may be older, is refused and runs again), and this statement waits for such a transaction and then
 * looks at the condition anew. A share lock would not do: a serializable transaction goes on with its old snapshot once
 * the lock is gone (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-REPEATABLE-READ).
 *
 * @param table quoted table name
 * @param column a column that no index covers, quoted: rewriting it costs no index entry
 * @param condition on the row's columns, unqualified
 * @returns `before`, the start of the statement, and `from`, its rows in FROM under the alias `held`, with column `id`
 */
export function holdRows(table: Sql, column: Sql, condition: Sql): { before: Sql; from: Sql } {
  if (provider === 'sqlite')
    return { before: empty, from: sql`(SELECT "id" FROM ${table} WHERE ${condition}) AS held` };
  return {
    before: sql`WITH held AS (UPDATE ${table} SET ${column} = ${column} WHERE ${condition} RETURNING "id")`,
    from: sql`held`,
  };
}
