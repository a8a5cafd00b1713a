import type {
  ContentFile,
  CourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  coursePosition,
  lessonPosition,
  modulePosition,
  practicalPosition,
  quizPosition,
  surveyPosition,
} from '#app/features/curriculum/courses/position-rules.ts';

/** What keeps a file from cadets: that it is a draft, or its module or course is. Null: no draft does. */
export type KeptBy = 'itself' | 'module' | 'course' | null;

/** A file in its course. */
export type Placed = { file: ContentFile; module: ContentFile | null; position: number };

/** THE order of a course: every file with its module and its position. */
export function placeFiles({ course, modules, surveys }: CourseFolder): Placed[] {
  return [
    { file: course, module: null, position: coursePosition },
    ...modules.flatMap(({ module, lessons, practical, quiz, number }): Placed[] => [
      { file: module, module, position: modulePosition(number) },
      ...lessons.map((file, index) => ({
        file,
        module,
        position: lessonPosition(number, index + 1),
      })),
      ...(practical === null
        ? []
        : [{ file: practical, module, position: practicalPosition(number) }]),
      ...(quiz === null ? [] : [{ file: quiz, module, position: quizPosition(number) }]),
    ]),
    ...surveys.map((file, index) => ({ file, module: null, position: surveyPosition(index) })),
  ];
}

/** The files of a course in order of reading. */
export function filesOfCourse(folder: CourseFolder): ContentFile[] {
  return placeFiles(folder).map(({ file }) => file);
}

/**
 * Which draft keeps what a file says from cadets: the file itself, or, if it was never in force, its module or its course.
 */
export function findKeeper(
  { course, modules }: CourseFolder,
  file: ContentFile,
  inForce: boolean,
): KeptBy {
  const around = modules.find(({ lessons, practical, quiz }) =>
    [practical, quiz, ...lessons].some((each) => each === file),
  );
  if (file.head.frontmatter?.draft) return 'itself';
  if (inForce) return null;
  if (around?.module.head.frontmatter?.draft) return 'module';
  return course.head.frontmatter?.draft ? 'course' : null;
}
