import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { env } from '#app/env.server.ts';
import { sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { stopping } from '#app/http/stopping.server.ts';

/** What the content folder looks like now, and waiting for it to look otherwise. Nothing is written. */

/**
 * How the files of a folder stand, as short texts that change when a file does. `all`: of every file; `around`: of those
 * that are no pages (sources, terms, pictures, local rules).
 */
export type ContentState = { all: string; around: string };

type Found = { folders: string[]; files: { path: string; stamp: string }[] };

// What editors put beside a file while they write it.
const isPassing = (name: string) =>
  name.startsWith('.') || name.endsWith('~') || /^\d+$/.test(name);

async function walk(folder: string, found: Found): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  found.folders.push(folder);
  await Promise.all(
    entries.map(async (entry) => {
      if (isPassing(entry.name)) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path, found);
      const file = await stat(path).catch(() => null);
      if (file !== null)
        found.files.push({ path, stamp: `${path} ${file.mtimeMs} ${file.size} ${file.ino}` });
    }),
  );
}

function toState({ files, folders }: Found): ContentState {
  const empty = folders.map((path) => ({ path, stamp: path }));
  const stamps = [...files, ...empty].sort((a, b) => (a.path < b.path ? -1 : 1));
  const digest = (some: typeof files) =>
    sha256(some.map(({ stamp }) => stamp).join('\n')).slice(0, 16);
  return {
    all: digest(stamps),
    around: digest(stamps.filter((file) => !file.path.endsWith('.mdx'))),
  };
}

/** How the content folder stands now. A folder that is not there is an empty one. */
export async function readContentState(contentDir = env.CONTENT_DIR): Promise<ContentState> {
  const found: Found = { folders: [], files: [] };
  await walk(contentDir, found);
  return toState(found);
}

type Watch = { listeners: Set<() => void>; folders: Map<string, FSWatcher>; end?: NodeJS.Timeout };

// One watch a folder, whoever waits; kept a while, as the next wait begins when a page has been brought up to date.
const watches = new Map<string, Watch>();
const keepWatching = 60_000;

async function watchFolders(contentDir: string, { folders, listeners }: Watch): Promise<void> {
  const found: Found = { folders: [], files: [] };
  await walk(contentDir, found);
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const folder of found.folders) {
    if (folders.has(folder)) continue;
    try {
      const watcher = watch(folder, { persistent: false }, tell);
      watcher.on('error', () => folders.delete(folder));
      folders.set(folder, watcher);
    } catch {
      // No more watches to be had, or a kind of drive that tells nothing: it is looked at by the clock.
    }
  }
  for (const [folder, watcher] of folders) {
    if (relative(contentDir, folder) === '' || found.folders.includes(folder)) continue;
    watcher.close();
    folders.delete(folder);
  }
}

function endWatch(contentDir: string): void {
  for (const watcher of watches.get(contentDir)?.folders.values() ?? []) watcher.close();
  watches.delete(contentDir);
}

// Editors empty a file before they fill it; drives that tell nothing are looked at now and then.
const settleTime = 15;
const lookAgain = 2_000;

/**
 * Waits until the content folder no longer stands as it did: at once if it does not now.
 * @param since `ContentState.all` as the page that waits was made from it
 * @param limit ms after which it returns all the same
 */
export async function waitForChange(
  since: string,
  signal: AbortSignal,
  limit = 25_000,
  contentDir = env.CONTENT_DIR,
): Promise<void> {
  const own: Watch = watches.get(contentDir) ?? { listeners: new Set(), folders: new Map() };
  watches.set(contentDir, own);
  clearTimeout(own.end);
  let wake: () => void = () => undefined;
  let changed = false;
  let ended = false;
  const listener = () => {
    changed = true;
    wake();
  };
  const end = () => {
    ended = true;
    wake();
  };
  own.listeners.add(listener);
  // A page that waits must not hold up a server that stops.
  const over = AbortSignal.any([signal, stopping.signal]);
  over.addEventListener('abort', end);
  const timer = setTimeout(end, limit);
  try {
    await watchFolders(contentDir, own);
    while (!ended && !over.aborted) {
      if ((await readContentState(contentDir)).all !== since) return;
      changed = false;
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, lookAgain).unref();
        if (changed || ended) done();
      });
      if (changed) await new Promise((done) => setTimeout(done, settleTime));
    }
  } finally {
    clearTimeout(timer);
    own.listeners.delete(listener);
    over.removeEventListener('abort', end);
    if (own.listeners.size === 0) {
      own.end = setTimeout(() => endWatch(contentDir), keepWatching).unref();
    }
  }
}
