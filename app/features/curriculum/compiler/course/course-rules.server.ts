import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  fileStart,
  type Place,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import {
  type CompiledCourse,
  createReports,
  placeOfKey,
  type Reports,
} from './course-reports.server.ts';

// Addresses that pages of the site have where an id of this kind would stand.
const taken: Partial<Record<ContentFile['kind'], readonly string[]>> = {
  course: ['attempts', 'progress', 'record'],
  module: ['surveys'],
};

function checkIds(courses: readonly CompiledCourse[], reports: Reports): void {
  const owners = new Map<string, ContentFile[]>();
  const retired = new Set(
    courses.flatMap(({ folder }) => folder.course.head.frontmatter?.retired ?? []),
  );
  for (const { file } of courses.flatMap((course) => course.files)) {
    const { id } = file.head;
    if (id === null) continue;
    owners.set(id, [...(owners.get(id) ?? []), file]);
    if (taken[file.kind]?.includes(id)) {
      reports
        .of(file)
        .error(
          'taken-id',
          placeOfKey(file, 'id'),
          `a ${file.kind} cannot have the id \`${id}\`, as another page has that address; choose another, such as \`${id}-${file.kind}\`.`,
        );
    }
    if (retired.has(id)) {
      reports
        .of(file)
        .error(
          'retired-id',
          placeOfKey(file, 'id'),
          `the id \`${id}\` is listed as retired in course.mdx; ids are never used again. Choose another, or take it off the list.`,
        );
    }
  }
  for (const [id, files] of owners) {
    if (files.length < 2) continue;
    for (const file of files) {
      const others = files.filter((other) => other !== file);
      const where = others
        .map((other) => `${other.path}:${placeOfKey(other, 'id').line}`)
        .join(', ');
      reports
        .of(file)
        .error(
          'duplicate-id',
          placeOfKey(file, 'id'),
          `the id \`${id}\` is also used in ${where}; every course, module, lesson, quiz, practical and survey needs its own, for ever.`,
        );
    }
  }
}

type Objective = { id: string; text: string };

function toObjective(value: unknown): Objective[] {
  if (value === null || typeof value !== 'object' || !('id' in value)) return [];
  return [{ id: String(value.id), text: 'text' in value ? String(value.text) : '' }];
}

/** Objectives a lesson names, also if its frontmatter has errors elsewhere; null: they cannot be known. */
function objectivesOf(file: ContentFile): Objective[] | null {
  if (file.kind !== 'lesson') return [];
  if (file.head.frontmatter !== null) return file.head.frontmatter.objectives;
  // What YAML makes of lines it cannot read is no word of the author's.
  if (file.problems.some(({ rule }) => rule === 'yaml')) return null;
  const value = file.head.yaml?.value;
  if (value === null || typeof value !== 'object' || !('objectives' in value)) return null;
  if (!Array.isArray(value.objectives)) return null;
  const named = value.objectives.flatMap(toObjective);
  return named.length === value.objectives.length ? named : null;
}

function checkObjectives({ folder, files }: CompiledCourse, reports: Reports): void {
  const owners = new Map<string, { file: ContentFile; text: string }>();
  // A file that could not be read at all was not compiled either, so it is not among `files`.
  let allKnown = folder.modules.every(({ lessons }) => lessons.every(({ readable }) => readable));
  for (const { file } of files) {
    const objectives = objectivesOf(file);
    if (objectives === null) allKnown = false;
    for (const [index, { id, text }] of (objectives ?? []).entries()) {
      const owner = owners.get(id);
      if (owner === undefined) {
        owners.set(id, { file, text });
      } else if (owner.file === file || owner.text !== text) {
        const place = file.head.yaml?.placeOf(['objectives', index, 'id']) ?? fileStart;
        reports
          .of(file)
          .error(
            'duplicate-id',
            place,
            `the objective \`${id}\` stands in ${owner.file.path} with other words; give this one its own id, or the same text if it is the same.`,
          );
      }
    }
  }
  // A lesson that cannot be read must not make questions of other lessons look wrong.
  if (!allKnown) return;
  for (const { file, compilation } of files) {
    for (const { objective: id, line, column } of compilation.facts.items) {
      if (id === null || owners.has(id)) continue;
      reports
        .of(file)
        .error(
          'unknown-objective',
          { line, column },
          `no lesson of this course has the objective \`${id}\`.${didYouMean(id, owners.keys())}`,
        );
    }
  }
}

