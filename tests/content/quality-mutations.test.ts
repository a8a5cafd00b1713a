import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCourseFolder } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { type QualityRule, qualityRules } from '#app/features/curriculum/quality/catalog.server.ts';
import { checkQuality } from '#app/features/curriculum/quality/check.server.ts';
import type { FileQuality } from '#app/features/curriculum/quality/file.server.ts';
import { noWaivers, parseWaivers } from '#app/features/curriculum/quality/waivers.server.ts';
import { ofItems, ofPractice } from './quality-item-mutations.ts';
import { type Mutation, ofLessons, ofSources } from './quality-mutations.ts';
import { ofReaders, ofWaivers } from './quality-reader-mutations.ts';
import { rulesOfManyQuestions } from './style-course.ts';

const clean = resolve('tests/fixtures/quality/course');
const folder = mkdtempSync(join(tmpdir(), 'rapport-quality-'));
cpSync(clean, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const known = new Map<string, FileQuality>();

async function check(waivers?: string): Promise<ContentProblem[]> {
  const course = await readCourseFolder(folder, '');
  const read = waivers === undefined ? noWaivers : parseWaivers(waivers);
  return checkQuality([course], { today: '2026-11-22', waivers: read, known }).problems;
}

function plant({ file, edits }: Mutation): string {
  let text = readFileSync(join(clean, file), 'utf8');
  for (const [before, after] of edits) {
    const changed = text.replace(before, after);
    if (changed === text) throw new Error(`${file} does not hold ${String(before)}`);
    text = changed;
  }
  return text;
}

/** The number of the first line that holds these words. */
function lineOf(text: string, words: string): number {
  const index = text.split('\n').findIndex((line) => line.includes(words));
  if (index === -1) throw new Error(`no line holds ${words}`);
  return index + 1;
}

const mutations = [
  ...ofLessons,
  ...ofSources,
  ...ofReaders,
  ...ofItems,
  ...ofPractice,
  ...ofWaivers,
];
const found: QualityRule[] = [];

test('the course without a fault has no finding', async () => {
  expect((await check()).map(toProblemLine)).toEqual([]);
});

test('every rule has a planted fault', () => {
  const planted = [...mutations.map(({ rule }) => rule), ...rulesOfManyQuestions];
  expect([...new Set(planted)].sort()).toEqual([...qualityRules].sort());
});

test.each(mutations.map((mutation) => [mutation.rule, mutation] as const))(
  'a planted fault against %s is found at its line',
  async (rule, mutation) => {
    const { file, at, foundIn = file, waivers } = mutation;
    const text = plant(mutation);
    writeFileSync(join(folder, file), text);
    const problems = await check(waivers);
    cpSync(join(clean, file), join(folder, file));
    const shown = foundIn === file ? text : (waivers ?? readFileSync(join(clean, foundIn), 'utf8'));
    const places = problems
      .filter((problem) => problem.rule === rule)
      .map((problem) => `${problem.file}:${problem.line}`);
    expect(places, problems.map(toProblemLine).join('\n')).toEqual([
      `${foundIn}:${lineOf(shown, at)}`,
    ]);
    found.push(rule);
  },
);

test('the mutation run finds all of them', () => {
  process.stdout.write(
    `${found.length} of ${mutations.length} planted faults found at the right line\n`,
  );
  expect(found).toHaveLength(mutations.length);
});
