import type { ContentPlaces } from '#app/features/curriculum/compiler/course/content.server.ts';
import type { ChangeClass } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { ContentKind, ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { defineTask } from '#app/features/curriculum/workshop/schema.ts';
import type { CandidateCourse } from './rules.ts';

/** A revision's row but for its time. */
export type Revision = {
  id: string;
  kind: ContentKind;
  contentId: string;
  edition: number;
  change: ChangeClass | null;
  title: string;
  source: string;
  bodyJson: string;
  keyJson: string | null;
};

/** A course as found, with its revisions by their ids, when each thing is to take force, and the ids of its drafts. */
export type FoundCourse = CandidateCourse & {
  revisions: Map<string, Revision>;
  releases: Map<string, Date>;
  drafts: string[];
};

/** All content as a publication needs it. `readable` false: the content folder itself could not be read. */
export type FoundContent = {
  courses: FoundCourse[];
  problems: ContentProblem[];
  readable: boolean;
};

/** Reads all content for a publication. */
export const findContentTask = defineTask<ContentPlaces, FoundContent>('find content');
