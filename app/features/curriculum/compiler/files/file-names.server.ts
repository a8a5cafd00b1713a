import { readdir } from 'node:fs/promises';
import { createReport } from './problems.server.ts';
import { readTextFile } from './text-file.server.ts';

/** Names of a course's files and folders, and what was meant by names that are not read. */

/** Files of a module's folder that are no lessons. */
export const specialNames = ['module.mdx', 'quiz.mdx', 'practical.mdx'];

const numbered = /^\d+-[a-z0-9-]+$/;

/** Whether a folder of a course is a module's, by its name. */
export const isModuleName = (name: string): boolean => numbered.test(name);

/** Whether a file of a module's folder is a lesson, by its name. */
export const isLessonName = (name: string): boolean =>
  name.endsWith('.mdx') && numbered.test(name.slice(0, -'.mdx'.length));

/** Whether a name ends as that of a content file, however written. */
export const isMdx = (name: string): boolean => /\.mdx$/i.test(name);

/** Words as they stand in a name: lower case, with hyphens. */
function toWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What a file of a module's folder must be called to be read; null: its name does not say. */
function properFileName(name: string): string | null {
  const words = toWords(name.replace(/\.mdx?$/i, '')).replace(/^(\d+)(?=[a-z])/, '$1-');
  const proper = `${words}.mdx`;
  return specialNames.includes(proper) || isLessonName(proper) ? proper : null;
}

/** Notes and transcripts are plain Markdown; what is to be published starts with its settings. */
async function hasSettings(folder: string, name: string): Promise<boolean> {
  const text = await readTextFile(folder, name, createReport(name));
  return text?.startsWith('---') === true;
}

/**
 * Whether a file that is not read was meant to be: one that ends in `.mdx`, however written, and one that ends in `.md`
 * with the name and the settings of a content file.
 * @param names all names in its folder
 * @returns what to call it (null: its name does not say), or false when it is none
 */
export async function findMeantName(
  folder: string,
  name: string,
  names: readonly string[],
): Promise<string | null | false> {
  const proper = /\.mdx?$/i.test(name) ? properFileName(name) : null;
  const free = proper === null || names.includes(proper) ? null : proper;
  if (isMdx(name)) return free;
  return free !== null && (await hasSettings(folder, name)) ? free : false;
}

/** Whether a folder that is not read was meant as a module: it has a number, or a module's page. */
export async function isMeantAsModule(path: string, name: string): Promise<boolean> {
  if (/^\d/.test(name)) return true;
  const names = await readdir(path).catch((): string[] => []);
  return names.some((each) => /^module\.mdx?$/i.test(each));
}

/**
 * What a module's folder must be called to be read.
 * @param names all names of folders in its course
 */
export function properFolderName(name: string, names: readonly string[]): string {
  const [, own, rest = ''] = /^(\d*)(.*)$/s.exec(name) ?? [];
  const taken = names.filter(isModuleName).map((each) => Number.parseInt(each, 10));
  const number = own || String(Math.max(0, ...taken) + 1);
  return `${number.padStart(2, '0')}-${toWords(rest) || 'small-words'}`;
}
