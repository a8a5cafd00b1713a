/**
 * Why the database cannot write: `refused`, for a full or failing disk, or one only to be read; `held`, while another
 * process writes to the SQLite file; `gone`, when that file was deleted or replaced.
 */
export type FailureReason = 'refused' | 'held' | 'gone';

/**
 * The database cannot write. Its cause is the driver's error. Known by its name, not its class: the web server and the
 * Remix build are two bundles with a copy of this module each.
 */
export class StorageFailure extends Error {
  override name = 'StorageFailure';

  constructor(
    cause: unknown,
    readonly reason: FailureReason = 'refused',
  ) {
    super('The database cannot write.', { cause });
  }
}

// https://www.sqlite.org/rescode.html
const sqliteCodes = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;
const heldCodes = /^SQLITE_BUSY/;
// disk_full, io_error, read_only_sql_transaction: https://www.postgresql.org/docs/current/errcodes-appendix.html
const postgresqlCodes = /^(53100|58030|25006)$/;

/** Whether the driver says that another process holds the SQLite file just now. */
export function isHeld(error: unknown): boolean {
  return heldCodes.test(findCode(error));
}

function cannotWrite(error: unknown): boolean {
  const code = findCode(error);
  return sqliteCodes.test(code) || postgresqlCodes.test(code);
}

/** The driver's code, which Prisma's adapters keep in the cause of their own errors; '' without one. */
function findCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  for (const one of [error, cause]) {
    if (typeof one !== 'object' || !one) continue;
    if ('code' in one) return String(one.code);
    if ('originalCode' in one) return String(one.originalCode);
  }
  return '';
}

/** Throws on what a driver threw, as a `StorageFailure` where it says that the database cannot write. */
export function rethrow(error: unknown): never {
  if (isHeld(error)) throw new StorageFailure(error, 'held');
  throw cannotWrite(error) ? new StorageFailure(error) : error;
}

/** Whether the error is a `StorageFailure`. */
export function isStorageFailure(error: unknown): error is StorageFailure {
  return error instanceof Error && error.name === 'StorageFailure';
}
