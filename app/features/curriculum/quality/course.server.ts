import type {
  ContentFile,
  CourseFolder,
  ModuleFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { shownPath } from '#app/features/curriculum/compiler/files/tables.server.ts';
import type { Reviewer, Source } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { countOf } from '#app/words/numbers.ts';
import { checkAddress } from './access.server.ts';
import { checkChoices } from './choices.server.ts';
import type { FileQuality } from './file.server.ts';
import { checkKeys } from './keys.server.ts';
import { checkMirror } from './mirrors.server.ts';
import { placeOfHead } from './objectives.server.ts';
import { checkPassMark, checkPerformance } from './performance.server.ts';
import { checkPool } from './pool.server.ts';
import { createQualityReport, type QualityReport } from './report.server.ts';
import { checkStyle } from './style.server.ts';
import { applyLevel, bloomLevelOf } from './verbs.server.ts';

/** A file of a course with what was read of it. */
type ReadFile = { file: ContentFile; quality: FileQuality };

/** A course with what was read of its files, in order. */
export type ReadCourse = { folder: CourseFolder; files: readonly ReadFile[] };

type Task = { course: ReadCourse; of: (file: ContentFile) => QualityReport; today: string };

const dayLength = 24 * 60 * 60 * 1000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayLength);
}

function checkReview({ course, of, today }: Task): void {
  for (const { file } of course.files) {
    const { frontmatter } = file.head;
    if (frontmatter === null || !('lastReviewed' in frontmatter)) continue;
    const days = daysBetween(frontmatter.lastReviewed, today);
    if (days > 365 || days < 0) {
      of(file).found(
        'P1-review-date',
        placeOfHead(file, 'lastReviewed'),
        days < 0
          ? `\`${frontmatter.lastReviewed}\` lies in the future, so nobody can have reviewed it then; write the day of the last review.`
          : `the last review was ${countOf(days, 'day')} ago, and laws, services and evidence change within a year; read it again and write today’s date.`,
      );
    }
    if (file.kind !== 'lesson' || !('reviewers' in frontmatter)) continue;
    checkReviewers(file, frontmatter.reviewers, of(file));
  }
}

const trainers = /trainer|instructor|training|sergeant|constable|officer|academy/i;
const residents = /communit|lived|resident|reader|advocate|volunteer|survivor|tenant|neighbour/i;

function checkReviewers(
  file: ContentFile,
  reviewers: readonly Reviewer[],
  report: QualityReport,
): void {
  const place = placeOfHead(file, 'reviewers');
  if (reviewers.length === 0) {
    report.found(
      'P1-reviewers',
      place,
      'not yet reviewed by practitioners, and the lesson page says so; ask a police trainer and a community or lived-experience reader, and list both with `name`, `role`, `date` and what they `read`.',
    );
    return;
  }
  const bare = reviewers.findIndex((each) => typeof each === 'string');
  if (bare !== -1) {
    report.found(
      'P1-reviewers',
      placeOfHead(file, 'reviewers', bare),
      'a name alone does not say who read what and when; write `name`, `role`, `date` and `read` under each other.',
    );
    return;
  }
  const roles = reviewers.map((each) => (typeof each === 'string' ? each : each.role));
  const missing = [
    ...(roles.some((role) => trainers.test(role)) ? [] : ['a police trainer']),
    ...(roles.some((role) => residents.test(role))
      ? []
      : ['a community or lived-experience reader']),
  ];
  if (missing.length === 0) return;
  report.found(
    'P1-reviewers',
    place,
    `no reviewer is named as ${missing.join(' or ')}, and each sees what the other cannot; add one, with name, role, date and what was read.`,
  );
}

const primaryKinds: readonly Source['evidence'][] = ['trial', 'quasi', 'observational'];
const causalKinds: readonly Source['evidence'][] = ['trial', 'quasi', 'review'];

