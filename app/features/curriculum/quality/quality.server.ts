import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { filesOfCourse } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import { openCodeCache } from '#app/features/curriculum/compiler/files/code-cache.server.ts';
import {
  type CourseFolder,
  readCourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { keepQuality, readKnownQuality } from './cache.server.ts';
import { checkQuality, type QualityResult, qualityKey } from './check.server.ts';
import { type FileQuality, readQuality } from './file.server.ts';
import { readWaivers } from './waivers.server.ts';

/** Files read lately by this process, so that after a save only the changed one is read again. */
const remembered = new LRUCache<string, FileQuality>({ max: 1000 });

async function findFolders(contentDir: string): Promise<CourseFolder[]> {
  const single = await stat(join(contentDir, 'course.mdx')).catch(() => null);
  if (single !== null) return [await readCourseFolder(contentDir, '')];
  const entries = await readdir(join(contentDir, 'courses'), { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en'));
  return Promise.all(
    names.map((name) => readCourseFolder(join(contentDir, 'courses', name), `courses/${name}`)),
  );
}

/**
 * The quality check of a content folder as it is on disk now. After a save only the changed file is read again.
 * @param dataDir where what was read is kept between processes; null: nowhere
 * @param today YYYY-MM-DD
 * @throws if the content folder cannot be listed
 */
export async function readContentQuality(
  { contentDir, dataDir }: { contentDir: string; dataDir: string | null },
  today: string,
): Promise<QualityResult> {
  const [folders, waivers] = await Promise.all([findFolders(contentDir), readWaivers(contentDir)]);
  const directory = await openCodeCache(dataDir, 'quality');
  const keys = folders.flatMap(filesOfCourse).map(qualityKey);
  // Of this run: all of its files at once, however many there are.
  const known = new Map<string, FileQuality>();
  const add = (key: string, quality: FileQuality) => {
    known.set(key, quality);
    remembered.set(key, quality);
  };
  for (const key of keys) {
    const quality = remembered.get(key);
    if (quality !== undefined) known.set(key, quality);
  }
  const missing = keys.filter((key) => !known.has(key));
  const kept = new Set<string>();
  if (directory !== null) {
    await Promise.all(
      missing.map(async (key) => {
        const quality = await readKnownQuality(directory, key);
        if (quality === null) return;
        add(key, quality);
        kept.add(key);
      }),
    );
  }
  for (const file of folders.flatMap(filesOfCourse)) {
    const key = qualityKey(file);
    if (!file.readable || known.has(key)) continue;
    add(key, readQuality(file));
    // A whole course takes seconds: a server goes on answering in between.
    await setImmediate();
  }
  const result = checkQuality(folders, { today, waivers, known });
  if (directory !== null) {
    const fresh = missing.filter((key) => !kept.has(key));
    await Promise.all(
      fresh.map(async (key) => {
        const quality = known.get(key);
        if (quality !== undefined) await keepQuality(directory, key, quality);
      }),
    );
  }
  return result;
}
