import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import { placeFiles } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import {
  type CompiledCourse,
  findCompiled,
} from '#app/features/curriculum/compiler/course/course-reports.server.ts';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { moduleNumberOf, toNumber } from '#app/features/curriculum/courses/position-rules.ts';
import type {
  PublishedCourse,
  PublishedLesson,
  PublishedModule,
} from '#app/features/curriculum/courses/published-schema.ts';
import { type TreeRow, toTree } from '#app/features/curriculum/courses/snapshot-tree.server.ts';
import { lenientFrontmatter } from './preview-draft.server.ts';

/** Where a previewed thing stands in its course as it is on disk; neighbours of a lesson. */
export type PreviewPlace = {
  course: PublishedCourse;
  module: PublishedModule | null;
  lesson: PublishedLesson | null;
  previous: PublishedLesson | null;
  next: PublishedLesson | null;
};

// A file whose id cannot be read still has its place.
const idOf = ({ head, inCourse }: ContentFile) => head.id ?? inCourse;

/** In place of a course's or module's page that cannot be read: its lessons are shown all the same. */
function standIn(file: ContentFile): Output | null {
  if (file.kind === 'course')
    return {
      kind: 'course',
      body: { frontmatter: lenientFrontmatter('course', file), html: '', kit: {}, standards: {} },
      key: null,
    };
  if (file.kind !== 'module') return null;
  const frontmatter = lenientFrontmatter('module', file);
  return { kind: 'module', body: { frontmatter, html: '' }, key: null };
}

/**
 * The place of a file in its course as on disk; null if the course has none to show.
 * @param output what is shown of the file
 */
export function toPlace(
  compiled: CompiledCourse,
  target: ContentFile,
  output: Output | null,
): PreviewPlace | null {
  const rows: TreeRow[] = [];
  const outputs = new Map<string, Output>();
  const files = placeFiles(compiled.folder);
  for (const { file, module, position } of files) {
    const own = file === target ? output : (findCompiled(compiled, file)?.output ?? null);
    const shown = own ?? standIn(file);
    if (shown === null) continue;
    outputs.set(file.path, shown);
    rows.push({
      contentId: idOf(file),
      kind: file.kind,
      courseId: idOf(compiled.folder.course),
      moduleId: module === null ? null : idOf(module),
      position,
      revisionId: file.path,
    });
  }
  // Authors see every lesson, whether cadets get it or not.
  const [course] = toTree(rows, outputs, () => false);
  if (course === undefined) return null;
  const lessons = course.modules.flatMap((module) =>
    module.lessons.map((lesson) => ({ module, lesson })),
  );
  const placed = files.find(({ file }) => file === target);
  const number = toNumber(placed?.position ?? 0);
  const index = lessons.findIndex(({ lesson }) => lesson.number === number);
  const at = target.kind === 'lesson' ? lessons[index] : undefined;
  const around = moduleNumberOf(placed?.position ?? 0);
  return {
    course,
    module: course.modules.find((module) => module.number === around) ?? null,
    lesson: at?.lesson ?? null,
    previous: at === undefined ? null : (lessons[index - 1]?.lesson ?? null),
    next: at === undefined ? null : (lessons[index + 1]?.lesson ?? null),
  };
}
