import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { vi } from 'vitest';
import { env } from '#app/env.server.ts';

const script = `
  const Database = require('better-sqlite3');
  const database = new Database(process.argv[1]);
  database.exec('BEGIN IMMEDIATE');
  process.stdout.write('held');
  process.stdin.on('end', () => { database.exec('COMMIT'); database.close(); }).resume();`;

/** Lets another process hold the SQLite file for writing. @returns what makes it let go */
export async function holdDatabase(): Promise<() => Promise<void>> {
  const file = env.DATABASE_URL.slice('file:'.length);
  const holder = spawn(process.execPath, ['-e', script, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return async () => {
    const ended = once(holder, 'close');
    holder.stdin.end();
    await ended;
  };
}

const now = performance.now.bind(performance);

/**
 * Makes what waits for the database wait `factor` times as long, until mocks are restored: long enough for a machine that
 * is busy, or so short that a test need not wait.
 */
export function scalePatience(factor: number): void {
  vi.spyOn(performance, 'now').mockImplementation(() => now() / factor);
}
