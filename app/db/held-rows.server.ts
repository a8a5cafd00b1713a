import { empty, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { provider } from './dialect.server.ts';

/**
 * For one statement that writes only while some row meets a condition: `INSERT ... SELECT` from that row, so that a
 * transaction which changes the row comes wholly before the statement or wholly after it.
 *
 * SQLite has one writer at a time: reading the row in the statement is enough. On PostgreSQL, where single statements
 * take no turn among the transactions, the statement also writes the row, unchanged: a transaction that changes the row
 * then waits and sees what this statement wrote, and this statement waits for such a transaction and then looks at the
 * condition anew (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED).
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
