import { LRUCache } from 'lru-cache';
import type { OnRead } from '#app/features/curriculum/compiler/compile/written-page.server.ts';
import type { LoadedContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { filesOfCourse } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import { openCodeCache } from '#app/features/curriculum/compiler/files/code-cache.server.ts';
import { inTurn } from '#app/features/curriculum/compiler/files/turns.server.ts';
import { keepQuality, readKnownQuality } from './cache.server.ts';
import { checkQuality, type QualityResult, qualityKey } from './check.server.ts';
import { type FileQuality, readQuality, takeQuality } from './file.server.ts';
import { readWaivers } from './waivers.server.ts';

/** Files read lately by this process, so that after a save only the changed one is read again. */
const remembered = new LRUCache<string, FileQuality>({ max: 1000 });

/** What the compiler read on its way, not judged yet, by `qualityKey`: no file is parsed twice. */
export type ReadFiles = Map<string, () => FileQuality>;

/** Keeps of each page that the compiler reads what the quality check will ask for. */
export function keepRead(files: ReadFiles): OnRead {
  return (file, page) => files.set(qualityKey(file), takeQuality(file, page));
}

/**
 * The quality check of content as it was loaded. After a save only the changed file is judged again.
 * @param read files that the compiler has just read (`keepRead`); emptied
 * @param dataDir where what was found is kept between processes; null: nowhere
 * @param today YYYY-MM-DD
 */
export async function readContentQuality(
  { courses }: LoadedContent,
  read: ReadFiles,
  { contentDir, dataDir }: { contentDir: string; dataDir: string | null },
  today: string,
): Promise<QualityResult> {
  const folders = courses.map(({ compiled }) => compiled.folder);
  const waivers = await readWaivers(contentDir);
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
    const judge = () => read.get(key)?.() ?? readQuality(file);
    add(key, await inTurn(file.path, file.text, judge));
  }
  read.clear();
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
