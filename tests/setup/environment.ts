import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/**
 * Sets the environment of the app for one test file, before any of its modules loads: the database that `urlFor` makes
 * for it, and a data folder of its own.
 */
export async function setEnvironment(
  urlFor: (folder: string) => string | Promise<string>,
): Promise<void> {
  const folder = mkdtempSync(join(inject('scratch'), 'file-'));
  Object.assign(process.env, {
    NODE_ENV: 'test',
    DATABASE_URL: await urlFor(folder),
    DATA_DIR: folder,
    TIME_ZONE: 'America/Halifax',
    LOG_LEVEL: 'silent',
    // There is mail; to which server it goes a test says itself.
    SMTP_URL: 'smtp://127.0.0.1:1',
  });
}
