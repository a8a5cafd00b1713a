import { db } from '#app/db/client.server.ts';
import { asOf } from './in-force-rules.ts';
import type { PublishedCourse } from './published-schema.ts';
import { readRevisions } from './revision-bodies.server.ts';
import { toTree } from './snapshot-tree.server.ts';

/**
 * The published tree, held in memory: pages read it, not the database. `nextRelease`: when it is another one by itself,
 * in ms since the epoch.
 */
export type Snapshot = {
  version: string;
  courses: readonly PublishedCourse[];
  nextRelease: number | null;
};

type State = { current: Promise<Snapshot> | null; checkedAt: number };

// The web server and the Remix build are two bundles with a copy of this module each: they share one snapshot.
const shared: typeof globalThis & { rapportCurriculum?: State } = globalThis;
shared.rapportCurriculum ??= { current: null, checkedAt: 0 };
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
  const stored = await db.contentItem.findMany({
    where: { OR: [{ retiredAt: null }, { pendingAt: { not: null } }] },
    orderBy: [{ courseId: 'asc' }, { position: 'asc' }],
  });
  const now = new Date();
  const rows = stored.map((row) => asOf(row, now));
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

/**
 * The published tree. What has a time to take force is in it from then on; the ticker says so to the database. Looks for
 * a newer sync at most every 5 s, and answers meanwhile with what it has.
 * @throws the database's error if nothing could be loaded yet
 */
export async function readSnapshot(): Promise<Snapshot> {
  const current = state.current ?? replace();
  const snapshot = await current;
  const now = Date.now();
  if (snapshot.nextRelease !== null && snapshot.nextRelease <= now) {
    // Whoever comes first loads the next one; all others wait for the same.
    return state.current === null || state.current === current ? replace() : state.current;
  }
  if (now - state.checkedAt > checkEvery) {
    state.checkedAt = now;
    refresh(snapshot).catch(() => undefined);
  }
  return snapshot;
}
