import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Head, readHead } from './frontmatter.server.ts';
import type { Table } from './library.server.ts';
import { createReport, fileStart } from './problems.server.ts';
import {
  type ContentKind,
  type ContentProblem,
  contentIdSchema,
  type Source,
  sourceSchema,
  type Term,
  termSchema,
} from './schema.ts';
import { didYouMean } from './spelling.server.ts';
import { readTextFile } from './text-file.server.ts';
import { checkYaml } from './yaml-schema.server.ts';
import { parseYamlText } from './yaml-text.server.ts';

type FileOf<K extends ContentKind> = {
  kind: K;
  /** As authors see it, relative to the content folder. */
  path: string;
  /** Relative to the course's folder. */
  inCourse: string;
  text: string;
  head: Head<K>;
  /** What is wrong with the file itself or its frontmatter. */
  problems: ContentProblem[];
  /** False: the file is there and could not be read at all. */
  readable: boolean;
};

/** A content file as read, not yet compiled. */
export type ContentFile = { [K in ContentKind]: FileOf<K> }[ContentKind];

/** A module's files in order. `number` counts folders from 1. */
export type ModuleFolder = {
  folder: string;
  number: number;
  module: FileOf<'module'>;
  lessons: FileOf<'lesson'>[];
  quiz: FileOf<'quiz'> | null;
};

/** A course's files in order, its sources and its glossary. `folder` is absolute. */
export type CourseFolder = {
  folder: string;
  path: string;
  course: FileOf<'course'>;
  modules: ModuleFolder[];
  sources: Table<Source>;
  terms: Table<Term>;
  problems: ContentProblem[];
};

/** A file of a course as authors see it. `path` is '' if the course is the content folder itself. */
export function shownPath({ path }: { path: string }, inCourse: string): string {
  return path === '' ? inCourse : `${path}/${inCourse}`;
}

const numbered = /^\d+-[a-z0-9-]+$/;

async function readContentFile<K extends ContentKind>(
  kind: K,
  course: { folder: string; path: string },
  inCourse: string,
): Promise<FileOf<K>> {
  const path = shownPath(course, inCourse);
  const report = createReport(path);
  const text = await readTextFile(join(course.folder, inCourse), report);
  const head: Head<K> =
    text === null
      ? { id: null, frontmatter: null, yaml: null, body: '' }
      : readHead(kind, text, report);
  return {
    kind,
    path,
    inCourse,
    text: text ?? '',
    head,
    problems: report.problems,
    readable: text !== null,
  };
}

async function readTable<T>(
  course: { folder: string; path: string },
  name: string,
  schema: z.ZodType<T>,
  what: string,
  problems: ContentProblem[],
): Promise<Table<T>> {
  const report = createReport(shownPath(course, name));
  const records = new Map<string, T | null>();
  const text = await readTextFile(join(course.folder, name), report, { required: false });
  const yaml = text === null ? null : parseYamlText(text, 0, report);
  const readable = !report.hasErrors();
  const value = yaml?.value ?? null;
  if (yaml !== null && value !== null) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      report.error(
        'bad-value',
        fileStart,
        `this file holds one block of keys for each ${what}, named by its id.`,
      );
    } else {
      for (const id of Object.keys(value)) {
        const valid = contentIdSchema.safeParse(id);
        if (!valid.success) {
          report.error(
            'bad-id',
            yaml.placeOf([id]),
            `\`${id}\` cannot be an id: ${valid.error.issues[0]?.message ?? ''}.`,
          );
        }
        records.set(id, checkYaml(schema, yaml, `a ${what}`, report, [id]));
      }
    }
  }
  problems.push(...report.problems);
  return { records, readable };
}

async function listFolder(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

async function readModule(
  course: { folder: string; path: string },
  folder: string,
  number: number,
  problems: ContentProblem[],
): Promise<ModuleFolder> {
  const warn = (name: string, message: string) => {
    const report = createReport(shownPath(course, `${folder}/${name}`));
    report.warning('unread-file', fileStart, message);
    problems.push(...report.problems);
  };
  const lessonNames: string[] = [];
  let hasQuiz = false;
  for (const { name } of await listFolder(join(course.folder, folder))) {
    if (!/\.mdx?$/.test(name)) continue;
    const stem = name.replace(/\.mdx$/, '');
    if (name === 'quiz.mdx') hasQuiz = true;
    else if (name === 'module.mdx') continue;
    else if (name.endsWith('.mdx') && numbered.test(stem)) lessonNames.push(name);
    else if (name === 'practical.mdx')
      warn(name, 'practicals are not published yet; this file is left out.');
    else if (name.endsWith('.mdx')) {
      const hint = didYouMean(name, ['module.mdx', 'quiz.mdx']);
      warn(
        name,
        `this file is not read: a lesson's name is a number, a hyphen and words, as 02-listening.mdx.${hint}`,
      );
    }
  }
  return {
    folder,
    number,
    module: await readContentFile('module', course, `${folder}/module.mdx`),
    lessons: await Promise.all(
      lessonNames.map((name) => readContentFile('lesson', course, `${folder}/${name}`)),
    ),
    quiz: hasQuiz ? await readContentFile('quiz', course, `${folder}/quiz.mdx`) : null,
  };
}

/**
 * Reads all files of a course.
 * @param folder absolute
 * @param path the folder as authors see it, relative to the content folder
 * @throws if the folder itself cannot be listed
 */
export async function readCourseFolder(folder: string, path: string): Promise<CourseFolder> {
  const place = { folder, path };
  const problems: ContentProblem[] = [];
  const modules: ModuleFolder[] = [];
  for (const entry of await listFolder(folder)) {
    if (!entry.isDirectory()) continue;
    if (numbered.test(entry.name)) {
      modules.push(await readModule(place, entry.name, modules.length + 1, problems));
    } else if (/^\d/.test(entry.name)) {
      const report = createReport(shownPath(place, entry.name));
      report.warning(
        'unread-file',
        fileStart,
        'this folder is not read: name a module’s folder as 01-small-words.',
      );
      problems.push(...report.problems);
    }
  }
  return {
    folder,
    path,
    course: await readContentFile('course', place, 'course.mdx'),
    modules,
    sources: await readTable(place, 'sources.yml', sourceSchema, 'source', problems),
    terms: await readTable(place, 'glossary.yml', termSchema, 'term', problems),
    problems,
  };
}
