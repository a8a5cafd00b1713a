import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { fileStart, type Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { countOf } from '#app/words/numbers.ts';
import type { QualityReport } from './report.server.ts';
import { applyLevel, bloomLevelOf, deniedVerbs, isObjectiveVerb, verbOf } from './verbs.server.ts';

/** Where a key of a file's frontmatter stands; the start of the file if it is not there. */
export function placeOfHead(file: ContentFile, ...path: (string | number)[]): Place {
  return file.head.yaml?.placeOf(path) ?? fileStart;
}

function checkVerb(text: string, place: Place, report: QualityReport): void {
  const denied = deniedVerbs.exec(text)?.[0];
  const verb = verbOf(text);
  if (denied !== undefined) {
    report.found(
      'P2-verb',
      place,
      `nobody can see whether a cadet does \`${denied}\`, so it cannot be tested; start with what the cadet will do, such as Explain, Apply, Compare or Plan.`,
    );
  } else if (bloomLevelOf(text) === null) {
    report.found(
      'P2-verb',
      place,
      `\`${verb}\` is not a verb from the list, so the level of this objective is unknown; start with one such as Define, Explain, Identify, Apply, Compare, Evaluate or Design.`,
    );
  }
  const second = /\b(?:and|or|then)\s+([a-z]+)\s+(?:an?|the|each|your|its|it|one|how|why)\b/
    .exec(text)?.[1]
    ?.toLowerCase();
  if (second !== undefined && isObjectiveVerb(second)) {
    report.found(
      'P2-one-verb',
      place,
      `this objective asks for two things (\`${verb}\` and \`${second}\`), and a question can test only one; keep one, or write two objectives.`,
    );
  }
}

/** Checks what a lesson's frontmatter promises: its authors (P1) and its objectives (P2). */
export function checkObjectives(file: ContentFile, report: QualityReport): void {
  if (file.kind !== 'lesson' || file.head.frontmatter === null) return;
  const { authors, objectives } = file.head.frontmatter;
  if (authors.length === 0) {
    report.found(
      'P1-authors',
      placeOfHead(file, 'authors'),
      'no author is named, so nobody can be asked about this lesson; add `authors:` with at least one name.',
    );
  }
  if (objectives.length < 2 || objectives.length > 4) {
    report.found(
      'P2-count',
      placeOfHead(file, 'objectives'),
      `${countOf(objectives.length, 'objective')}: a lesson needs 2 to 4, so that it has an aim and each can be practised; ${objectives.length < 2 ? 'add one' : 'merge some, or split the lesson'}.`,
    );
  }
  for (const [index, { text }] of objectives.entries()) {
    checkVerb(text, placeOfHead(file, 'objectives', index, 'text'), report);
  }
  if (!objectives.some(({ text }) => (bloomLevelOf(text) ?? 0) >= applyLevel)) {
    report.found(
      'P2-apply',
      placeOfHead(file, 'objectives'),
      'every objective stops at recalling or explaining, and the work asks for doing; make at least one start with a verb such as Apply, Use, Compare, Choose or Plan.',
    );
  }
}
