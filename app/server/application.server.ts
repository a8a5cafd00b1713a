import { deleteExpiredSessions } from '#app/auth/lucia.server.ts';
import { closeDatabase } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { explainFailure } from '#app/db/operator-words.server.ts';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { expireDueAttempts } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { tallyAttempts } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { releaseDue } from '#app/features/curriculum/publishing/release-mutations.server.ts';
import { watchContent } from '#app/features/curriculum/publishing/watch.server.ts';
import { createFirstAdministratorLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { foldNames } from '#app/features/people/users/user-mutations.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { type Chore, startTicker } from './ticker.server.ts';

const chores: Chore[] = [
  { name: 'close attempts at their deadline', everyMs: 10_000, run: () => expireDueAttempts() },
  { name: 'release what is due', everyMs: 10_000, run: () => releaseDue() },
  { name: 'count finished attempts', everyMs: 60_000, run: () => tallyAttempts() },
];

let stopTicker: (() => Promise<void>) | undefined;

/** The life of the application behind the web server: what must happen before the first request and after the last. */
export const application = {
  /**
   * Migrates the database, syncs content, clears old sessions, folds names, and starts what goes on beside the requests.
   * @returns the one-time link for the first administrator when there are no users yet, else null.
   * @throws Error that tells the operator in a sentence what is wrong.
   */
  async start(): Promise<{ firstAdministratorLink: string | null }> {
    try {
      await migrateDatabase();
      const ready = await prepare();
      stopTicker ??= startTicker(chores);
      return ready;
    } catch (error) {
      if (isStorageFailure(error)) throw new Error(explainFailure(error), { cause: error });
      throw error instanceof Response ? new Error(await error.text()) : error;
    }
  },

  /** Syncs content whenever a file of it changes, then calls `onSync`. @returns a function that stops watching. */
  watch(onSync: () => void): () => void {
    return watchContent(() => {
      syncContent().then(onSync, (error: unknown) => logger.error({ err: error }, 'sync failed'));
    });
  },

  /** Closes the database. Called once, after the last request has ended. */
  async stop(): Promise<void> {
    await stopTicker?.();
    stopTicker = undefined;
    await closeDatabase();
  },
};

async function prepare() {
  const { changed, problems } = await syncContent();
  const errors = problems.filter((problem) => problem.level === 'error');
  for (const { file, line, column, message } of errors) {
    logger.warn({ file, line, column }, message);
  }
  logger.info({ changed, errors: errors.length }, 'content synced');
  await deleteExpiredSessions();
  await foldNames();
  return { firstAdministratorLink: await createFirstAdministratorLink() };
}
