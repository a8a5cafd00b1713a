import type { ContentKind, ContentProblem } from './schema.ts';

/** What authors are told about a file with problems. Pure: no I/O here. */

const names: Record<ContentKind, string> = {
  course: 'course page',
  module: 'module page',
  lesson: 'lesson',
  quiz: 'quiz',
  practical: 'practical',
  survey: 'survey',
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

/** A revision's hash, short enough to read and long enough to tell apart. */
export const shortHash = (revisionId: string): string => revisionId.slice(0, 8);

/** What cadets see while a file is as it is, as a sentence. `published`: its last good revision, if there is one. */
export function whatCadetsSee(
  kind: ContentKind | null,
  published: { title: string; revisionId: string } | null,
  level: ContentProblem['level'],
): string {
  if (level === 'warning') return 'Cadets see what the file says now; these are things to improve.';
  if (published) {
    const { title, revisionId } = published;
    return `Cadets see the last good revision of “${title}” (${shortHash(revisionId)}), not what the file says now.`;
  }
  if (kind) return `Cadets do not see this ${names[kind]}: it was never published without errors.`;
  return 'Cadets see the last good revision of everything that depends on this.';
}
