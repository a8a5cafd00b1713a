import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import {
  createReport,
  fileStart,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { shownPath } from '#app/features/curriculum/compiler/files/tables.server.ts';
import { isSound } from '#app/features/curriculum/compiler/references/file-kinds.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import type { CompiledCourse } from './course-reports.server.ts';

/** Recordings that nobody would hear. */

/** The recordings in a course's folder, by their paths in it. */
export async function listSounds(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  return names
    .filter(isSound)
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

/** Warns of recordings whose name is that of no line, and that no page plays. */
export function checkSounds(
  sounds: readonly string[],
  { folder, files }: CompiledCourse,
): ContentProblem[] {
  // Of a page with errors it is not known which lines it has.
  const unknown = new Set(
    files.flatMap(({ file, compilation }) =>
      compilation.output === null ? dirname(file.inCourse) : [],
    ),
  );
  const voices = files.flatMap(({ compilation }) => compilation.facts.voices);
  const played = new Set(files.flatMap(({ compilation }) => compilation.facts.sounds));
  // What is named for a block is told at that block.
  const blocks = new Set(voices.map((voice) => voice.replace(/^((?:.*\/)?[^./]+).*$/, '$1')));
  return sounds.flatMap((path) => {
    const name = basename(path, extname(path));
    const block = join(dirname(path), name.split('.')[0] ?? '');
    if (unknown.has(dirname(path)) || played.has(path) || blocks.has(block)) return [];
    const beside = voices.filter((voice) => dirname(voice) === dirname(path));
    const report = createReport(shownPath(folder, path));
    report.warning(
      'unheard-recording',
      fileStart,
      `no page plays this recording: no line beside it is named \`${name}\`, and no <Audio> names it.${didYouMean(
        name,
        beside.map((voice) => basename(voice)),
      )}`,
    );
    return report.problems;
  });
}
