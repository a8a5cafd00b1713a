import type { KeptBy } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import type { ContentKind, ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { shortEdition } from '#app/features/curriculum/courses/words.ts';

/** What authors are told about a file with problems. Pure: no I/O here. */

/** What authors call each kind of file. */
export const kindNames: Readonly<Record<ContentKind, string>> = {
  course: 'Course page',
  module: 'Module page',
  lesson: 'Lesson',
  quiz: 'Quiz',
  practical: 'Practical',
  survey: 'Survey',
};

const specialKinds = ['course', 'module', 'quiz', 'practical'] as const;

/** What kind of content a file holds, by its name; null for sources, glossaries, pictures and folders. */
export function kindOfFile(file: string): ContentKind | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const special = specialKinds.find((kind) => name === `${kind}.mdx`);
  if (special !== undefined) return special;
  if (/(^|\/)surveys\/[^/]+\.mdx$/.test(file)) return 'survey';
  return /^\d+-[^/]*\.mdx$/.test(name) ? 'lesson' : null;
}

/**
 * A file of the content folder as authors see it. `state`: how it stands to what cadets see; `inForce`: cadets see some
 * revision of it. `edition` and `changedAt`: of that revision. `reviewDue`: local day until which the last review holds.
 */
export type AuthorRow = {
  kind: ContentKind;
  id: string | null;
  title: string;
  file: string;
  number: string | null;
  state: 'same' | 'changed' | 'new' | 'waits' | 'draft' | 'broken';
  inForce: boolean;
  keptBy: KeptBy;
  errors: number;
  warnings: number;
  edition: number;
  changedAt: Date | null;
  pendingAt: Date | null;
  reviewDue: string | null;
  overdue: boolean;
  unreviewed: boolean;
};

/** Whether a row asks something of its author: a problem, a review that is due, a change that is not published. */
export function needsAttention(row: AuthorRow): boolean {
  return row.state !== 'same' || row.errors + row.warnings > 0 || row.overdue;
}

/** The day until which a review holds: a year. @param lastReviewed YYYY-MM-DD */
export function reviewDue(lastReviewed: string): string {
  return new Date(Date.parse(lastReviewed) + 365 * 24 * 3_600_000).toISOString().slice(0, 10);
}

/** That a draft keeps something from cadets, and where the line `draft: true` stands. */
export const draftWords = (keptBy: KeptBy): string =>
  keptBy === 'module' || keptBy === 'course' ? `its ${keptBy} is a draft` : 'a draft';

/** What cadets see while a file is as it is, as a sentence. `published`: its last good revision, if there is one. */
export function whatCadetsSee(
  kind: ContentKind | null,
  published: { title: string; revisionId: string } | null,
  level: ContentProblem['level'],
): string {
  if (level === 'warning') return 'Cadets see what the file says now; these are things to improve.';
  if (published) {
    const { title, revisionId } = published;
    return `Cadets see the last good revision of “${title}” (${shortEdition(revisionId)}), not what the file says now.`;
  }
  if (kind)
    return `Cadets do not see this ${kindNames[kind].toLowerCase()}: it was never published without errors.`;
  return 'Cadets see the last good revision of everything that depends on this.';
}
