import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent, findTarget } from '#app/features/curriculum/check.server.ts';
import { copyCourse, fixtureFolder } from './fixture-course.ts';

function run(path: string, variables: Record<string, string> = {}) {
  const command = ['--import', 'tsx', 'app/features/curriculum/check.server.ts', path];
  return spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  });
}

async function check(path: string): Promise<{ errors: number; lines: string[] }> {
  const lines: string[] = [];
  const errors = await checkContent(path, (line) => lines.push(line));
  return { errors, lines };
}

test('the command prints every problem, a summary, and ends with 1', () => {
  const { contentDir } = copyCourse('broken-syntax');
  // A database that cannot be: the check must not want one.
  const result = run(contentDir, {
    DATABASE_URL: 'file:/dev/null/none',
    DATA_DIR: '/dev/null/none',
  });
  const lines = result.stdout.trimEnd().split('\n');
  expect(result.status).toBe(1);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatch(/01-first-module\/01-many\.mdx:13:12 error mdx-syntax `\{` starts code/);
  expect(lines.at(-1)).toBe('6 content files checked: 9 errors, 0 warnings.');
});

test('the command ends with 0 if there is nothing wrong, and says so if there is nothing', () => {
  const good = run(fixtureFolder('good'));
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
});
