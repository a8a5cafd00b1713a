import { env } from '#app/env.server.ts';
import { provider } from './dialect.server.ts';
import { migrationLock } from './postgresql-locks.server.ts';

/**
 * Runs `work` when no other process migrates this database, on PostgreSQL over all machines. However long the others take
 * it waits: Prisma's own lock gives up after ten seconds. Of a process that died nothing is held.
 * @throws what `work` throws, and the driver's error when the database cannot be reached
 */
export async function inMigrationTurn<T>(work: () => Promise<T>): Promise<T> {
  // On SQLite Prisma takes the whole file.
  if (provider === 'sqlite') return work();
  const { default: pg } = await import('pg');
  // Without the limits of other sessions: a migration of many rows may take minutes.
  const client = new pg.Client({ connectionString: env.DATABASE_URL, keepAlive: true });
  // An error that nobody hears would end the process; what is asked of the connection next fails.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`);
    return await work();
  } finally {
    await client.end();
  }
}
