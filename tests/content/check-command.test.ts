import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { codeFingerprint } from '#app/features/curriculum/compiler/files/code-fingerprint.server.ts';
import type { CheckOptions } from '#app/features/curriculum/quality/check-schema.ts';
import { findTarget } from '#app/features/curriculum/quality/check-target.server.ts';
import { checkContent } from '#app/features/curriculum/quality/content-check.server.ts';
import { copyCourse, fixtureFolder } from './fixture-course.ts';

function run(path: string, variables: Record<string, string> = {}, ...flags: string[]) {
  const command = ['--import', 'tsx', 'app/commands/content-check.ts', path, ...flags];
  return spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  });
}

async function check(
  path: string,
  options: Partial<CheckOptions> = {},
): Promise<{ errors: number; lines: string[] }> {
  const lines: string[] = [];
  const defaults = { today: '2026-11-22', quality: false };
  const errors = await checkContent(path, (line) => lines.push(line), { ...defaults, ...options });
  return { errors, lines };
}

test('the command prints every problem, a summary, and ends with 1', () => {
  const { contentDir } = copyCourse('broken-syntax');
  // A database that cannot be: the check must not want one.
  const nowhere = { DATABASE_URL: 'file:/dev/null/none', DATA_DIR: '/dev/null/none' };
  const result = run(contentDir, nowhere, '--no-quality');
  const lines = result.stdout.trimEnd().split('\n');
  expect(result.status).toBe(1);
  expect(lines).toHaveLength(12);
  expect(lines[0]).toMatch(/01-first-module\/01-many\.mdx:13:12 error mdx-syntax `\{` starts code/);
  expect(lines.at(-1)).toBe('7 content files checked: 11 errors, 0 warnings.');
});

test('the command ends with 0 if there is nothing wrong, and says so if there is nothing', () => {
  const good = run(fixtureFolder('good'), {}, '--no-quality');
  expect([good.status, good.stdout]).toEqual([
    0,
    '5 content files checked: 0 errors, 0 warnings.\n',
  ]);
  const nowhere = run('/nowhere');
  expect([nowhere.status, nowhere.stdout]).toEqual([1, 'There is no /nowhere.\n']);
});

test('a file or folder within a course is checked with its course, and reported alone', async () => {
  const { contentDir } = copyCourse('broken-items');
  const { errors, lines } = await check(resolve(contentDir, '02-empty-quiz'));
  expect(errors).toBe(1);
  expect(lines).toHaveLength(3);
  const one = await check(resolve(contentDir, '01-first-module/quiz.mdx'));
  expect(one.lines.every((line) => /quiz\.mdx|1 content file checked/.test(line))).toBe(true);
});

test('a content folder, a course in it and a file in that are told apart', () => {
  const { contentDir, write, read } = copyCourse();
  write('root/courses/one/course.mdx', read('course.mdx'));
  write('root/courses/one/01-m/01-l.mdx', '');
  const root = resolve(contentDir, 'root');
  const course = resolve(root, 'courses/one');
  expect(findTarget(root)).toEqual({ contentDir: root, only: null });
  expect(findTarget(course)).toEqual({ contentDir: root, only: course });
  const file = resolve(course, '01-m/01-l.mdx');
  expect(findTarget(file)).toEqual({ contentDir: root, only: file });
  expect(() => findTarget('/tmp')).toThrow('no course.mdx above it');
  // As the check, the pages for authors and `content:new` name a file.
  const only = resolve('content/courses/communication-and-empathy/course.mdx');
  for (const start of ['content/courses/', 'courses/', ''])
    expect(findTarget(`${start}communication-and-empathy/course.mdx`).only).toBe(only);
  expect(() => findTarget('courses/nowhere')).toThrow('There is no courses/nowhere.');
});

const judged = resolve('tests/fixtures/quality/course');

