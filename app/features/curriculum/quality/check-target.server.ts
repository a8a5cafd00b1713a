import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { env } from '#app/env.server.ts';

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

/** The folder for what the check keeps between runs, apart from the running site's; null if it cannot be written. */
export function openCheckFolder(): string | null {
  const folder = join(env.DATA_DIR, 'cache', 'check');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return null;
  }
}
