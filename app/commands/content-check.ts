import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { env } from '#app/env.server.ts';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import {
  sortProblems,
  toProblemLine,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { readContentQuality } from '#app/features/curriculum/quality/quality.server.ts';
import {
  type WaivedProblem,
  waiversFile,
} from '#app/features/curriculum/quality/waivers.server.ts';
import { dayOf } from '#app/time/days.ts';
import { countOf } from '#app/words/numbers.ts';

/** Where to look for content, and which part of it to report on. Both absolute. */
type Target = { contentDir: string; only: string | null };

/**
 * Works out what a path means: a content folder (it has `courses/`, or is a course by itself), or a folder or file
 * within one.
 * @throws Error in words for the terminal
 */
export function findTarget(typed: string): Target {
  // Also as the pages for authors and the messages of a running site name it: from the content folder on.
  const places = [
    resolve(typed),
    join(env.CONTENT_DIR, typed),
    join(env.CONTENT_DIR, 'courses', typed),
  ];
  const path = places.find((place) => existsSync(place));
  if (path === undefined) throw new Error(`There is no ${typed}.`);
  const isCourse = (folder: string) => existsSync(resolve(folder, 'course.mdx'));
  let folder = statSync(path).isDirectory() ? path : dirname(path);
  if (existsSync(resolve(folder, 'courses')) && !isCourse(folder))
    return { contentDir: folder, only: null };
  for (;;) {
    const above = dirname(folder);
    if (isCourse(folder)) {
      const root = dirname(above);
      const single = !above.endsWith(`${sep}courses`);
      return { contentDir: single ? folder : root, only: single && path === folder ? null : path };
    }
    if (existsSync(resolve(folder, 'courses')) && folder !== path)
      return { contentDir: folder, only: path };
    if (above === folder)
      throw new Error(`${path} is not in a content folder: no course.mdx above it.`);
    folder = above;
  }
}

function isWithin(file: string, target: string): boolean {
  return file === target || file.startsWith(target + sep);
}

/**
 * How to check. `today`: YYYY-MM-DD; `cacheDir`: where compiled files are kept between runs, null: nowhere; `quality`:
 * false leaves the rules P1 to P13 out; `showWaived`: lists what waivers took out.
 */
export type CheckOptions = {
  today: string;
  cacheDir?: string | null;
  quality?: boolean;
  showWaived?: boolean;
};

/** Quality findings that say more than a warning of the compiler at the same place. */
const overruled: Readonly<Record<string, string>> = {
  'missing-objective': 'P10-objective',
  'missing-feedback': 'P10-feedback',
};

function withoutOverruled(problems: readonly ContentProblem[]): ContentProblem[] {
  const at = ({ file, line }: ContentProblem, rule: string) => `${file}:${line}:${rule}`;
  const there = new Set(problems.map((problem) => at(problem, problem.rule)));
  return problems.filter((problem) => {
    const better = overruled[problem.rule];
    return better === undefined || !there.has(at(problem, better));
  });
}

/**
 * Checks content, what cadets would get (the compiler) and how good it is (rules P1 to P13), and writes every problem as
 * `file:line:column level rule message`, then one line of counts.
 * @param path a content folder, or a course, module or file in one; rules about a whole course see its course anyway
 * @param write takes the text, a line at a time
 * @returns the number of errors
 */
export async function checkContent(
  path: string,
  write: (line: string) => void,
  { today, cacheDir = null, quality = true, showWaived = false }: CheckOptions,
): Promise<number> {
  const { contentDir, only } = findTarget(path);
  const { problems, courses, readable } = await loadContent({ contentDir, dataDir: cacheDir });
  const judged =
    quality && readable
      ? await readContentQuality({ contentDir, dataDir: cacheDir }, today)
      : { problems: [], waived: [] };
  const isShown = ({ file }: ContentProblem) => {
    const absolute = resolve(contentDir, file);
    return only === null || isWithin(absolute, only);
  };
  const toShown = (problem: ContentProblem): ContentProblem => ({
    ...problem,
    file: relative(process.cwd(), resolve(contentDir, problem.file)),
  });
  const shown = sortProblems(withoutOverruled([...problems, ...judged.problems]).filter(isShown));
  for (const problem of shown) write(toProblemLine(toShown(problem)));
  const waived = judged.waived.filter(({ problem }) => isShown(problem));
  if (showWaived) for (const each of waived) write(toWaivedLine(each, toShown(each.problem)));
  const errors = shown.filter(({ level }) => level === 'error').length;
  const files = courses
    .flatMap((course) => course.items)
    .filter((item) => only === null || isWithin(resolve(contentDir, item.path), only)).length;
  const levels = `${countOf(errors, 'error')}, ${countOf(shown.length - errors, 'warning')}`;
  const hidden = waived.length === 0 ? '' : `, ${waived.length} waived`;
  write(`${countOf(files, 'content file')} checked: ${levels}${hidden}.`);
  return errors;
}

function toWaivedLine({ waiver }: WaivedProblem, { file, line, column, rule }: ContentProblem) {
  const { reason, by, until, place } = waiver;
  return `${file}:${line}:${column} waived ${rule} ${reason} (${by}, until ${until}, ${waiversFile}:${place.line})`;
}

/**
 * The folder for what the check keeps between runs, apart from the running site's; null if it cannot be written. It is
 * named by the code of the check, and what older code kept is thrown away: a changed rule is never answered from memory.
 */
function openCache(): string | null {
  const code = join(dirname(fileURLToPath(import.meta.url)), '../features/curriculum');
  const names = readdirSync(code, { recursive: true, encoding: 'utf8' });
  const name = sha256(
    names
      .filter((each) => /(?<!\.test)\.tsx?$/.test(each))
      .sort()
      .map((each) => readFileSync(join(code, each)))
      .join('\n'),
  ).slice(0, 16);
  const folder = join(env.DATA_DIR, 'cache', 'check');
  try {
    mkdirSync(join(folder, name), { recursive: true });
    for (const old of readdirSync(folder)) {
      if (old !== name) rmSync(join(folder, old), { recursive: true, force: true });
    }
    return join(folder, name);
  } catch {
    return null;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const words = process.argv.slice(2);
  const path = words.find((word) => !word.startsWith('--'));
  try {
    const errors = await checkContent(path ?? env.CONTENT_DIR, write, {
      today: dayOf(new Date(), env.TIME_ZONE),
      cacheDir: openCache(),
      quality: !words.includes('--no-quality'),
      showWaived: words.includes('--waived'),
    });
    process.exitCode = errors === 0 ? 0 : 1;
  } catch (cause) {
    write(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
