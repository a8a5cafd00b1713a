import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import {
  type CompiledCourse,
  createReports,
  findCompiled,
  lessonIds,
  placeOfKey,
} from './course-reports.server.ts';

/** Checks practicals against their course: the lessons they name are there, and each has its rubric. */
export function checkPracticals(courses: readonly CompiledCourse[]): ContentProblem[] {
  const reports = createReports();
  for (const course of courses) {
    const known = lessonIds(course);
    for (const { practical } of course.folder.modules) {
      const lessons = practical?.head.frontmatter?.lessons;
      if (practical === null || lessons === undefined) continue;
      const report = reports.of(practical);
      for (const [index, id] of lessons.entries()) {
        if (known === null || known.includes(id)) continue;
        report.error(
          'unknown-lesson',
          placeOfKey(practical, 'lessons', index),
          `this course has no lesson \`${id}\`.${didYouMean(id, known)}`,
        );
      }
      const compiled = findCompiled(course, practical);
      if (compiled === null) continue;
      const { rubricLessons } = compiled.facts;
      for (const { id, ...place } of rubricLessons) {
        if (lessons.includes(id)) continue;
        report.error(
          'unknown-lesson',
          place,
          `this rubric is for \`${id}\`, which is not among the \`lessons\` of this practical; add it there, or name one of them.${didYouMean(id, lessons)}`,
        );
      }
      for (const [index, id] of lessons.entries()) {
        if (rubricLessons.length === 0 || rubricLessons.some((rubric) => rubric.id === id))
          continue;
        report.warning(
          'missing-rubric',
          placeOfKey(practical, 'lessons', index),
          `no <Rubric> is for \`${id}\`; add one, or take the lesson out of \`lessons\`.`,
        );
      }
    }
  }
  return reports.problems();
}