function checkLessonSources({ course: { folder, files }, of }: Task): void {
  const { records } = folder.sources;
  for (const { file, quality } of files) {
    if (file.kind !== 'lesson' || file.head.frontmatter === null || !quality.read) continue;
    const report = of(file);
    const { sources: listed } = file.head.frontmatter;
    const place = placeOfHead(file, 'sources');
    const { cited, causes } = quality.facts;
    const used = new Set([...listed, ...cited.map(({ id }) => id)]);
    if (used.size < 3) {
      report.found(
        'P6-few',
        place,
        `${countOf(used.size, 'source')}: a lesson rests on at least three, so that it does not lean on one study; cite more in the text and list them here.`,
      );
    }
    const kinds = [...used].flatMap((id) => records.get(id)?.evidence ?? []);
    if (
      used.size > 0 &&
      folder.sources.readable &&
      !kinds.some((kind) => primaryKinds.includes(kind))
    ) {
      report.found(
        'P6-primary',
        place,
        'no source of this lesson measured anything itself (`trial`, `quasi` or `observational`), so it all rests on opinion; cite at least one that did.',
      );
    }
    for (const [index, id] of listed.entries()) {
      if (cited.some((each) => each.id === id)) continue;
      report.found(
        'P6-listed',
        placeOfHead(file, 'sources', index),
        `\`${id}\` is listed and the text never cites it, so readers cannot see what it supports; add \`<Source id="${id}" />\` where it does, or take it out.`,
      );
    }
    for (const { id, ...at } of cited) {
      if (listed.includes(id)) continue;
      report.found(
        'P6-listed',
        at,
        `\`${id}\` is cited here and not listed under \`sources\`, where reviewers look; add it there.`,
      );
    }
    for (const { word, sources, ...at } of causes) {
      if (sources.some((id) => causalKinds.includes(records.get(id)?.evidence ?? 'opinion')))
        continue;
      report.found(
        'P7-cause',
        at,
        `\`${word}\` says that one thing brings about another, and ${sources.length === 0 ? 'no source stands beside it' : 'no source beside it is a trial, a quasi-experiment or a review'}; write \`goes with\` or \`may\`, or cite one that can show it.`,
      );
    }
    const corrected = cited.find(({ id }) => records.get(id)?.correctionNote !== undefined);
    if (corrected !== undefined && !quality.facts.tellsOfCorrection) {
      const { id, ...at } = corrected;
      report.found(
        'P6-correction-told',
        at,
        `\`${id}\` was corrected, and the lesson does not say so; tell readers what the correction changed.`,
      );
    }
  }
}

/** Papers known to have been corrected, by words of their titles. */
const correctedTitles = [
  /Procedural justice training reduces police use of force/i,
  /field experiment on community policing and police legitimacy/i,
];

/** Checks `sources.yml`: that every record is used, says what was corrected, and has an address that can be opened. */
function checkRecords({ course: { folder, files } }: Task): ContentProblem[] {
  const report = createQualityReport(shownPath(folder, 'sources.yml'));
  const used = new Set(
    files.flatMap(({ file, quality }) => [
      ...quality.facts.cited.map(({ id }) => id),
      ...(file.kind === 'lesson' ? (file.head.frontmatter?.sources ?? []) : []),
    ]),
  );
  const allRead = files.every(({ quality }) => quality.read);
  for (const [id, record] of folder.sources.records) {
    if (record === null) continue;
    const place = folder.sources.placeOf([id]);
    if (allRead && !used.has(id)) {
      report.found(
        'P6-unused',
        place,
        `nothing cites \`${id}\`, so nobody checks whether it is still true; cite it or take the record out.`,
      );
    }
    const tells = /\b(was|has been|were|been) (corrected|retracted|re-?analysed)\b|\berratum\b/i;
    const known = correctedTitles.some((title) => title.test(record.title));
    if (record.correctionNote === undefined && (known || tells.test(record.limits))) {
      report.found(
        'P6-correction',
        place,
        `\`${id}\` was corrected after it appeared, and its record does not say how; add \`correctionNote:\` with what changed.`,
      );
    }
    if (record.url === undefined) continue;
    checkAddress(record.url, place, report);
    checkMirror(record.url, place, report);
  }
  return report.problems;
}

