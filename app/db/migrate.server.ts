import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { closeDatabase, db, findErrorKind, sql } from './client.server.ts';
import { provider } from './dialect.server.ts';
import { listMigrations } from './migration-files.server.ts';
import { inMigrationTurn } from './migration-turn.server.ts';
import { explainFailure } from './operator-words.server.ts';

/**
 * Brings the database to the newest migration; returns at once when it is there. Of several processes that find it older
 * one migrates, and the others wait for that. Must run in the project's folder.
 * @returns the names of the migrations that were made here
 * @throws Error that tells the operator in a sentence what is wrong and what to do; `cause` has the database's error.
 */
export async function migrateDatabase(): Promise<string[]> {
  if ((await listPending()).length === 0) return [];
  return inMigrationTurn(async () => {
    const pending = await listPending();
    if (pending.length === 0) return [];
    // Prisma's CLI takes a SQLite file for itself: let go of it. The next query connects again.
    await closeDatabase();
    await deploy();
    return pending;
  });
}

/** The migrations that the database lacks; all of them for one that was never used. @throws as `migrateDatabase`. */
export async function listPending(): Promise<string[]> {
  const known = await listMigrations(provider);
  const applied = await listApplied();
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new Error(
      `The database was made by a newer version of Rapport (it has the migration ${newer.join(', ')}): start that version, or set DATABASE_URL to another database.`,
    );
  }
  return known.filter((name) => !applied.includes(name));
}

async function listApplied(): Promise<string[]> {
  try {
    const rows = await db.$queryRaw<{ migration_name: string }[]>(sql`
      SELECT "migration_name" FROM "_prisma_migrations"
      WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`);
    return rows.map((row) => row.migration_name);
  } catch (error) {
    if (findErrorKind(error) === 'TableDoesNotExist') return [];
    throw new Error(explainFailure(error), { cause: error });
  }
}

function deploy(): Promise<void> {
  const cli = join(process.cwd(), 'node_modules/prisma/build/index.js');
  const child = spawn(process.execPath, [cli, 'migrate', 'deploy'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (text: Buffer) => {
    output += text;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const said = output.slice(output.indexOf('Error')).trim();
      reject(
        new Error(
          `Rapport could not migrate the database: put right what Prisma says below and start again, or go back to the version and the backup from before.\n${said}`,
        ),
      );
    });
  });
}
