import { describe, expect, test } from 'vitest';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { copyCourse, itemOf } from './fixture-course.ts';

/** What goes wrong at an author's desk: the exact line is told, and every other file is as it was. */

const first = '01-first-module/01-first-lesson.mdx';
const second = '01-first-module/02-second-lesson.mdx';

const others = ['first-lesson', 'first-module', 'first-quiz', 'good-course'];

const lineOf = (text: string, start: string) =>
  text.split('\n').findIndex((line) => line.startsWith(start)) + 1;

test.each<[what: string, before: string | RegExp, after: string, start: string, rule: string]>([
  [
    'a quote that is never closed',
    '<Reflect id="own-street">',
    '<Reflect id="own-street>',
    '<Reflect',
    'mdx-syntax',
  ],
  ['a component that is never closed', '</Reflect>\n', '', '<Reflect', 'mdx-syntax'],
  ['a brace that is never closed', 'Print the', 'Print {the', 'Print {', 'mdx-syntax'],
  ['a tab in the settings', '  - id: answer-checks', '\t- id: answer-checks', '\t- id', 'yaml'],
  ['an unknown component', /<(\/?)Reflect/g, '<$1Reflekt', '<Reflekt', 'unknown-component'],
  ['a script', 'Print the', '<script>alert(1)</script>\n\nPrint the', '<script', 'raw-html'],
  [
    'an import',
    'Print the',
    "import x from '../secret.js'\n\nPrint the",
    'import',
    'import-refused',
  ],
  [
    'an event handler',
    '<Reflect id="own-street">',
    '<Reflect id="own-street" onClick={() => 1}>',
    '<Reflect',
    'event-handler',
  ],
])('%s', async (_what, before, after, start, rule) => {
  const course = copyCourse();
  const good = await course.load();
  course.edit(second, before, after);
  const content = await course.load();
  const found = content.problems.filter(({ level }) => level === 'error');
  expect(found.map(({ file }) => file)).toEqual(found.map(() => second));
  const line = lineOf(course.read(second), start);
  expect(found.map((problem) => [problem.rule, problem.line])).toContainEqual([rule, line]);
  expect(itemOf(content, 'second-lesson').output).toBeNull();
  for (const id of others) {
    // What links to a broken file is still there.
    expect(itemOf(content, id).output, id).toEqual(itemOf(good, id).output);
  }
});

describe('two files with one id', () => {
  test('are both told, each with the other’s line; the rest is as it was', async () => {
    const course = copyCourse();
    course.edit(second, 'id: second-lesson', 'id: first-lesson');
    const { problems, courses } = await course.load();
    const lines = problems.map(toProblemLine).filter((line) => line.includes('duplicate-id'));
    expect(lines).toEqual([
      expect.stringContaining(
        `${first}:2:1 error duplicate-id the id \`first-lesson\` is also used in ${second}:2`,
      ),
      expect.stringContaining(
        `${second}:2:1 error duplicate-id the id \`first-lesson\` is also used in ${first}:2`,
      ),
    ]);
    const outputs = courses[0]?.items.filter(({ id }) => id === 'first-lesson');
    expect(outputs?.map(({ output }) => output)).toEqual([null, null]);
  });
});

test('Windows line ends do not move the line of a syntax error', async () => {
  const course = copyCourse();
  course.edit(second, '<Reflect id="own-street">', '<Reflect id="own-street>');
  const line = lineOf(course.read(second), '<Reflect');
  course.write(second, `\uFEFF${course.read(second).replaceAll('\n', '\r\n')}`);
  const { problems } = await course.load();
  expect(problems.map((problem) => [problem.rule, problem.line])).toContainEqual([
    'mdx-syntax',
    line,
  ]);
});