/** Questions, notes and scenarios have their ids for the whole course: results and statistics name them by these. */
function checkPartIds({ files }: CompiledCourse, reports: Reports): void {
  const owners = new Map<string, { file: ContentFile; place: Place }>();
  for (const { file, compilation } of files) {
    for (const { id, ...place } of compilation.facts.parts) {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, { file, place });
      // Two files with one id are reported as such; their questions are the same ones.
      else if (owner.file !== file && owner.file.head.id !== file.head.id) {
        reports
          .of(file)
          .error(
            'duplicate-id',
            place,
            `the id \`${id}\` is already used in ${owner.file.path}:${owner.place.line}; every question, note and scenario of a course needs its own.`,
          );
      }
    }
  }
}

function checkAnchorLinks({ files }: CompiledCourse, reports: Reports): void {
  const byPath = new Map(files.map((each) => [each.file.inCourse, each]));
  for (const { file, compilation } of files) {
    for (const { path, anchor, line, column } of compilation.facts.anchorLinks) {
      const anchors = byPath.get(path)?.compilation.facts.anchors;
      // Of a file that could not be read nothing can be said to be missing.
      if (anchors === undefined || anchors.includes(anchor)) continue;
      reports
        .of(file)
        .warning(
          'broken-link',
          { line, column },
          `\`${path}\` has no heading \`#${anchor}\`.${didYouMean(anchor, anchors)}`,
        );
    }
  }
}

function checkModules({ folder }: CompiledCourse, reports: Reports): void {
  if (folder.modules.length === 0) {
    reports
      .of(folder.course)
      .warning(
        'empty-course',
        fileStart,
        'this course has no modules; add a folder such as 01-first-module.',
      );
  }
  const numbers = new Map<number, string>();
  for (const { folder: name, module, lessons, quiz } of folder.modules) {
    const report = reports.of(module);
    const number = Number.parseInt(name, 10);
    const twin = numbers.get(number);
    if (twin !== undefined) {
      report.warning(
        'same-number',
        fileStart,
        `the folders ${twin} and ${name} have the same number; their order is chance.`,
      );
    }
    numbers.set(number, name);
    if (lessons.length === 0)
      report.warning('empty-module', fileStart, 'this module has no lessons.');
    if (module.head.frontmatter?.requiresQuiz === true && quiz === null) {
      const place = module.head.yaml?.placeOf(['requiresQuiz']) ?? fileStart;
      report.error(
        'missing-quiz',
        place,
        '`requiresQuiz` is true and there is no quiz.mdx in this folder; add it, or write `requiresQuiz: false`.',
      );
    }
    const lessonNumbers = lessons.map(({ inCourse }) =>
      Number.parseInt(inCourse.split('/').at(-1) ?? '', 10),
    );
    lessons.forEach((lesson, index) => {
      if (lessonNumbers.indexOf(lessonNumbers[index] ?? 0) !== index) {
        reports
          .of(lesson)
          .warning(
            'same-number',
            fileStart,
            'another lesson of this module has the same number; their order is chance.',
          );
      }
    });
  }
}

/** Checks what no file can know alone: ids, objectives, links into other files, modules and their quizzes. */
export function checkCourses(courses: readonly CompiledCourse[]): ContentProblem[] {
  const reports = createReports();
  checkIds(courses, reports);
  for (const course of courses) {
    checkObjectives(course, reports);
    checkPartIds(course, reports);
    checkAnchorLinks(course, reports);
    checkModules(course, reports);
  }
  return reports.problems();
}

/** Warns of local rules that no lesson asks for: their file is probably misnamed. */
export function checkLocalRules(
  rules: ReadonlyMap<string, { file: string }>,
  courses: readonly CompiledCourse[],
): ContentProblem[] {
  const asked = new Set(
    courses.flatMap(({ files }) =>
      files.flatMap(({ compilation }) => compilation.facts.localRules),
    ),
  );
  return [...rules].flatMap(([id, { file }]) => {
    if (asked.has(id)) return [];
    const report = createReport(file);
    report.warning(
      'unused-local-rule',
      fileStart,
      `no lesson has <LocalRule id="${id}">, so nobody reads this file.${didYouMean(id, asked)}`,
    );
    return report.problems;
  });
}
