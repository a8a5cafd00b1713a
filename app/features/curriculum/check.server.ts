import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { env } from '#app/env.server.ts';
import { loadContent } from './content.server.ts';
import { toProblemLine } from './problems.server.ts';
import type { ContentProblem } from './schema.ts';

/** Where to look for content, and which part of it to report on. Both absolute. */
type Target = { contentDir: string; only: string | null };

/**
 * Works out what a path means: a content folder (it has `courses/`, or is a course by itself), or a folder or file
 * within one.
 * @throws Error in words for the terminal
 */
export function findTarget(path: string): Target {
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
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
 * Checks content and writes every problem as `file:line:column level rule message`, then one line of summary.
 * @param path a content folder, or a course, module or file in one
 * @param write takes the text, a line at a time
 * @returns the number of errors
 */
export async function checkContent(path: string, write: (line: string) => void): Promise<number> {
  const { contentDir, only } = findTarget(resolve(path));
  const { problems, courses } = await loadContent({ contentDir, dataDir: null });
  const shown = problems.flatMap((problem): ContentProblem[] => {
    const absolute = resolve(contentDir, problem.file);
    if (only !== null && !isWithin(absolute, only)) return [];
    return [{ ...problem, file: relative(process.cwd(), absolute) }];
  });
  for (const problem of shown) write(toProblemLine(problem));
  const errors = shown.filter(({ level }) => level === 'error').length;
  const files = courses
    .flatMap((course) => course.items)
    .filter((item) => only === null || isWithin(resolve(contentDir, item.path), only)).length;
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  write(
    `${count(files, 'content file')} checked: ${count(errors, 'error')}, ${count(shown.length - errors, 'warning')}.`,
  );
  return errors;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const errors = await checkContent(process.argv[2] ?? env.CONTENT_DIR, write);
    process.exitCode = errors === 0 ? 0 : 1;
  } catch (cause) {
    write(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
