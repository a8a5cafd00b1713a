import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import {
  type Source,
  sourceSchema,
  type Term,
  termSchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import {
  type KitEntry,
  kitEntrySchema,
  type Standard,
  standardSchema,
} from '#app/features/curriculum/courses/kit-schema.ts';
import type { ContentKind, ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import {
  findMeantName,
  isLessonName,
  isMdx,
  isMeantAsModule,
  isModuleName,
  properFolderName,
  specialNames,
} from './file-names.server.ts';
import { type Head, readHead } from './frontmatter.server.ts';
import { createReport, fileStart } from './problems.server.ts';
import { didYouMean } from './spelling.server.ts';
import type { Table } from './tables.server.ts';
import { shownPath } from './tables.server.ts';
import { readTextFile } from './text-file.server.ts';
import { inTurn } from './turns.server.ts';
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
  practical: FileOf<'practical'> | null;
};

/**
 * A course's files in order (surveys by name), its sources and its glossary, what its lessons need in a room (by their
 * ids) and the standards they are compared with. `folder` is absolute.
 */
export type CourseFolder = {
  folder: string;
  path: string;
  course: FileOf<'course'>;
  modules: ModuleFolder[];
  surveys: FileOf<'survey'>[];
  sources: Table<Source>;
  terms: Table<Term>;
  kit: Table<KitEntry>;
  standards: Table<Standard>;
  problems: ContentProblem[];
};

/** What was made of files lately, by path: after a save only the changed file is parsed anew. */
const knownFiles = new LRUCache<string, ContentFile>({ max: 1000 });
const knownTables = new LRUCache<
  string,
  { text: string; table: Table<unknown>; problems: ContentProblem[] }
>({ max: 1000 });

async function readContentFile<K extends ContentKind>(
  kind: K,
  course: { folder: string; path: string },
  inCourse: string,
): Promise<FileOf<K>> {
  const path = shownPath(course, inCourse);
  const report = createReport(path);
  const text = await readTextFile(course.folder, inCourse, report);
  const known = knownFiles.get(path);
  if (known?.kind === kind && known.inCourse === inCourse && known.text === text)
    return known as FileOf<K>;
  const head: Head<K> =
    text === null
      ? { id: null, frontmatter: null, yaml: null, body: '' }
      : await inTurn(path, text, () => readHead(kind, text, report));
  const file: FileOf<K> = {
    kind,
    path,
    inCourse,
    text: text ?? '',
    head,
    problems: report.problems,
    readable: text !== null,
  };
  if (text !== null) knownFiles.set(path, file as ContentFile);
  return file;
}

const nowhere = () => fileStart;

async function readTable<T>(
  course: { folder: string; path: string },
  name: string,
  schema: z.ZodType<T>,
  what: string,
  problems: ContentProblem[],
): Promise<Table<T>> {
  const report = createReport(shownPath(course, name));
  const records = new Map<string, T | null>();
  const text = await readTextFile(course.folder, name, report, { required: false });
  const known = knownTables.get(report.file);
  if (text !== null && known?.text === text) {
    problems.push(...known.problems);
    return known.table as Table<T>;
  }
  const yaml =
    text === null ? null : await inTurn(report.file, text, () => parseYamlText(text, 0, report));
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
  const table: Table<T> = { records, placeOf: yaml?.placeOf ?? nowhere, readable };
  if (text !== null) knownTables.set(report.file, { text, table, problems: report.problems });
  return table;
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
  const lessonNames: string[] = [];
  const special = new Set<string>();
  const path = join(course.folder, folder);
  const names = (await listFolder(path)).map(({ name }) => name);
  for (const name of names) {
    if (specialNames.includes(name)) special.add(name);
    else if (isLessonName(name)) lessonNames.push(name);
    else {
      const meant = await findMeantName(path, name, names);
      if (meant === false) continue;
      const hint = didYouMean(name, specialNames);
      const report = createReport(shownPath(course, `${folder}/${name}`));
      report.warning(
        'unread-file',
        fileStart,
        meant === null
          ? `this file is not read: a lesson's name is a number, a hyphen and words, as 02-listening.mdx.${hint}`
          : `this file is not read under this name; rename it to \`${meant}\`.`,
      );
      problems.push(...report.problems);
    }
  }
  return {
    folder,
    number,
    module: await readContentFile('module', course, `${folder}/module.mdx`),
    lessons: await Promise.all(
      lessonNames.map((name) => readContentFile('lesson', course, `${folder}/${name}`)),
    ),
    quiz: special.has('quiz.mdx')
      ? await readContentFile('quiz', course, `${folder}/quiz.mdx`)
      : null,
    practical: special.has('practical.mdx')
      ? await readContentFile('practical', course, `${folder}/practical.mdx`)
      : null,
  };
}

/** The problem of a folder that is a symbolic link: it might lead anywhere, so it is not followed. */
export function refuseLinkedFolder(path: string): ContentProblem[] {
  const report = createReport(path);
  const words = 'this folder is a link, and links are not followed; put the folder itself there.';
  report.error('link-out', fileStart, words);
  return report.problems;
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
  const surveys: FileOf<'survey'>[] = [];
  const entries = await listFolder(folder);
  const folders = entries.filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name);
  for (const entry of folders) {
    if (entry.name === 'surveys') {
      for (const { name } of await listFolder(join(folder, 'surveys'))) {
        if (name.endsWith('.mdx'))
          surveys.push(await readContentFile('survey', place, `surveys/${name}`));
        else if (isMdx(name)) {
          const report = createReport(shownPath(place, `surveys/${name}`));
          report.warning(
            'unread-file',
            fileStart,
            'this file is not read; end its name in `.mdx`.',
          );
          problems.push(...report.problems);
        }
      }
    } else if (isModuleName(entry.name)) {
      modules.push(await readModule(place, entry.name, modules.length + 1, problems));
    } else if (await isMeantAsModule(join(folder, entry.name), entry.name)) {
      const report = createReport(shownPath(place, entry.name));
      report.warning(
        'unread-file',
        fileStart,
        `this folder is not read under this name; if it is a module, rename it to \`${properFolderName(entry.name, names)}\`.`,
      );
      problems.push(...report.problems);
    }
  }
  for (const { name } of entries.filter((entry) => entry.isSymbolicLink()))
    if (isModuleName(name) || name === 'surveys')
      problems.push(...refuseLinkedFolder(shownPath(place, name)));
  return {
    folder,
    path,
    course: await readContentFile('course', place, 'course.mdx'),
    modules,
    surveys,
    sources: await readTable(place, 'sources.yml', sourceSchema, 'source', problems),
    terms: await readTable(place, 'glossary.yml', termSchema, 'term', problems),
    kit: await readTable(place, 'kit.yml', kitEntrySchema, 'lesson of the kit', problems),
    standards: await readTable(place, 'standards.yml', standardSchema, 'standard', problems),
    problems,
  };
}
