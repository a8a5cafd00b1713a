import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Sets the environment of the app for one test file, before any of its modules loads: the database, and a data folder
 * of its own that is removed when the process ends.
 */
export function setEnvironment(databaseUrl: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-test-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  Object.assign(process.env, {
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    TIME_ZONE: 'America/Halifax',
    LOG_LEVEL: 'silent',
  });
}
