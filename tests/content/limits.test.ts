import { describe, expect, test } from 'vitest';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { copyCourse, itemOf, lessonText } from './fixture-course.ts';

/**
 * Texts for which readers of Markdown and YAML take a time that grows with the square of their length, or come to the end
 * of the stack: each is refused unread, at its line and with the limit, and nothing else of the course is.
 */

const path = '01-first-module/09-made.mdx';
const many = (text: string, count: number) => text.repeat(count);
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const signs = 'signs such as `[`, `*`, `<` and `\\`';
const emptyLines = 'without an empty line: put empty lines between them';
const deep = (depth: number) =>
  `what stands here is ${depth} deep in other things: take it out of some of them; 20 is the most.`;

/** The body of a lesson; the line of it that is told, counted from 1; what is said of it. */
const bodies: [name: string, body: string, line: number, message: string][] = [
  [
    'a word',
    `Well.\n\n${many('a', 200_000)}`,
    3,
    'a word of this line has 200000 letters: was something pasted into it? Take it out, or put spaces into it; 1000 is the most.',
  ],
  [
    'openings of links',
    many('[a]( ', 20_000),
    1,
    `since line 11 stand 40000 ${signs} ${emptyLines}; 1000 is the most.`,
  ],
  ...[
    '*a ',
    '**a b',
    '_a ',
    '~a ',
    '![ ',
    '[ ',
    '[a] ',
    '<A ',
    '< ',
    '` a ',
    '&amp ',
    '\\ ',
    '} ',
  ].map((sign): [string, string, number, string] => [
    `\`${sign}\` again and again`,
    many(sign, 2_000),
    1,
    `since line 11 stand ${2_000 * (sign.match(/[[\]*_`<{}~&!\\]/g)?.length ?? 0)} ${signs} ${emptyLines}; 1000 is the most.`,
  ]),
  ['quotations', `${many('> ', 5_000)}a`, 1, deep(5_000)],
  ['lists in one line', `${many('- ', 5_000)}a`, 1, deep(5_000)],
  ['numbered lists in one line', `${many('1. ', 500)}a`, 1, deep(500)],
  [
    'lists under lists',
    lines(100, (index) => `${many('  ', index)}- a`),
    42,
    'what stands here is 82 deep in other things: take it out of some of them, counted in spaces; 80 is the most.',
  ],
  [
    'components',
    `${lines(30, () => '<Callout>')}\n\na\n\n${lines(30, () => '</Callout>')}`,
    21,
    deep(21),
  ],
  [
    'a row of a table',
    `|${many('a|', 400)}\n|${many('-|', 400)}`,
    1,
    'this row has 401 `|`: make several tables of it; 50 is the most.',
  ],
  [
    'lines of a list',
    lines(5_000, () => '- a'),
    1_001,
    `since line 11 stand 1001 lines without an empty one: put empty lines between them; 1000 is the most.`,
  ],
  [
    'paragraphs',
    many('a\n\n', 20_000),
    8_001,
    'up to here stand 4001 lines: split the file; 4000 is the most.',
  ],
  [
    'braces',
    many('{1}\n\n', 2_000),
    601,
    'up to here stand 301 `{`: take some out; 300 is the most.',
  ],
  [
    'citations',
    many(`${many('[a] ', 400)}\n\n`, 100),
    51,
    `up to here stand 20800 ${signs}: split the file; 20000 is the most.`,
  ],
];

/** Lines of the head of a lesson, the first of them line 9. */
const heads: [name: string, head: string, line: number, message: string][] = [
  ['lists of YAML', `x: ${many('[ ', 500)}${many('] ', 500)}`, 9, deep(500)],
  ['blocks of YAML', `x: ${many('{ a: ', 500)}${many('} ', 500)}`, 9, deep(500)],
  [
    'lists of YAML on many lines',
    `x:\n${lines(9_000, () => ' [')}`,
    2,
    'something here stands far too deep in other things: take it out of some of them; 20 is the most.',
  ],
  [
    'aliases of aliases',
    lines(30, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}, *a${n}]`),
    12,
    'up to here stand 24 names with `&` or `*`: write out what they stand for, or put the values in quotes; 20 is the most.',
  ],
  [
    'settings',
    lines(20_000, (index) => `k${index}: v`),
    10_002,
    'these settings have more lines: take some out; 10000 is the most.',
  ],
];

function inHead(head: string): string {
  return lessonText('A word.').replace('\n---\n\n', `\n${head}\n---\n\n`);
}

async function refusalOf(text: string): Promise<{ told: string[]; others: boolean }> {
  const course = copyCourse();
  course.write(path, text);
  const content = await course.load();
  const told = content.problems.filter(({ file }) => file === path);
  const others = itemOf(content, 'first-lesson').output !== null;
  return { told: told.map(toProblemLine), others };
}

describe('too much of anything is refused unread, at its line', () => {
  test.each(bodies)('%s', async (_name, body, line, message) => {
    const { told, others } = await refusalOf(lessonText(body));
    expect(told).toEqual([`${path}:${line + 10}:1 error over-limit ${message}`]);
    expect(others).toBe(true);
  });

  test.each(heads)('%s', async (_name, head, line, message) => {
    const { told, others } = await refusalOf(inHead(head));
    expect(told).toEqual([`${path}:${line}:1 error over-limit ${message}`]);
    expect(others).toBe(true);
  });
});