/** The objectives of the lessons of a module, with their levels. */
function objectivesOf(module: ModuleFolder) {
  return module.lessons.flatMap((lesson) =>
    (lesson.head.frontmatter?.objectives ?? []).map(({ id, text }) => ({ id, text, lesson })),
  );
}

function checkQuiz({ course, of }: Task, module: ModuleFolder): void {
  const read = course.files.find(({ file }) => file === module.quiz);
  const { quiz } = module;
  if (quiz === null || read === undefined || !read.quality.read) return;
  const report = of(quiz);
  const { items } = read.quality.facts;
  checkKeys(items, report);
  checkPool(quiz, items, report);
  checkPerformance(module, course.folder.modules.flatMap(objectivesOf), items, report);
  checkPassMark(quiz, report);
  const levels = new Map(
    course.folder.modules
      .flatMap(objectivesOf)
      .map(({ id, text }): [string, number] => [id, bloomLevelOf(text) ?? 0]),
  );
  const known = items.flatMap(({ objective }) => levels.get(objective ?? '') ?? []);
  const applied = known.filter((level) => level >= applyLevel).length;
  if (known.length > 0 && applied / known.length < 0.5) {
    report.found(
      'P10-apply',
      placeOfHead(quiz, 'id'),
      `${applied} of ${known.length} questions ask to apply or judge something, and half must, or the quiz tests memory; add questions to objectives such as Apply, Compare or Choose, or take some others out.`,
    );
  }
  const blueprint = quiz.head.frontmatter?.blueprint ?? [];
  for (const { id, text, lesson } of objectivesOf(module)) {
    if (lesson.head.frontmatter?.draft) continue;
    const count = items.filter(({ objective }) => objective === id).length;
    if (count >= 2) continue;
    const line = blueprint.findIndex((each) => 'objective' in each && each.objective === id);
    const own = items.find(({ objective }) => objective === id);
    const place = line === -1 ? placeOfHead(quiz, 'id') : placeOfHead(quiz, 'blueprint', line);
    report.found(
      'P10-coverage',
      own ?? place,
      `${count === 0 ? 'no question tests' : 'only one question tests'} the objective \`${id}\` (“${text}” in ${lesson.path}), and two are the least for a fair result and a fresh retake; write ${count === 0 ? 'two' : 'another'}.`,
    );
  }
}

/** Warns of items whose right answer rests on a source that nobody has read yet. */
function checkKeySources({ course: { folder, files }, of }: Task): void {
  for (const { file, quality } of files) {
    for (const { rests, ...at } of quality.facts.items) {
      const id = rests.find((each) => folder.sources.records.get(each)?.verified === false);
      if (id === undefined) continue;
      of(file).found(
        'P10-unverified',
        at,
        `the right answer rests on \`${id}\`, and its record says \`verified: false\`, so a cadet may be marked wrong by a mistake; read the original and set \`verified: true\`, or ask about something else.`,
      );
    }
  }
}

function checkScenarios({ course, of }: Task): void {
  for (const { file, quality } of course.files) {
    if (file.kind !== 'lesson' || !quality.read || quality.facts.hasScenario) continue;
    of(file).found(
      'P11-missing',
      placeOfHead(file, 'id'),
      'this lesson has no <Scenario>, so nobody practises a decision in it; add one.',
    );
  }
}

/** Checks what no file can know alone: dates, sources, and quizzes against the objectives of their lessons. */
export function checkCourseQuality(course: ReadCourse, today: string): ContentProblem[] {
  const reports = new Map<string, QualityReport>();
  const of = (file: ContentFile) => {
    const report = reports.get(file.path) ?? createQualityReport(file.path);
    reports.set(file.path, report);
    return report;
  };
  const task: Task = { course, of, today };
  checkReview(task);
  checkLessonSources(task);
  const records = checkRecords(task);
  for (const module of course.folder.modules) checkQuiz(task, module);
  checkKeySources(task);
  checkStyle(course, of);
  checkScenarios(task);
  checkChoices(course, of);
  return [...[...reports.values()].flatMap(({ problems }) => problems), ...records];
}
