import { db, isInTransaction } from '#app/db/client.server.ts';
import { releaseDue } from '#app/features/curriculum/publishing/release-mutations.server.ts';
import { logger } from '#app/http/logger.server.ts';
import type { PublishedCourse } from './published-schema.ts';
import { readRevisions } from './revision-bodies.server.ts';
import { toTree } from './snapshot-tree.server.ts';

/** The published tree, held in memory: pages read it, not the database. `nextRelease`: ms since the epoch. */
export type Snapshot = {
  version: string;
  courses: readonly PublishedCourse[];
  nextRelease: number | null;
};

type State = { current: Promise<Snapshot> | null; checkedAt: number; releasedAt: number };

// The web server and the Remix build are two bundles with a copy of this module each: they share one snapshot.
const shared: typeof globalThis & { rapportCurriculum?: State } = globalThis;
shared.rapportCurriculum ??= { current: null, checkedAt: 0, releasedAt: 0 };
const state = shared.rapportCurriculum;

const checkEvery = 5_000;

/** Drops the snapshot: the next reader waits for a new one. Called after a sync. */
export function forgetSnapshot(): void {
  state.current = null;
}

async function findVersion(): Promise<string> {
  const sync = await db.contentSync.findFirst({
    orderBy: { id: 'desc' },
    select: { id: true, at: true },
  });
  return sync === null ? 'none' : `${sync.id} ${sync.at.toISOString()}`;
}

async function load(): Promise<Snapshot> {
  const version = await findVersion();
  const rows = await db.contentItem.findMany({
    where: { OR: [{ retiredAt: null }, { pendingAt: { not: null } }] },
    orderBy: [{ courseId: 'asc' }, { position: 'asc' }],
  });
  const inForce = rows.filter(({ retiredAt }) => retiredAt === null);
  const revisions = await readRevisions(inForce.map(({ revisionId }) => revisionId));
  const times = rows.flatMap(({ pendingAt }) => pendingAt?.getTime() ?? []);
  const nextRelease = times.length === 0 ? null : Math.min(...times);
  return { version, courses: toTree(inForce, revisions), nextRelease };
}

function replace(): Promise<Snapshot> {
  const next = load();
  state.current = next;
  state.checkedAt = Date.now();
  next.catch(() => {
    if (state.current === next) state.current = null;
  });
  return next;
}

/** Looks whether another process has synced since. Readers go on with what they have; a failed look changes nothing. */
async function refresh(snapshot: Snapshot): Promise<void> {
  const before = state.current;
  if ((await findVersion()) === snapshot.version) return;
  const next = await load();
  // Unless a sync here has meanwhile called for a newer one.
  if (state.current === before) state.current = Promise.resolve(next);
}

/** Puts what is due in force before it is read; a database that cannot be written just now leaves things as they are. */
async function release(snapshot: Snapshot): Promise<Snapshot> {
  state.releasedAt = Date.now();
  try {
    await releaseDue();
    return await (state.current ?? replace());
  } catch (error) {
    logger.error({ err: error }, 'a scheduled release failed');
    return snapshot;
  }
}

/**
 * The published tree. What has a time to take force does so with the first reader after it. Looks for a newer sync at
 * most every 5 s, and answers meanwhile with what it has.
 * @throws the database's error if nothing could be loaded yet
 */
export async function readSnapshot(): Promise<Snapshot> {
  const snapshot = await (state.current ?? replace());
  const isDue = snapshot.nextRelease !== null && snapshot.nextRelease <= Date.now();
  // One that failed is tried again, though not by every reader.
  // A reader inside a transaction leaves it to the next one outside: a release is a transaction of its own.
  if (isDue && !isInTransaction() && Date.now() - state.releasedAt > checkEvery)
    return release(snapshot);
  if (Date.now() - state.checkedAt > checkEvery) {
    state.checkedAt = Date.now();
    refresh(snapshot).catch(() => undefined);
  }
  return snapshot;
}
