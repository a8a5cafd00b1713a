/**
 * The database cannot write: a full or failing disk, or one only to be read. Its cause is the driver's error. Known by
 * its name, not its class: the web server and the Remix build are two bundles with a copy of this module each.
 */
export class StorageFailure extends Error {
  override name = 'StorageFailure';

  constructor(cause: unknown) {
    super('The database cannot write.', { cause });
  }
}

// https://www.sqlite.org/rescode.html
const sqliteCodes = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;
// disk_full, io_error, read_only_sql_transaction: https://www.postgresql.org/docs/current/errcodes-appendix.html
const postgresqlCodes = /^(53100|58030|25006)$/;

function cannotWrite(error: unknown): boolean {
  const code = findCode(error) ?? (error instanceof Error ? findCode(error.cause) : null);
  return code !== null && (sqliteCodes.test(code) || postgresqlCodes.test(code));
}

function findCode(error: unknown): string | null {
  return typeof error === 'object' && error && 'code' in error ? String(error.code) : null;
}

/** Throws on what a driver threw, as a `StorageFailure` where it says that the database cannot write. */
export function rethrow(error: unknown): never {
  throw cannotWrite(error) ? new StorageFailure(error) : error;
}

/** Whether the error is a `StorageFailure`. */
export function isStorageFailure(error: unknown): error is StorageFailure {
  return error instanceof Error && error.name === 'StorageFailure';
}
