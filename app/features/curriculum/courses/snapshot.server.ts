import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { db } from '#app/db/client.server.ts';
import { isHeldBack } from './hold-rules.ts';
import { asOf } from './in-force-rules.ts';
import { listOpenings } from './opening-queries.server.ts';
import type { PublishedCourse } from './published-schema.ts';
import { readRevisions } from './revision-bodies.server.ts';
import { toTree } from './snapshot-tree.server.ts';

/**
 * The published tree, held in memory: pages read it, not the database. `revision`: the same wherever the same is in
 * force. `nextRelease`: when it is another one by itself, in ms since the epoch.
 */
export type Snapshot = {
  version: string;
  revision: string;
  courses: readonly PublishedCourse[];
  nextRelease: number | null;
};

type State = {
  current: Promise<Snapshot> | null;
  checkedAt: number;
  looking: Promise<void> | null;
  /** What the request that runs has read. */
  ofRequest: AsyncLocalStorage<{ snapshot: Promise<Snapshot> | null }>;
};

// The web server and the Remix build are two bundles with a copy of this module each: they share one snapshot.
const shared: typeof globalThis & { rapportCurriculum?: State } = globalThis;
shared.rapportCurriculum ??= {
  current: null,
  checkedAt: 0,
  looking: null,
  ofRequest: new AsyncLocalStorage(),
};
const state = shared.rapportCurriculum;

/** How long nobody looks for a newer sync, and from when on a reader waits for that look, in ms. */
const checkEvery = 5_000;
const trustedFor = 10_000;

/** Drops the snapshot: the next reader waits for a new one. Called after a sync. */
export function forgetSnapshot(): void {
  state.current = null;
  const request = state.ofRequest.getStore();
  if (request) request.snapshot = null;
}

/** Runs what answers a request: all of it reads one snapshot, so that no page has parts of two editions. */
export function withOneSnapshot<T>(work: () => T): T {
  return state.ofRequest.run({ snapshot: null }, work);
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
  const openings = await listOpenings();
  const courses = toTree(inForce, revisions, (id, rules) => isHeldBack(id, rules, openings));
  const held = courses.flatMap(({ modules }) =>
    modules.flatMap(({ heldBack }) => heldBack.map(({ id }) => `held ${id}`)),
  );
  const ids = [...inForce.map(({ revisionId }) => revisionId), ...held].sort();
  const revision = createHash('sha256').update(ids.join()).digest('hex').slice(0, 8);
  return { version, revision, courses, nextRelease };
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

function look(snapshot: Snapshot): Promise<void> {
  state.looking ??= refresh(snapshot)
    .catch(() => undefined)
    .finally(() => {
      state.checkedAt = Date.now();
      state.looking = null;
    });
  return state.looking;
}

async function readNewest(): Promise<Snapshot> {
  const current = state.current ?? replace();
  const snapshot = await current;
  const now = Date.now();
  if (snapshot.nextRelease !== null && snapshot.nextRelease <= now) {
    // Whoever comes first loads the next one; all others wait for the same.
    return state.current === null || state.current === current ? replace() : state.current;
  }
  const age = now - state.checkedAt;
  if (age <= checkEvery) return snapshot;
  const looked = look(snapshot);
  if (age <= trustedFor) return snapshot;
  await looked;
  return state.current ?? replace();
}

/**
 * The published tree; in a request the same for all of it. What has a time to take force is in it from then on; the ticker
 * says so to the database. What another process published is in it after 10 s at most: every 5 s a reader looks for it and
 * goes on with what is there, and one that comes when nobody has looked for 10 s waits for the look.
 * @throws the database's error if nothing could be loaded yet
 */
export function readSnapshot(): Promise<Snapshot> {
  const request = state.ofRequest.getStore();
  if (!request) return readNewest();
  request.snapshot ??= readNewest();
  return request.snapshot;
}
