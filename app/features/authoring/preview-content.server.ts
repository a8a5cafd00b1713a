import { env } from '#app/env.server.ts';
import { createCompileMemory } from '#app/features/curriculum/compiler/compile/compile-memory.server.ts';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import {
  judgeSome,
  keepRead,
  type ReadFiles,
  readContentQuality,
} from '#app/features/curriculum/quality/quality.server.ts';
import type { FileOnDisk } from './edition-schema.ts';
import { type ContentState, readContentState } from './preview-changes.server.ts';

/** The content folder as it is on disk now, published or not. After a save only the changed file is compiled. */

/** All content as found, and how the folder stood then. */
export type DiskContent = { state: ContentState; content: LoadedContent };

const places = {
  contentDir: env.CONTENT_DIR,
  dataDir: env.DATA_DIR,
  exampleRules: env.RAPPORT_DEMO,
};
const memory = createCompileMemory();
const read: ReadFiles = new Map();
let disk: { state: ContentState; content: Promise<LoadedContent> } | null = null;
let quality: { key: string; problems: Promise<ContentProblem[]> } | null = null;
/** What was found last time, for pages that do not wait for the check. */
let lastProblems: ContentProblem[] = [];

/** Reads and compiles what is on disk now; what has not changed since the last time is not read again. */
export async function readDisk(): Promise<DiskContent> {
  const state = await readContentState();
  if (disk?.state.all !== state.all) {
    memory.around = state.around;
    const content = loadContent({ ...places, memory, onRead: keepRead(read) });
    const entry = { state, content };
    disk = entry;
    content.catch(() => {
      if (disk === entry) disk = null;
    });
  }
  return { state: disk.state, content: await disk.content };
}

/**
 * What the quality check finds in what is on disk, waivers applied; nothing if they cannot be read.
 * @param today YYYY-MM-DD, by the clock of who asks: this thread's is the machine's, which may be set meanwhile
 */
export async function readDiskQuality(
  { state, content }: DiskContent,
  today: string,
): Promise<ContentProblem[]> {
  const key = `${state.all} ${today}`;
  if (quality?.key !== key) {
    quality = {
      key,
      problems: readContentQuality(content, read, places, today).then(
        ({ problems }) => problems,
        () => [],
      ),
    };
  }
  lastProblems = await quality.problems;
  return lastProblems;
}

/** Judges files that nobody has judged yet, so many at most. @returns how many are left */
export function judgeDisk({ content }: DiskContent, atMost: number): Promise<number> {
  return judgeSome(content, read, places, atMost);
}

/** Goes on with the check of what is on disk now (`judgeFilesTask`). */
export const judgeFiles = async (atMost: number): Promise<number> =>
  judgeDisk(await readDisk(), atMost);

/** What the quality check found the last time it ran: at hand, and perhaps no longer true. */
export function recallDiskQuality(): readonly ContentProblem[] {
  return lastProblems;
}

/** Finds the file of a thing (`findOnDiskTask`). */
export async function findOnDisk(contentId: string): Promise<FileOnDisk | null> {
  const { content } = await readDisk();
  const files = content.courses.flatMap(({ compiled }) => compiled.files);
  const file = files.find((each) => each.file.head.id === contentId)?.file;
  return file === undefined
    ? null
    : { path: file.path, text: file.text, frontmatter: file.head.frontmatter };
}
