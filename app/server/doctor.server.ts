import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { readRows, sql, tryToWrite } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { listPending } from '#app/db/migrate.server.ts';
import { explainFailure } from '#app/db/operator-words.server.ts';
import { env } from '#app/env.server.ts';
import { findNewestEventAt } from '#app/features/audit/queries.server.ts';
import {
  listContentProblems,
  listCourses,
} from '#app/features/curriculum/courses/queries.server.ts';
import { lookAtProvider } from '#app/features/people/single-sign-on/queries.server.ts';
import { openTransport } from '#app/mail/transport.server.ts';
import { countOf } from '#app/words/numbers.ts';
import {
  type Finding,
  judgeAddress,
  judgeClock,
  judgeMail,
  judgeNewestChange,
  judgeProxy,
  judgeRoom,
  judgeSecrets,
  judgeSilence,
  judgeSqliteDisk,
  judgeStranger,
  judgeTimekeeping,
} from './doctor-rules.ts';
import { storageFolders } from './readiness.server.ts';

/** Looks at a deployment from outside and inside, and changes nothing. */

const patience = 5_000;
const databaseFile = env.DATABASE_URL.slice('file:'.length);

/** Asks the site at the address that people type, on the way that they take. */
async function askSite(): Promise<Finding[]> {
  const { origin } = env.APP_URL;
  const signal = AbortSignal.timeout(patience);
  try {
    const answer = await fetch(`${origin}/readyz`, { signal, redirect: 'manual' });
    const told: unknown = await answer.json().catch(() => null);
    if (typeof told !== 'object' || told === null || !('ready' in told))
      return [judgeStranger(origin, answer.status), judgeProxy(env, false)];
    const apart =
      'clockSecondsApart' in told
        ? [judgeClock(Number(told.clockSecondsApart), 'the running server')]
        : [];
    return [
      { about: 'address', level: 'good', says: `Rapport answers at ${origin}.` },
      judgeProxy(env, 'untrustedProxy' in told),
      ...apart,
    ];
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return [judgeSilence(origin, cause), judgeProxy(env, false)];
  }
}

async function lookAtDisks(): Promise<Finding[]> {
  // That of a database is made with it.
  const folders = storageFolders.filter((folder) => folder === env.DATA_DIR || existsSync(folder));
  return (await Promise.all(folders.map(lookAtDisk))).flat();
}

async function lookAtDisk(folder: string): Promise<Finding[]> {
  try {
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return [judgeRoom(folder, bavail * bsize)];
  } catch {
    return [
      {
        about: 'disk',
        level: 'wrong',
        says: existsSync(folder)
          ? `This user cannot write ${folder}.`
          : `There is no folder ${folder}, or this user cannot see it.`,
        next: 'Make the folder and give it to the user that Rapport runs as, or set DATA_DIR; run the doctor as that user.',
      },
    ];
  }
}

async function lookAtDatabase(): Promise<Finding[]> {
  // To connect would make the file.
  if (provider === 'sqlite' && !existsSync(databaseFile))
    return [
      {
        about: 'database',
        level: 'doubtful',
        says: `There is no database at ${databaseFile} yet.`,
        next: 'Start Rapport, which makes it; or correct DATABASE_URL, if there should be one.',
      },
    ];
  try {
    const pending = await listPending();
    if (pending.length > 0)
      return [
        {
          about: 'database',
          level: 'doubtful',
          says: `The database lacks ${countOf(pending.length, 'migration')}.`,
          next: 'Back it up, then start this version of Rapport, which brings it up to date.',
        },
      ];
    await tryToWrite();
    const says = `The database takes changes (${provider === 'sqlite' ? 'SQLite' : 'PostgreSQL'}).`;
    const newest = await findNewestEventAt();
    const ahead = newest && (newest.getTime() - Date.now()) / 1000;
    const order = judgeNewestChange(ahead);
    return [
      { about: 'database', level: 'good', says },
      ...(order ? [order] : []),
      ...(await lookBehindDatabase()),
    ];
  } catch (error) {
    const words =
      error instanceof Error && /Rapport/.test(error.message)
        ? error.message
        : explainFailure(error);
    return [{ about: 'database', level: 'wrong', says: words }];
  }
}

