import { filesOfCourse } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import type {
  ContentFile,
  CourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { canonicalJson, sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { sortProblems } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { shownPath } from '#app/features/curriculum/compiler/files/tables.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { findCopies } from './copies.server.ts';
import { checkCourseQuality, type ReadCourse } from './course.server.ts';
import { type FileQuality, readQuality } from './file.server.ts';
import { applyWaivers, noWaivers, type WaivedProblem, type Waivers } from './waivers.server.ts';

/**
 * The quality check: the rules P1 to P13 of the curriculum's quality criteria. What it finds never stops publication: it
 * fails `npm run content:check` (errors) and shows in the author's pages, while what the compiler finds keeps a file
 * from cadets. So an urgent correction of a fact is never held up by a long sentence.
 */

/** `today`: the day it is for the academy, YYYY-MM-DD. `known`: files read before, by `qualityKey`; filled on the way. */
export type QualityOptions = {
  today: string;
  waivers?: Waivers;
  known?: Map<string, FileQuality>;
};

/** What is left after waivers, sorted by place, and what they took out. */
export type QualityResult = { problems: ContentProblem[]; waived: WaivedProblem[] };

/** What a file's own findings depend on, as a key. */
export function qualityKey({ kind, path, text }: ContentFile): string {
  return sha256(canonicalJson({ kind, path, text }));
}

function read(file: ContentFile, known: Map<string, FileQuality>): FileQuality {
  const key = qualityKey(file);
  const before = known.get(key);
  if (before !== undefined) return before;
  const quality = readQuality(file);
  known.set(key, quality);
  return quality;
}

/**
 * Checks courses against the quality rules. Pure but for `known`. Files with syntax errors are passed over: the compiler
 * reports those first.
 */
export function checkQuality(
  folders: readonly CourseFolder[],
  { today, waivers = noWaivers, known = new Map() }: QualityOptions,
): QualityResult {
  const courses = folders.map((folder): ReadCourse => {
    const files = filesOfCourse(folder).filter(({ readable }) => readable);
    return { folder, files: files.map((file) => ({ file, quality: read(file, known) })) };
  });
  const all = courses.flatMap(({ files }) => files);
  const found = [
    ...all.flatMap(({ quality }) => quality.problems),
    ...courses.flatMap((course) => checkCourseQuality(course, today)),
    ...findCopies(
      all
        .filter(({ file }) => file.kind === 'lesson')
        .map(({ file, quality }) => ({ path: file.path, quality })),
    ),
  ];
  const tables = new Set(folders.map((folder) => shownPath(folder, 'sources.yml')));
  const byPath = new Map(all.map((each) => [each.file.path, each]));
  const linesOf = (path: string) => {
    const each = byPath.get(path);
    if (each === undefined) return tables.has(path) ? { lines: [], checked: true } : null;
    return { lines: each.file.text.split('\n'), checked: each.quality.read };
  };
  // Nobody gets a draft: what is to be mended in it is advice as yet.
  const isDraft = (path: string) => {
    const file = byPath.get(path)?.file;
    // Frontmatter with errors may still say it.
    return file?.head.frontmatter?.draft ?? /^draft: true\b/m.test(file?.text ?? '');
  };
  const judged = found.map(
    (problem): ContentProblem =>
      isDraft(problem.file) ? { ...problem, level: 'warning' } : problem,
  );
  const { problems, waived } = applyWaivers(judged, waivers, linesOf, today);
  return { problems: sortProblems(problems), waived };
}
