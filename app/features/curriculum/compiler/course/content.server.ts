import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  keepCompiled,
  readCompiled,
} from '#app/features/curriculum/compiler/compile/compile-cache.server.ts';
import {
  type CompileMemory,
  throughMemory,
} from '#app/features/curriculum/compiler/compile/compile-memory.server.ts';
import type { Compilation } from '#app/features/curriculum/compiler/compile/compiler.server.ts';
import { noFacts } from '#app/features/curriculum/compiler/compile/facts.server.ts';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import type { OnRead } from '#app/features/curriculum/compiler/compile/written-page.server.ts';
import { openCodeCache } from '#app/features/curriculum/compiler/files/code-cache.server.ts';
import {
  type ContentFile,
  type CourseFolder,
  readCourseFolder,
  refuseLinkedFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  fileStart,
  sortProblems,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { inTurn } from '#app/features/curriculum/compiler/files/turns.server.ts';
import type { CourseShelf } from '#app/features/curriculum/compiler/references/library.server.ts';
import type { ContentKind, ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { paths } from '#app/paths.ts';
import { filesOfCourse, placeFiles } from './course-order.server.ts';
import type { CompiledCourse } from './course-reports.server.ts';
import { checkCourses, checkLocalRules } from './course-rules.server.ts';
import { checkDrafts } from './draft-check.server.ts';
import { checkKits } from './kit-check.server.ts';
import { checkPracticals } from './practical-policy.server.ts';
import { checkQuizzes } from './quiz-policy.server.ts';
import { checkReleases } from './release-check.server.ts';
import { checkSounds, listSounds } from './sound-check.server.ts';

/** One thing to publish. `output` null: its file has errors, so what was published before stays. */
export type LoadedItem = {
  kind: ContentKind;
  id: string;
  moduleId: string | null;
  /** See `position-rules`. */
  position: number;
  path: string;
  source: string;
  output: Output | null;
  /** It links to a file whose id cannot be read now, so that link leads to the course for the time being. */
  provisional: boolean;
};

/** A course as found. `complete`: every one of its files is known by its id, so that what is missing is truly gone. */
export type LoadedCourse = {
  id: string | null;
  path: string;
  items: LoadedItem[];
  retired: string[];
  complete: boolean;
  compiled: CompiledCourse;
  shelf: CourseShelf;
};

/** All content as found. `readable` false: the content folder itself could not be read. */
export type LoadedContent = {
  courses: LoadedCourse[];
  problems: ContentProblem[];
  readable: boolean;
  /** How many files were compiled now, and how many came from the cache. */
  compiled: number;
  cached: number;
};

/**
 * `dataDir`: where compiled files and copies of assets are kept; null: nowhere (the check). Paths absolute. `memory`: what
 * was compiled before, for a preview that must be quick; filled on the way. `onRead`: who wants to know what is parsed.
 */
export type ContentPlaces = {
  contentDir: string;
  dataDir: string | null;
  /** Whether rules that the academy has not written are stood in for by the examples: in the demo academy only. */
  exampleRules?: boolean;
  memory?: CompileMemory;
  onRead?: OnRead;
};

type LocalRules = CourseShelf['localRules'];

async function findRulesIn(
  contentDir: string,
  folder: string,
  isExample: boolean,
): Promise<LocalRules> {
  const names = await readdir(join(contentDir, folder)).catch((): string[] => []);
  return new Map(
    names
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .map((name) => [
        name.slice(0, -'.md'.length),
        { path: join(contentDir, folder, name), file: `${folder}/${name}`, isExample },
      ]),
  );
}

/** The academy's own rules and, for the demo academy, examples of those that it has not written. */
async function findLocalRules(contentDir: string, examples: boolean): Promise<LocalRules> {
  const own = await findRulesIn(contentDir, 'local-rules', false);
  if (!examples) return own;
  return new Map([...(await findRulesIn(contentDir, 'local-rules/examples', true)), ...own]);
}

/** The folders of all courses; the content folder itself may be one course (as for a single course on its own). */
async function findCourses(
  contentDir: string,
  problems: ContentProblem[],
): Promise<{ folder: string; path: string }[]> {
  const single = await stat(join(contentDir, 'course.mdx')).catch(() => null);
  if (single !== null) return [{ folder: contentDir, path: '' }];
  const entries = await readdir(join(contentDir, 'courses'), { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isSymbolicLink()))
    problems.push(...refuseLinkedFolder(`courses/${name}`));
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => ({ folder: join(contentDir, 'courses', name), path: `courses/${name}` }))
    .sort((a, b) => a.path.localeCompare(b.path, 'en'));
}

/** The address of every file that can be linked to. One without a known id leads to its course for the time being. */
function linksOf(folder: CourseFolder): Map<string, string> {
  const courseId = folder.course.head.id ?? '';
  // What has no page of its own for readers leads to its course.
  const links = new Map(
    filesOfCourse(folder).map(({ inCourse }) => [inCourse, paths.course(courseId)]),
  );
  const lead = (
    file: ContentFile | null,
    id: string | null,
    address: (course: string, id: string) => string,
  ) => {
    if (file !== null && id !== null) links.set(file.inCourse, address(courseId, id));
  };
  for (const { module, lessons, practical, quiz } of folder.modules) {
    for (const file of lessons) lead(file, file.head.id, paths.lesson);
    lead(practical, module.head.id, paths.practical);
    lead(quiz, module.head.id, paths.quiz);
  }
  for (const file of folder.surveys) lead(file, file.head.id, paths.survey);
  return links;
}

async function compile(
  file: ContentFile,
  shelf: CourseShelf,
  cache: string | null,
  onRead?: OnRead,
) {
  const kept = cache === null ? null : await readCompiled(cache, file, shelf);
  if (kept !== null) return { compilation: kept, fresh: false };
  const { compileFile } = await import(
    '#app/features/curriculum/compiler/compile/compiler.server.ts'
  );
  const compiled = await inTurn(file.path, file.text, () => compileFile(file, shelf, onRead));
  if (cache !== null) await keepCompiled(cache, file, compiled);
  const { output, facts, problems } = compiled;
  return { compilation: { output, facts, problems }, fresh: true };
}

/** A file that could not be read or compiled for a reason that is not its author's: disk full, no permission. */
function failed(file: ContentFile, cause: unknown): Compilation {
  const report = createReport(file.path);
  const reason = cause instanceof Error ? cause.message : String(cause);
  report.error(
    'not-compiled',
    fileStart,
    `this file could not be compiled on this machine: ${reason}`,
  );
  return { output: null, facts: noFacts(), problems: report.problems };
}

/** Checks of courses as a whole, each on its own. What they report keeps a file from being published like any other error. */
const courseChecks: readonly ((courses: readonly CompiledCourse[]) => ContentProblem[])[] = [
  checkCourses,
  checkQuizzes,
  checkPracticals,
  checkKits,
  checkReleases,
  checkDrafts,
];

function toItems(course: CompiledCourse, broken: ReadonlySet<string>): LoadedItem[] {
  const { folder, files } = course;
  const compilations = new Map(files.map(({ file, compilation }) => [file.path, compilation]));
  // The address of a quiz or practical is that of its module.
  const addressed = [
    ...filesOfCourse(folder).map(({ head, inCourse }) => ({ id: head.id, inCourse })),
    ...folder.modules.flatMap(({ module, practical, quiz }) =>
      [module, practical, quiz].flatMap((file) =>
        file === null ? [] : [{ id: module.head.id, inCourse: file.inCourse }],
      ),
    ),
  ];
  const nameless = new Set(addressed.flatMap(({ id, inCourse }) => (id === null ? inCourse : [])));
  const toItem = (
    { kind, path, text, head }: ContentFile,
    moduleId: string | null,
    position: number,
  ): LoadedItem[] => {
    if (head.id === null) return [];
    const compilation = compilations.get(path);
    const output = broken.has(path) ? null : (compilation?.output ?? null);
    const provisional = compilation?.facts.links.some(({ path }) => nameless.has(path)) ?? false;
    return [{ kind, id: head.id, moduleId, position, path, source: text, output, provisional }];
  };
  return placeFiles(folder).flatMap(({ file, module, position }) =>
    toItem(file, module?.head.id ?? null, position),
  );
}

/**
 * Reads, checks and compiles all content. What is wrong anywhere is in `problems`, all of it, sorted; one broken file
 * never stops another.
 */
export async function loadContent({
  contentDir,
  dataDir,
  exampleRules = false,
  memory,
  onRead,
}: ContentPlaces): Promise<LoadedContent> {
  const nothing = { courses: [], compiled: 0, cached: 0 };
  const courses: (CompiledCourse & { shelf: CourseShelf })[] = [];
  const problems: ContentProblem[] = [];
  const fail = (file: string, cause: unknown): ContentProblem[] => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const report = createReport(file);
    report.error('unreadable', fileStart, `this folder cannot be read: ${reason}`);
    return report.problems;
  };
  const localRules = await findLocalRules(contentDir, exampleRules);
  let folders: { folder: string; path: string }[];
  try {
    folders = await findCourses(contentDir, problems);
  } catch (cause) {
    return { ...nothing, problems: fail('courses', cause), readable: false };
  }
  const cache = await openCodeCache(dataDir, 'compiled');
  let compiled = 0;
  let cached = 0;
  let unreadable = false;
  for (const { folder: absolute, path } of folders) {
    let folder: CourseFolder;
    try {
      folder = await readCourseFolder(absolute, path);
    } catch (cause) {
      problems.push(...fail(path, cause));
      unreadable = true;
      continue;
    }
    const shelf: CourseShelf = {
      folder: absolute,
      shownAs: path,
      localRules,
      sources: folder.sources,
      terms: folder.terms,
      kit: folder.kit,
      standards: folder.standards,
      links: linksOf(folder),
      assetDirectory: dataDir === null ? null : join(dataDir, 'assets'),
    };
    const files: CompiledCourse['files'] = [];
    // One after the other, in turn.
    for (const file of filesOfCourse(folder).filter(({ readable }) => readable)) {
      try {
        const { compilation, fresh } = await throughMemory(memory, file, shelf, () =>
          compile(file, shelf, cache, onRead),
        );
        if (fresh) compiled += 1;
        else cached += 1;
        files.push({ file, compilation });
      } catch (cause) {
        files.push({ file, compilation: failed(file, cause) });
      }
    }
    courses.push({ folder, files, shelf });
    problems.push(...checkSounds(await listSounds(absolute), { folder, files }));
    problems.push(...folder.problems, ...filesOfCourse(folder).flatMap((file) => file.problems));
    problems.push(...files.flatMap(({ compilation }) => compilation.problems));
  }
  problems.push(...courseChecks.flatMap((check) => check(courses)));
  problems.push(...checkLocalRules(localRules, courses));
  const broken = new Set(problems.filter(({ level }) => level === 'error').map(({ file }) => file));
  return {
    courses: courses.map((course): LoadedCourse => {
      const { folder } = course;
      return {
        id: folder.course.head.id,
        path: folder.path,
        items: toItems(course, broken),
        retired: folder.course.head.frontmatter?.retired ?? [],
        complete: filesOfCourse(folder).every((file) => file.head.id !== null),
        compiled: course,
        shelf: course.shelf,
      };
    }),
    problems: sortProblems(problems),
    readable: !unreadable,
    compiled,
    cached,
  };
}