/** A copy of the course that breaks no rule, with the changes of one test. */
function copyJudged(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(judged, folder, { recursive: true });
  return folder;
}

test('the command checks quality too, and lists what is waived only when asked', async () => {
  const folder = copyJudged();
  const lesson = join(folder, '01-handing-over/01-giving-a-handover.mdx');
  const text = readFileSync(lesson, 'utf8');
  const opening = 'You will hear a great deal';
  const line = text.split('\n').findIndex((each) => each.startsWith(opening)) + 1;
  writeFileSync(lesson, text.replace(opening, `This proves it. The thug ran. ${opening}`));
  writeFileSync(
    join(folder, 'waivers.yml'),
    '- rule: P13-blocked\n  file: 01-handing-over/01-giving-a-handover.mdx\n  reason: The lesson is about this very word.\n  by: A. Editor\n  until: 2026-12-01\n',
  );
  const options = { quality: true, today: '2026-11-22' };
  const { errors, lines } = await check(folder, options);
  expect(errors).toBe(1);
  expect(lines, lines.join('\n')).toHaveLength(2);
  expect(lines[0]).toMatch(new RegExp(`giving-a-handover\\.mdx:${line}:6 error P7-proof`));
  expect(lines[1]).toBe('7 content files checked: 1 error, 0 warnings, 1 waived.');
  const asked = await check(folder, { ...options, showWaived: true });
  expect(asked.lines[1]).toMatch(
    /giving-a-handover\.mdx:\d+:21 waived P13-blocked The lesson is about this very word\. \(A\. Editor, until 2026-12-01, waivers\.yml:1\)/,
  );
});

test('rules about a whole course see the course when one file of it is checked', async () => {
  const folder = copyJudged();
  const first = join(folder, '01-handing-over/01-giving-a-handover.mdx');
  const second = join(folder, '01-handing-over/02-taking-over.mdx');
  const copied = 'So it slides to the back of the mind, and from there it falls out.';
  writeFileSync(
    second,
    readFileSync(second, 'utf8').replace('Nodding is how', `${copied} Nodding is how`),
  );
  const options = { quality: true, today: '2026-11-22' };
  const { lines } = await check(second, options);
  expect(lines[0]).toContain('error P8-copied 15 words in a row');
  expect(lines.at(-1)).toBe('1 content file checked: 1 error, 0 warnings.');
  expect((await check(first, options)).errors).toBe(0);
});

test('what was read before is kept, and a changed file is read anew', async () => {
  const folder = copyJudged();
  const cacheDir = join(folder, '.cache');
  const quiz = join(folder, '01-handing-over/quiz.mdx');
  const edit = (before: string, after: string) =>
    writeFileSync(quiz, readFileSync(quiz, 'utf8').replace(before, after));
  const options = { quality: true, today: '2026-11-22', cacheDir };
  const listKept = () => readdirSync(join(cacheDir, 'cache/quality', codeFingerprint()));
  edit('you can take your time', 'you may take all the time you want');
  expect((await check(folder, options)).errors).toBe(0);
  const kept = listKept();
  expect(kept).toHaveLength(1);
  await check(folder, options);
  expect(listKept()).toEqual(kept);
  edit('It makes the', 'It always makes the');
  const { lines } = await check(folder, options);
  expect(lines[0]).toContain('P10-absolute');
  expect(listKept()).toHaveLength(2);
});

test('a file with a syntax error is left to the compiler, and the others are judged', async () => {
  const folder = copyJudged();
  const lesson = join(folder, '01-handing-over/01-giving-a-handover.mdx');
  writeFileSync(
    lesson,
    readFileSync(lesson, 'utf8').replace('It is ten to six', 'It {is ten to six'),
  );
  const { lines } = await check(folder, { quality: true, today: '2026-11-22' });
  expect(lines.filter((line) => line.includes('giving-a-handover'))).toEqual([
    expect.stringContaining('mdx-syntax'),
  ]);
});
