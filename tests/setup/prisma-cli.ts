import { spawnSync } from 'node:child_process';

/**
 * Runs the Prisma CLI on the database of the URL.
 * @returns what it printed to stdout
 * @throws Error with all that it printed, when it fails
 */
export function runPrisma(url: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/prisma/build/index.js', ...args],
    { env: { ...process.env, DATABASE_URL: url }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`prisma ${args.join(' ')} failed\n${stdout}${stderr}`);
  return stdout;
}

/** Applies all migrations to the database of the URL. */
export function migrate(url: string): void {
  runPrisma(url, ['migrate', 'deploy']);
}
