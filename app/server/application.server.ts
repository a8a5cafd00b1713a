import { deleteExpiredSessions } from '#app/auth/lucia.server.ts';
import { closeDatabase } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { explainFailure } from '#app/db/operator-words.server.ts';
import { closeReplica, watchReplica } from '#app/db/replica.server.ts';
import { watchStatements } from '#app/db/statement-watch.server.ts';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { env } from '#app/env.server.ts';
import { expireDueAttempts } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { tallyAttempts } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { getContentRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { alignPassages } from '#app/features/curriculum/publishing/passage-mutations.server.ts';
import { releaseDue } from '#app/features/curriculum/publishing/release-mutations.server.ts';
import { clearAssets } from '#app/features/curriculum/publishing/stale-assets.server.ts';
import { watchContent } from '#app/features/curriculum/publishing/watch.server.ts';
import { makeNoteWords } from '#app/features/learning/lessons/note-words-mutations.server.ts';
import { sendDue } from '#app/features/notices/outbox-mutations.server.ts';
import { makeCohortWords } from '#app/features/people/cohorts/words-mutations.server.ts';
import { clearRosters } from '#app/features/people/rosters/roster-mutations.server.ts';
import { sealSecrets } from '#app/features/people/second-factor/factor-mutations.server.ts';
import { writeForgottenLetter } from '#app/features/people/sign-in/forgotten-mutations.server.ts';
import { foldNames } from '#app/features/people/users/user-mutations.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { measureProcess, metrics } from '#app/http/metrics.server.ts';
import { endJobs } from '#app/jobs/background.server.ts';
import { runLeased } from '#app/jobs/lease.server.ts';
import { openTransport } from '#app/mail/transport.server.ts';
import { version } from '#app/version.server.ts';
import { watchClock } from './clock-watch.server.ts';
import {
  endOffer,
  type FirstAdministrator,
  offerFirstAdministrator,
} from './first-administrator.server.ts';
import { type Chore, startTicker } from './ticker.server.ts';

const chores: Chore[] = [
  { name: 'close attempts at their deadline', everyMs: 10_000, run: () => expireDueAttempts() },
  { name: 'release what is due', everyMs: 10_000, run: () => releaseDue() },
  { name: 'watch the clock', everyMs: 10_000, run: watchClock },
  {
    name: 'forget old lists of people',
    everyMs: 15 * 60_000,
    run: () => runLeased('forget old lists of people', 60, () => clearRosters()),
  },
  {
    name: 'count finished attempts',
    everyMs: 60_000,
    run: () => runLeased('count finished attempts', 60, () => tallyAttempts()),
  },
];

const letters = { 'forgotten-password': writeForgottenLetter };

let stopTicker: (() => Promise<void>) | undefined;
let closeMail: (() => void) | undefined;

/** The life of the application behind the web server: what must happen before the first request and after the last. */
export const application = {
  /**
   * Migrates the database, clears stale files, syncs content, clears old sessions, seals secrets, folds names, and starts what goes on beside the requests.
   * @returns the one-time link for the first administrator when there are no users yet, else null.
   * @throws Error that tells the operator in a sentence what is wrong.
   */
  async start(): Promise<{ firstAdministrator: FirstAdministrator | null }> {
    try {
      logger.info({ version, database: provider }, 'starting');
      tellSlowStatements();
      const migrations = await migrateDatabase();
      if (migrations.length > 0) logger.info({ migrations }, 'database migrated');
      const ready = await prepare();
      stopTicker ??= startTicker([...chores, ...(await openMail())]);
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
    closeMail?.();
    await endJobs();
    await endOffer();
    await closeReplica();
    await closeDatabase();
  },
};

/** The chore of sending mail, where there is a mail server. */
async function openMail(): Promise<Chore[]> {
  if (env.SMTP_URL === undefined) return [];
  const { send, close } = await openTransport(env.SMTP_URL);
  closeMail = close;
  return [{ name: 'send mail', everyMs: 5_000, run: () => sendDue(letters, send) }];
}

/** Statements are logged by their text, which has no values in it. */
function tellSlowStatements(): void {
  if (env.METRICS_TOKEN !== undefined) measureProcess();
  watchReplica((err) => logger.warn({ err }, 'the replica cannot be read'));
  watchStatements({
    statement(text, ms) {
      if (ms < env.SLOW_QUERY_MS) return;
      metrics.slowStatements.inc();
      const statement = text.replace(/\s+/g, ' ').slice(0, 1000);
      logger.warn({ ms: Math.round(ms), statement }, 'slow statement');
    },
    turn: (ms) => metrics.databaseWaits.observe(ms / 1000),
  });
}

/** Not being able to open them is no reason to stay away: recovery codes go on to work. */
async function sealStoredSecrets(): Promise<void> {
  const { sealed, lost } = await sealSecrets();
  if (sealed > 0) logger.info({ sealed }, 'secrets of second factors sealed by SECRETS_KEY');
  if (lost > 0)
    logger.warn({ lost }, 'secrets of second factors were sealed by a SECRETS_KEY that is not set');
}
// Several servers share a PostgreSQL: one that was left behind takes nothing back.
const keepNewer = provider === 'postgresql' && env.NODE_ENV === 'production';

async function prepare() {
  const cleared = await clearAssets();
  if (cleared > 0) logger.info({ files: cleared }, 'stored files cleared that no revision names');
  const { changed, problems } = await syncContent(
    undefined,
    undefined,
    keepNewer ? 'keep newer' : 'publish',
  );
  const errors = problems.filter((problem) => problem.level === 'error');
  const older = problems.filter(({ rule }) => rule === 'older-content');
  for (const { file, line, column, message } of [...errors, ...older]) {
    logger.warn({ file, line, column }, message);
  }
  const contentRevision = await getContentRevision();
  logger.info({ version, contentRevision, changed, errors: errors.length }, 'content synced');
  await deleteExpiredSessions();
  await sealStoredSecrets();
  await foldNames();
  await Promise.all([alignPassages(), makeCohortWords(), makeNoteWords()]);
  return { firstAdministrator: await offerFirstAdministrator() };
}
