import { isUnavailable, unavailable } from '#app/http/errors.ts';
import { logger } from '#app/http/logger.server.ts';

// https://www.sqlite.org/rescode.html
const sqliteCodes = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;
// disk_full, io_error, read_only_sql_transaction: https://www.postgresql.org/docs/current/errcodes-appendix.html
const postgresqlCodes = /^(53100|58030|25006)$/;

/** Whether a driver's error says that the database cannot write: a full or failing disk, or one only to be read. */
export function isStorageFailure(error: unknown): boolean {
  const code = findCode(error) ?? (error instanceof Error ? findCode(error.cause) : null);
  return code !== null && (sqliteCodes.test(code) || postgresqlCodes.test(code));
}

function findCode(error: unknown): string | null {
  return typeof error === 'object' && error && 'code' in error ? String(error.code) : null;
}

/**
 * Throws on what a driver threw. A database that cannot write is logged here, where its cause is known, and becomes the
 * answer that every action gives then: 503, see `unavailable`.
 */
export function rethrow(error: unknown): never {
  if (!isStorageFailure(error)) throw error;
  logger.error({ err: error }, 'the database cannot write');
  throw unavailable();
}

/** For what a page records in passing and can do without: null when the database cannot write. */
export async function ifWritable<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}
