import type { Head } from '#app/features/curriculum/compiler/files/frontmatter.server.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { defineTask } from '#app/features/curriculum/workshop/schema.ts';
import type { TextDiff } from './edition-diff.server.ts';

/** A file as it is on disk. `frontmatter` null: it has errors. */
export type FileOnDisk = {
  path: string;
  text: string;
  frontmatter: Head<ContentKind>['frontmatter'];
};

/** Finds the file of a thing by its content id; null: no file says it. */
export const findOnDiskTask = defineTask<string, FileOnDisk | null>('find a file on disk');

/** Compares two texts: a diff of long ones takes seconds. */
export const compareTextsTask = defineTask<{ before: string; after: string }, TextDiff>(
  'compare texts',
);
