import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { tryToWrite } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { env } from '#app/env.server.ts';
import {
  getContentRevision,
  listContentProblems,
  listCourses,
} from '#app/features/curriculum/courses/queries.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { stopping } from '#app/http/stopping.server.ts';
import { secondsApart } from '#app/time/steady-clock.server.ts';
import { version } from '#app/version.server.ts';

/** Where this machine stores things: in DATA_DIR and, with SQLite, beside the database. */
export const storageFolders: readonly string[] = [
  ...new Set([
    env.DATA_DIR,
    ...(provider === 'sqlite' ? [dirname(resolve(env.DATABASE_URL.slice('file:'.length)))] : []),
  ]),
];

// Less is what machines that keep their time differ by.
export const clockTolerance = 5;

/** Whether requests can be served, also after the next few seconds, and in what state database and content are. */
export type Readiness = {
  ready: boolean;
  version: string;
  /** `only to be read`: its disk is full, it takes no changes, or its file was moved. */
  database: 'usable' | 'only to be read' | 'unusable';
  /** `last good revisions`: some files have errors; what was published before them is still served. */
  content?: 'current' | 'last good revisions' | 'none';
  contentErrors?: number;
  /** What is in force. */
  contentRevision?: string;
  /** By how much the system's clock was set since the start; this server goes on as it was. */
  clockSecondsApart?: number;
};

/** Asks the database and the published curriculum; never throws. */
export async function checkReadiness(): Promise<Readiness> {
  try {
    const writable =
      (await takesChanges()) &&
      (await Promise.all(storageFolders.map((folder) => hasRoom(folder)))).every(Boolean);
    const [courses, problems, contentRevision] = await Promise.all([
      listCourses(),
      listContentProblems(),
      getContentRevision(),
    ]);
    const contentErrors = problems.filter((problem) => problem.level === 'error').length;
    const content =
      courses.length === 0 ? 'none' : contentErrors > 0 ? 'last good revisions' : 'current';
    const database = writable ? 'usable' : 'only to be read';
    const ready = writable && content !== 'none' && !stopping.signal.aborted;
    const clockSecondsApart = secondsApart();
    const told: Readiness = { ready, version, database, content, contentErrors, contentRevision };
    return Math.abs(clockSecondsApart) < clockTolerance ? told : { ...told, clockSecondsApart };
  } catch (error) {
    logger.error({ err: error }, 'not ready');
    return { ready: false, version, database: 'unusable' };
  }
}

/** Whether the database takes changes; one that another program holds for a moment does. @throws when it does not answer. */
async function takesChanges(): Promise<boolean> {
  try {
    await tryToWrite();
    return true;
  } catch (error) {
    if (!isStorageFailure(error) || error.reason === 'away') throw error;
    const passes = error.reason === 'held' || error.reason === 'busy';
    if (!passes) logger.error({ err: error.cause }, 'not ready');
    return passes;
  }
}

/** A few answers of everybody: with less than that, the next one may be refused. */
const leastRoomBytes = 16 * 1024 * 1024;

/** Whether the disk under a folder has room for what is stored next. */
export async function hasRoom(folder: string, leastBytes = leastRoomBytes): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < leastBytes) logger.error({ folder, free }, 'the disk is full');
  return free >= leastBytes;
}
