import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import type { Published } from '#app/features/curriculum/publishing/rules.ts';
import { defineTask } from '#app/features/curriculum/workshop/schema.ts';
import type { AuthorRow } from './author-rules.ts';

/** A file with problems and no row of its own. `standing`: what cadets see meanwhile. */
export type ProblemFile = {
  file: string;
  level: ContentProblem['level'];
  standing: string;
  problems: ContentProblem[];
};

/** A module with its rows; surveys and the course's own page come without a module. */
type AuthorSection = { id: string; title: string | null; rows: AuthorRow[] };

/** A course as on disk. */
export type AuthorCourse = { id: string; title: string; sections: AuthorSection[] };

/** Something published whose id stands in no file. */
type Gone = { id: string; kind: string; title: string };

/** A local rule that lessons ask for and no file states, and the files that ask. `heldBack`: no cadet gets it without. */
export type OpenRule = {
  id: string;
  files: { file: string; title: string; heldBack: boolean }[];
};

/**
 * Everything an author may have to look at. `heldBack`: what the last sync refused; `otherFiles`: problems of sources,
 * waivers and other files without a page; `gone`: published, and no file says it any more; `unsure`: published, and
 * perhaps in a file that cannot be read.
 */
export type AuthorOverview = {
  courses: AuthorCourse[];
  heldBack: ProblemFile[];
  otherFiles: ProblemFile[];
  gone: Gone[];
  unsure: Gone[];
  /** How many files have not been judged yet: what the quality check would find in any file is missing. */
  unchecked: number;
  openRules: OpenRule[];
  /** Revisions in force of the quizzes, by their content ids. */
  quizRevisions: Record<string, string>;
  readable: boolean;
  timeZone: string;
};

/** A published thing, and the revision of it that waits. */
export type StoredItem = Published & {
  pendingAt: Date | null;
  pendingRevisionId: string | null;
  /** Of the revision in force. */
  createdAt: Date;
  edition: number;
};

/** What the overview is made of besides the files. `lastSync`: what the last sync found; `today`: YYYY-MM-DD. */
export type OverviewOrder = {
  rows: StoredItem[];
  lastSync: readonly ContentProblem[];
  onlyAttention: boolean;
  today: string;
};

/** Judges so many files more, of which nothing is known yet; gives how many are left. */
export const judgeFilesTask = defineTask<number, number>('judge files');

/** Reads all files for the overview of them. */
export const readOverviewTask = defineTask<OverviewOrder, AuthorOverview>('read an overview');
