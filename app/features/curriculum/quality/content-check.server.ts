import { relative, resolve, sep } from 'node:path';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import {
  sortProblems,
  toProblemLine,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { countOf } from '#app/words/numbers.ts';
import type { CheckOptions, CheckOrder } from './check-schema.ts';
import { findTarget } from './check-target.server.ts';
import { keepRead, type ReadFiles, readContentQuality } from './quality.server.ts';
import { type WaivedProblem, waiversFile } from './waivers.server.ts';

function isWithin(file: string, target: string): boolean {
  return file === target || file.startsWith(target + sep);
}

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
  const places = { contentDir, dataDir: cacheDir };
  const read: ReadFiles = new Map();
  const content = await loadContent(quality ? { ...places, onRead: keepRead(read) } : places);
  const { problems, courses, readable } = content;
  const judged =
    quality && readable
      ? await readContentQuality(content, read, places, today)
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

/** Checks content and hands over all lines at once (`checkContentTask`). */
export async function listChecked({ path, options }: CheckOrder) {
  const lines: string[] = [];
  const errors = await checkContent(path, (line) => lines.push(line), options);
  return { errors, lines };
}