/** What systemd says of the clock; where it is not, nothing. */
async function lookAtClock(): Promise<Finding[]> {
  const words = ['show', '--property=NTPSynchronized', '--value'];
  const said = await promisify(execFile)('timedatectl', words, { timeout: patience }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
  return [judgeTimekeeping(said) ?? []].flat();
}

/** Of PostgreSQL its clock, which other servers may share; of SQLite the disk under it. */
async function lookBehindDatabase(): Promise<Finding[]> {
  if (provider !== 'sqlite') {
    const [row] = await readRows<{ at: number }[]>(
      sql`SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION) AS "at"`,
    );
    return row ? [judgeClock(Date.now() / 1000 - row.at, 'the PostgreSQL server')] : [];
  }
  const { type } = await statfs(dirname(databaseFile));
  return [judgeSqliteDisk(databaseFile, type) ?? []].flat();
}

async function lookAtContent(): Promise<Finding[]> {
  const about = 'content';
  const [courses, problems] = await Promise.all([listCourses(), listContentProblems()]);
  const errors = problems.filter(({ level }) => level === 'error').length;
  if (courses.length === 0)
    return [
      {
        about,
        level: 'wrong',
        says: 'No course is published.',
        next: 'Put courses into the content folder, see content/README.md, and start Rapport.',
      },
    ];
  if (errors > 0)
    return [
      {
        about,
        level: 'doubtful',
        says: `Published: ${countOf(courses.length, 'course')}; ${countOf(errors, 'error')} held something back when content was last read.`,
        next: 'npm run content:check says where and what to write instead.',
      },
    ];
  return [
    {
      about,
      level: 'good',
      says: `Published: ${countOf(courses.length, 'course')}, without errors.`,
    },
  ];
}

/** Goes as far with the mail server as a mail would, and sends none. */
async function lookAtMail(): Promise<Finding[]> {
  if (env.SMTP_URL === undefined)
    return [
      {
        about: 'mail',
        level: 'good',
        says: 'No mail server is set: links are handed out by people.',
      },
    ];
  const { host } = new URL(env.SMTP_URL);
  const transport = await openTransport(env.SMTP_URL);
  try {
    await transport.greet();
    return [judgeMail(host, null)];
  } catch (error) {
    return [judgeMail(host, error)];
  } finally {
    transport.close();
  }
}

/** Whether the identity provider answers as the one that is set, and what it has to be told. */
async function lookAtSignOn(): Promise<Finding[]> {
  const about = 'sign-on';
  const { OIDC_ISSUER: issuer } = env;
  if (!issuer)
    return [{ about, level: 'good', says: 'No single sign-on is set: people use passwords.' }];
  const { problem, said, redirectUri } = await lookAtProvider();
  if (problem === null)
    return [
      {
        about,
        level: 'good',
        says: `${issuer} answers as the issuer that it should be. It has to send people back to ${redirectUri}.`,
      },
    ];
  if (problem === 'away')
    return [
      {
        about,
        level: 'wrong',
        says: `${issuer} does not answer (${said}): nobody can sign in with it.`,
        next: 'Check OIDC_ISSUER, the firewall, and the certificate (NODE_EXTRA_CA_CERTS for one of your own).',
      },
    ];
  return [
    {
      about,
      level: 'wrong',
      says: `What answers at ${issuer} is no such issuer (${said}).`,
      next: 'Set OIDC_ISSUER to the very text that stands as "issuer" in its /.well-known/openid-configuration.',
    },
  ];
}

/** Everything that can be said of this deployment, one thing after the other. */
export async function examine(): Promise<Finding[]> {
  const database = await lookAtDatabase();
  const isRight = database.every(({ level }) => level === 'good');
  return [
    judgeAddress(env),
    ...(await askSite()),
    judgeSecrets(env),
    ...(await lookAtDisks()),
    ...(await lookAtClock()),
    ...database,
    ...(isRight ? await lookAtContent() : []),
    ...(await lookAtMail()),
    ...(await lookAtSignOn()),
  ];
}
