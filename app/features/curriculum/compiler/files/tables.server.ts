import type { Place } from './problems.server.ts';

/**
 * Records of `sources.yml` or `glossary.yml` by id; null: the record is there but has errors of its own. `places`: where
 * each stands.
 */
export type Table<T> = {
  records: ReadonlyMap<string, T | null>;
  places: ReadonlyMap<string, Place>;
  readable: boolean;
};

/** A file of a course as authors see it. `path` is '' if the course is the content folder itself. */
export function shownPath({ path }: { path: string }, inCourse: string): string {
  return path === '' ? inCourse : `${path}/${inCourse}`;
}
