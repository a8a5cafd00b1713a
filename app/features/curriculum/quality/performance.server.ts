import type {
  ContentFile,
  ModuleFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { expectedMark } from '#app/features/curriculum/courses/quiz-rules.ts';
import type { ItemTrait } from './file.server.ts';
import { placeOfHead } from './objectives.server.ts';
import type { QualityReport } from './report.server.ts';
import { asksForDoing } from './verbs.server.ts';

/** An objective and the lesson that has it. */
type Objective = { id: string; text: string; lesson: ContentFile };

/**
 * Checks that a quiz claims no more than it measures: an objective that asks for doing is met in the practical or in an
 * answer that the cadet writes, and its line of the blueprint says which.
 */
export function checkPerformance(
  module: ModuleFolder,
  objectives: readonly Objective[],
  items: readonly ItemTrait[],
  report: QualityReport,
): void {
  const { quiz, practical } = module;
  const blueprint = quiz?.head.frontmatter?.blueprint ?? [];
  for (const [index, line] of blueprint.entries()) {
    if (quiz === null || !('objective' in line)) continue;
    const objective = objectives.find(({ id }) => id === line.objective);
    const { measuredBy } = line;
    if (objective === undefined) continue;
    if (measuredBy === undefined && !asksForDoing(objective.text)) continue;
    const place = placeOfHead(quiz, 'blueprint', index);
    const lessons = practical?.head.frontmatter?.lessons ?? [];
    const written = items.some(({ type, objective: of }) => type === 'text' && of === objective.id);
    if (measuredBy === undefined) {
      report.found(
        'P10-performance',
        place,
        `the objective \`${objective.id}\` (“${objective.text}”) asks for doing, and a choice among options shows only that a cadet knows it when they see it; add \`measuredBy: practical\` to this line, or \`written\` with a question answered in words.`,
      );
    } else if (measuredBy === 'practical' && !lessons.includes(objective.lesson.head.id ?? '')) {
      report.found(
        'P10-performance',
        place,
        `this line says that the practical measures \`${objective.id}\`, and ${practical === null ? 'this module has no practical.mdx' : `its \`lessons\` do not name \`${objective.lesson.head.id}\``}; add a role-play for it, or measure it in writing.`,
      );
    } else if (measuredBy === 'written' && !written) {
      report.found(
        'P10-performance',
        place,
        `this line says that a written answer measures \`${objective.id}\`, and no question with it is answered in words; write one with \`Text:\`, or measure it in the practical.`,
      );
    }
  }
}

/** Checks that a pass mark is what its judges expect, where there are any. */
export function checkPassMark(quiz: ContentFile & { kind: 'quiz' }, report: QualityReport): void {
  const policy = quiz.head.frontmatter;
  const expected = policy === null ? null : expectedMark(policy);
  if (policy === null || expected === null || Math.abs(expected - policy.passMark) <= 1) return;
  report.found(
    'P10-pass-mark',
    placeOfHead(quiz, 'passMark'),
    `the pass mark is ${policy.passMark}%, and its judges expect ${expected.toFixed(1)}% on average of somebody who is just good enough; write that, or ask them again.`,
  );
}
