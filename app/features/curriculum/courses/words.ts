import type { PublishedLesson } from './published-schema.ts';

/** What pages say of a source whose record is not `verified`. */
export const uncheckedWords = 'not yet checked against the original';

/** An edition by the start of its revision's hash: enough to tell editions apart, short enough to read out. */
export function shortEdition(revisionId: string): string {
  return revisionId.slice(0, 8);
}

/** What a cadet is told of a lesson that is held back. */
export function heldWords({ number, title }: Pick<PublishedLesson, 'number' | 'title'>): string {
  return `Lesson ${number}, “${title}”, waits until your academy has written rules that it needs. It does not count until then, and there is nothing for you to do.`;
}

/** Where a local rule is written, in the content folder. */
export const ruleFile = (rule: string) => `local-rules/${rule}.md`;

/** Which rules a lesson is held back for, for those who may do something about it. */
export function missingWords(openRules: readonly string[]): string {
  return `Not written yet: ${openRules.map(ruleFile).join(', ')}`;
}

/** How a lesson with rules that are not written stands, for those who teach it. */
export function standingWords(
  openRules: readonly string[],
  opening: { openedBy: string; reason: string } | null,
): string {
  const missing = `${missingWords(openRules)}.`;
  return opening === null
    ? `No cadet gets it now. ${missing}`
    : `${missing} ${opening.openedBy} opened it to cadets all the same: “${opening.reason}”`;
}
