import type { Place } from './problems.server.ts';

/**
 * Records of a YAML file of a course (`sources.yml` and the like) by id; null: the record is there but has errors of its
 * own. `placeOf`: where a key stands, by its path from the record's id on.
 */
export type Table<T> = {
  records: ReadonlyMap<string, T | null>;
  placeOf(path: readonly string[]): Place;
  readable: boolean;
};

/** A file of a course as authors see it. `path` is '' if the course is the content folder itself. */
export function shownPath({ path }: { path: string }, inCourse: string): string {
  return path === '' ? inCourse : `${path}/${inCourse}`;
}
