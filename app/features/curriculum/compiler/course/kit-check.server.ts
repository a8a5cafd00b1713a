import type { CourseFolder } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  fileStart,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { shownPath } from '#app/features/curriculum/compiler/files/tables.server.ts';
import { readClaims } from '#app/features/curriculum/courses/kit-rules.ts';
import type { KitEntry } from '#app/features/curriculum/courses/kit-schema.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import type { CompiledCourse } from './course-reports.server.ts';

/**
 * Checks `kit.yml` against its course: an entry for each lesson, and in it a line for each objective that says of each
 * standard what it claims. What is wrong here keeps no lesson from cadets: they never see the kit.
 */
export function checkKits(courses: readonly CompiledCourse[]): ContentProblem[] {
  return courses.flatMap(({ folder }) => {
    const report = createReport(shownPath(folder, 'kit.yml'));
    if (folder.kit.records.size > 0) checkKit(folder, report);
    return report.problems;
  });
}

function checkKit(folder: CourseFolder, report: Report): void {
  const { kit, modules } = folder;
  const heads = modules.flatMap(({ lessons }) => lessons.map(({ head }) => head));
  // What cannot be read may be what is named.
  if (heads.some(({ id, frontmatter }) => id === null || frontmatter === null)) return;
  const lessons = new Map(heads.map(({ id, frontmatter }) => [id ?? '', frontmatter]));
  for (const id of kit.records.keys()) {
    if (lessons.has(id)) continue;
    report.error(
      'kit-lesson',
      kit.placeOf([id]),
      `this course has no lesson \`${id}\`; each key of kit.yml is the id of a lesson.${didYouMean(id, [...lessons.keys()])}`,
    );
  }
  for (const [id, frontmatter] of lessons) {
    if (!kit.records.has(id)) {
      if (frontmatter?.draft) continue;
      report.error(
        'kit-missing',
        fileStart,
        `kit.yml has no entry for the lesson \`${id}\`, so its instructor would stand in the room without a plan; add one.`,
      );
      continue;
    }
    const entry = kit.records.get(id);
    if (!entry || !frontmatter) continue;
    checkCrosswalk(folder, id, entry, frontmatter.objectives, report);
    checkCredit(folder, id, entry, frontmatter, report);
  }
}

function checkCrosswalk(
  { kit, standards }: CourseFolder,
  lesson: string,
  { crosswalk }: KitEntry,
  objectives: readonly { id: string }[],
  report: Report,
): void {
  const ids = objectives.map(({ id }) => id);
  const at = (...path: string[]) => kit.placeOf([lesson, 'crosswalk', ...path]);
  for (const id of Object.keys(crosswalk)) {
    if (ids.includes(id)) continue;
    report.error(
      'kit-objective',
      at(id),
      `\`${lesson}\` has no objective \`${id}\`; take it from the top of the lesson.${didYouMean(id, ids)}`,
    );
  }
  for (const id of ids) {
    const row = crosswalk[id] ?? {};
    const missing = [...standards.records.keys()].filter((standard) => !(standard in row));
    if (missing.length > 0)
      report.error(
        'kit-crosswalk',
        at(id),
        `the objective \`${id}\` says nothing of ${missing.join(', ')}; write what it meets there, or \`none\`.`,
      );
    for (const [standard, text] of Object.entries(row)) {
      if (!standards.records.has(standard)) {
        report.error(
          'kit-standard',
          at(id, standard),
          `standards.yml has no \`${standard}\`; add it there, with its codes.${didYouMean(standard, [...standards.records.keys()])}`,
        );
        continue;
      }
      const record = standards.records.get(standard);
      // Its own errors come first.
      if (!record) continue;
      const known = Object.keys(record.codes);
      for (const { code } of readClaims(text)) {
        if (known.includes(code)) continue;
        report.error(
          'kit-code',
          at(id, standard),
          `\`${code}\` is no code of \`${standard}\` in standards.yml; write one that stands there, or \`none\`, and add a code only once you have read it.${didYouMean(code, known)}`,
        );
      }
    }
  }
}

function checkCredit(
  { kit }: CourseFolder,
  lesson: string,
  { credit }: KitEntry,
  { practiceMinutes }: { practiceMinutes: number },
  report: Report,
): void {
  if (credit.online === 'basic')
    report.warning(
      'kit-credit',
      kit.placeOf([lesson, 'credit', 'online']),
      'hours of a basic course may not be taught online everywhere: California does not allow it (11 CCR 1059). Ask your standards officer, or write `supplemental`.',
    );
  if (practiceMinutes === 0 && credit.practice !== 'none')
    report.error(
      'kit-credit',
      kit.placeOf([lesson, 'credit', 'practice']),
      `\`${lesson}\` has no \`practiceMinutes\`, so there are no hours in a room to count; write \`practice: none\`, or give it minutes.`,
    );
}
