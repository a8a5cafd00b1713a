import { LRUCache } from 'lru-cache';
import type { OnRead } from '#app/features/curriculum/compiler/compile/written-page.server.ts';
import type { LoadedContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { filesOfCourse } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import { openCodeCache } from '#app/features/curriculum/compiler/files/code-cache.server.ts';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
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

type Places = { contentDir: string; dataDir: string | null };

/** What is known of files already, by `qualityKey`, where more is kept, and the files of which nothing is known. */
type Known = {
  known: Map<string, FileQuality>;
  directory: string | null;
  unread: ContentFile[];
};

const foldersOf = ({ courses }: LoadedContent) => courses.map(({ compiled }) => compiled.folder);

/** Recalls what this process, or one before, has found in the files. */
async function recall(content: LoadedContent, dataDir: string | null): Promise<Known> {
  const directory = await openCodeCache(dataDir, 'quality');
  const files = foldersOf(content).flatMap(filesOfCourse);
  // Of this run: all of its files at once, however many there are.
  const known = new Map<string, FileQuality>();
  await Promise.all(
    files.map(async (file) => {
      const key = qualityKey(file);
      const found =
        remembered.get(key) ?? (directory === null ? null : await readKnownQuality(directory, key));
      if (found === null) return;
      known.set(key, found);
      remembered.set(key, found);
    }),
  );
  const unread = files.filter((file) => file.readable && !known.has(qualityKey(file)));
  return { known, directory, unread };
}

/** Judges files one after the other, each in its turn, and keeps what is found. */
async function judge(
  files: readonly ContentFile[],
  read: ReadFiles,
  { known, directory }: Known,
): Promise<void> {
  for (const file of files) {
    const key = qualityKey(file);
    if (known.has(key)) continue;
    const work = () => read.get(key)?.() ?? readQuality(file);
    const quality = await inTurn(file.path, file.text, work);
    known.set(key, quality);
    remembered.set(key, quality);
    if (directory !== null) await keepQuality(directory, key, quality);
  }
}

/**
 * Judges some of the files of which nothing is known yet, for a check that nobody waits for.
 * @param read files that the compiler has just read (`keepRead`)
 * @returns how many are left
 */
export async function judgeSome(
  content: LoadedContent,
  read: ReadFiles,
  { dataDir }: Places,
  atMost: number,
): Promise<number> {
  const known = await recall(content, dataDir);
  await judge(known.unread.slice(0, atMost), read, known);
  return Math.max(0, known.unread.length - atMost);
}

/**
 * The quality check of content as it was loaded. After a save only the changed file is judged again.
 * @param read files that the compiler has just read (`keepRead`); emptied
 * @param dataDir where what was found is kept between processes; null: nowhere
 * @param today YYYY-MM-DD
 */
export async function readContentQuality(
  content: LoadedContent,
  read: ReadFiles,
  { contentDir, dataDir }: Places,
  today: string,
): Promise<QualityResult> {
  const waivers = await readWaivers(contentDir);
  const found = await recall(content, dataDir);
  await judge(found.unread, read, found);
  read.clear();
  return checkQuality(foldersOf(content), { today, waivers, known: found.known });
}
