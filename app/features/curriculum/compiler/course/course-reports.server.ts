import type { Compilation } from '#app/features/curriculum/compiler/compile/compiler.server.ts';
import type {
  ContentFile,
  CourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  fileStart,
  type Place,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';

/** A file of a course with what it was compiled to. */
type CompiledFile = { file: ContentFile; compilation: Compilation };

/** A course with all its files compiled. */
export type CompiledCourse = { folder: CourseFolder; files: CompiledFile[] };

/** Reports for the files of a course, one a file. */
export type Reports = { of(file: ContentFile): Report; problems(): ContentProblem[] };

/** An empty set of reports. */
export function createReports(): Reports {
  const reports = new Map<string, Report>();
  return {
    of(file) {
      const report = reports.get(file.path) ?? createReport(file.path);
      reports.set(file.path, report);
      return report;
    },
    problems: () => [...reports.values()].flatMap((report) => report.problems),
  };
}

/** Where a key of a file's frontmatter stands; the start of the file if it is not there. */
export function placeOfKey(file: ContentFile, ...path: (string | number)[]): Place {
  return file.head.yaml?.placeOf(path) ?? fileStart;
}

/** What a file was compiled to; null if it could not be read. */
export function findCompiled({ files }: CompiledCourse, file: ContentFile): Compilation | null {
  return files.find((each) => each.file === file)?.compilation ?? null;
}

/** Ids of the lessons of a course; null: a lesson's id cannot be read, so nothing can be said to be missing. */
export function lessonIds({ folder }: CompiledCourse): string[] | null {
  const ids = folder.modules.flatMap(({ lessons }) => lessons.map(({ head }) => head.id));
  const known = ids.filter((id) => id !== null);
  return known.length === ids.length ? known : null;
}
