/**
 * Why the database cannot write: `refused`, for a full or failing disk, or one only to be read; `held`, while another
 * process writes to the SQLite file; `gone`, when that file was deleted or replaced; `busy`, when what others change of
 * the same on PostgreSQL takes too long; `away`, when the PostgreSQL server cannot be reached or takes no more connections,
 * and then nothing can be read either.
 */
export type FailureReason = 'refused' | 'held' | 'gone' | 'busy' | 'away';

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

// https://www.sqlite.org/rescode.html and https://www.postgresql.org/docs/current/errcodes-appendix.html
const codes: readonly (readonly [FailureReason, RegExp])[] = [
  ['refused', /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/],
  ['held', /^SQLITE_BUSY/],
  // disk_full, io_error, read_only_sql_transaction
  ['refused', /^(53100|58030|25006)$/],
  // lock_not_available, deadlock_detected: the transaction was rolled back
  ['busy', /^(55P03|40P01)$/],
  // connection exceptions, too_many_connections, operator intervention, idle_in_transaction_session_timeout
  ['away', /^(08...|53300|57P0[1235]|25P03)$/],
  [
    'away',
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/,
  ],
  // The names that Prisma's adapter has for these.
  ['away', /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/],
];

// What `pg` says of connections without a code.
const awayWords =
  /^(Connection (terminated|ended)|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/;

function findReason(error: unknown): FailureReason | null {
  const code = findCode(error);
  for (const [reason, pattern] of codes) if (pattern.test(code)) return reason;
  return error instanceof Error && awayWords.test(error.message) ? 'away' : null;
}

/** Whether the driver says that another process holds the SQLite file just now. */
export function isHeld(error: unknown): boolean {
  return findReason(error) === 'held';
}

/** Whether the driver says that the database server cannot be reached. */
export function isAway(error: unknown): boolean {
  return findReason(error) === 'away';
}

/** The driver's code, which Prisma's adapters keep in the cause of their own errors; '' without one. */
function findCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  for (const one of [error, cause]) {
    if (typeof one !== 'object' || !one) continue;
    if ('code' in one) return String(one.code);
    if ('originalCode' in one) return String(one.originalCode);
    if ('kind' in one) return String(one.kind);
  }
  return '';
}

/** Throws on what a driver threw, as a `StorageFailure` where it says that the database cannot write. */
export function rethrow(error: unknown): never {
  const reason = findReason(error);
  throw reason ? new StorageFailure(error, reason) : error;
}

/** Whether the error is a `StorageFailure`. */
export function isStorageFailure(error: unknown): error is StorageFailure {
  return error instanceof Error && error.name === 'StorageFailure';
}
