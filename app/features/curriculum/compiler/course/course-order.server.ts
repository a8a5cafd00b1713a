import type {
  ContentFile,
  CourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';

/** What keeps a file from cadets: that it is a draft, or its module or course is. Null: no draft does. */
export type KeptBy = 'itself' | 'module' | 'course' | null;

/** A file in its course. */
export type Placed = { file: ContentFile; module: ContentFile | null; position: number };

/** Every file of a course with its module and its position, as `LoadedItem` counts them. */
export function placeFiles({ course, modules, surveys }: CourseFolder): Placed[] {
  return [
    { file: course, module: null, position: 0 },
    ...modules.flatMap(({ module, lessons, practical, quiz, number }): Placed[] => [
      { file: module, module, position: number * 1000 },
      ...lessons.map((file, index) => ({ file, module, position: number * 1000 + index + 1 })),
      ...(practical === null ? [] : [{ file: practical, module, position: number * 1000 + 998 }]),
      ...(quiz === null ? [] : [{ file: quiz, module, position: number * 1000 + 999 }]),
    ]),
    ...surveys.map((file, index) => ({ file, module: null, position: 900_000 + index })),
  ];
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

/** The files of a course in order of reading. */
export function filesOfCourse({ course, modules, surveys }: CourseFolder): ContentFile[] {
  return [
    course,
    ...modules.flatMap(({ module, lessons, practical, quiz }): ContentFile[] => [
      module,
      ...lessons,
      ...(practical === null ? [] : [practical]),
      ...(quiz === null ? [] : [quiz]),
    ]),
    ...surveys,
  ];
}
