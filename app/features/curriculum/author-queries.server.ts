import { join } from 'node:path';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { kindOfFile, whatCadetsSee } from './author-rules.ts';
import { readHead } from './frontmatter.server.ts';
import { createReport } from './problems.server.ts';
import type { PublishedCourse } from './published-schema.ts';
import { listContentProblems, listCourses } from './queries.server.ts';
import type { ContentProblem } from './schema.ts';
import { readTextFile } from './text-file.server.ts';

/** The curriculum as authors see it: what is published, and what is wrong with the files. */

/** A file with problems. `standing`: what cadets see meanwhile. */
export type ProblemFile = {
  file: string;
  level: ContentProblem['level'];
  standing: string;
  problems: ContentProblem[];
};

/** All courses, when each revision of theirs was published, and every problem, files with errors first. */
export type AuthorOverview = {
  courses: PublishedCourse[];
  /** By content id. */
  publishedAt: Record<string, Date>;
  problemFiles: ProblemFile[];
  /** The academy's zone (IANA), for showing times. */
  timeZone: string;
};

/** What is published now and what the last sync found wrong. */
export async function getAuthorOverview(): Promise<AuthorOverview> {
  const [courses, problems, items] = await Promise.all([
    listCourses(),
    listContentProblems(),
    db.contentItem.findMany({
      where: { retiredAt: null },
      select: { contentId: true, title: true, revisionId: true, updatedAt: true },
    }),
  ]);
  const byFile = new Map<string, ContentProblem[]>();
  for (const problem of problems)
    byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  const problemFiles = await Promise.all(
    [...byFile].map(async ([file, found]): Promise<ProblemFile> => {
      const level = found.some((problem) => problem.level === 'error') ? 'error' : 'warning';
      const id = await findId(file);
      const published = items.find(({ contentId }) => contentId === id) ?? null;
      const standing = whatCadetsSee(kindOfFile(file), published, level);
      return { file, level, standing, problems: found };
    }),
  );
  return {
    courses,
    publishedAt: Object.fromEntries(items.map((item) => [item.contentId, item.updatedAt])),
    problemFiles: problemFiles.sort((a, b) => (a.level < b.level ? -1 : a.level > b.level ? 1 : 0)),
    timeZone: env.TIME_ZONE,
  };
}

/** The content id that a file names now, or, where it cannot be read, the one its name suggests. */
async function findId(file: string): Promise<string | null> {
  const kind = kindOfFile(file);
  if (!kind) return null;
  const report = createReport(file);
  const text = await readTextFile(join(env.CONTENT_DIR, file), report);
  const id = text === null ? null : readHead(kind, text, report).id;
  return id ?? suggestId(file);
}

function suggestId(file: string): string | null {
  const [name = '', folder = ''] = file.split('/').reverse();
  const kind = kindOfFile(file);
  const stem = kind === 'lesson' || kind === 'survey' ? name.replace(/\.mdx$/, '') : folder;
  return stem.replace(/^\d+-/, '') || null;
}
