import { statSync } from 'node:fs';
import { StorageFailure } from './storage-failure.server.ts';

/**
 * Watches that a path leads to the file that was there when it was first asked for. A program that deletes or replaces the
 * file of a running server leaves it one that nobody will find again: SQLite goes on writing to that. An inode is given to
 * no other file as long as SQLite has this one open.
 * @returns what to call before something is written. @throws StorageFailure when the file is away or another one.
 */
export function createFileWatch(path: string): () => void {
  let opened: string | null = null;
  return () => {
    const found = statSync(path, { throwIfNoEntry: false });
    const file = found ? `${found.dev} ${found.ino}` : null;
    opened ??= file;
    if (file === opened) return;
    const what = file ? 'Another file is' : 'No file is';
    const error = new Error(`${what} at ${path} now. Put the database back, or restart.`);
    throw new StorageFailure(Object.assign(error, { code: 'FILE_REPLACED' }), 'gone');
  };
}
