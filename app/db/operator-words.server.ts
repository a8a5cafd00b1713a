import { env } from '#app/env.server.ts';
import { findErrorKind } from './client.server.ts';
import { provider } from './dialect.server.ts';
import { isHeld, isStorageFailure } from './storage-failure.server.ts';

/** What to tell the operator when the database could not be read, or written, as Rapport starts. */
export function explainFailure(error: unknown): string {
  if (isStorageFailure(error)) return explainFailure(error.cause);
  // SQLite names the operation too, as in SQLITE_IOERR_SHMSIZE.
  const code = (findErrorKind(error) ?? findCode(error))?.replace(/(?<=_IOERR|_READONLY).+/, '');
  const place =
    provider === 'sqlite'
      ? `the database file ${env.DATABASE_URL.slice('file:'.length)}`
      : `the PostgreSQL server at ${new URL(env.DATABASE_URL).host}`;
  if (isHeld(error))
    return `Rapport cannot write ${place}, since another program holds it: wait until that one has ended, or end it, and start again.`;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return `Rapport cannot open ${place} for writing: let its user write the file and its folder, or set DATABASE_URL to another file.`;
    case 'ENOSPC':
    case 'SQLITE_FULL':
    case 'SQLITE_IOERR':
    case '53100':
      return `Rapport cannot write ${place}, since its disk is full or fails: make room there and start again.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `Rapport cannot make ${place}, since a part of its path is a file: set DATABASE_URL to another one.`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `Rapport cannot read ${place}, which is damaged or no database: restore a backup, or set DATABASE_URL to another file.`;
    case 'DatabaseNotReachable':
    case 'ConnectionClosed':
    case 'SocketTimeout':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return `Rapport cannot reach ${place}: check that it runs and that DATABASE_URL has the right host and port.`;
    case 'AuthenticationFailed':
    case 'DatabaseAccessDenied':
    case '28P01':
    case '28000':
      return `Rapport was refused by ${place}: check the user and password in DATABASE_URL.`;
    case 'DatabaseDoesNotExist':
    case '3D000':
      return `There is no such database on ${place}: create it, or correct its name in DATABASE_URL.`;
    default:
      return `Rapport cannot use ${place}: ${error instanceof Error ? error.message.trim() : error}`;
  }
}

function findCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
