import { describe, expect, test } from 'vitest';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import {
  carryOver,
  excerptOf,
  findNamed,
  findSpot,
  groupByPart,
  listViews,
  readPreviewQuery,
  readVersion,
  toAddress,
  writeVersion,
} from './preview-rules.ts';

const problem = (line: number): ContentProblem => ({
  file: 'a.mdx',
  line,
  column: 1,
  rule: 'P3-sentence',
  level: 'error' as const,
  message: 'too long',
});

describe('the place of a problem on the page', () => {
  // Two headings with paragraphs, a check between them.
  const pieces = [[14, 16, 18], [20], [30, 32]];

  test.each([
    [13, null],
    [14, { piece: 0, element: 0 }],
    [17, { piece: 0, element: 1 }],
    [19, { piece: 0, element: 2 }],
    [25, { piece: 1, element: 0 }],
    [99, { piece: 2, element: 1 }],
  ])('line %i', (line, spot) => {
    expect(findSpot(pieces, line)).toEqual(spot);
  });

  test('a page of nothing has no places', () => {
    expect(findSpot([], 3)).toBeNull();
  });

  test('problems in questions belong to the last one that starts before them', () => {
    const at = [3, 10, 14, 30].map((line) => ({ ...problem(line), excerpt: '', anchor: null }));
    const groups = groupByPart(at, { second: 12, first: 9 });
    expect(
      Object.entries(groups).map(([id, found]) => [id, found.map(({ line }) => line)]),
    ).toEqual([
      ['first', [10]],
      ['second', [14, 30]],
    ]);
    const odd = groupByPart(
      at,
      Object.fromEntries([
        ['constructor', 9],
        ['__proto__', 12],
      ]),
    );
    expect(Object.entries(odd).map(([id, found]) => [id, found.length])).toEqual([
      ['constructor', 1],
      ['__proto__', 2],
    ]);
  });
});

describe('problems carried over to a newer text', () => {
  const before = ['one', 'two', '', 'two', 'three'];

  test.each([
    ['lines were added above', ['new', ...before], [3], 2],
    ['the line is as it was', before, [2], 2],
    ['the line says something else', ['one', 'TWO', '', 'other', 'three'], [], 2],
    ['of several equal lines, the nearest', ['two', 'x', 'x', 'x', 'two'], [5], 4],
    ['an empty line is nowhere', before, [], 3],
  ])('%s', (_what, now, lines, line) => {
    expect(carryOver([problem(line)], before, now).map((each) => each.line)).toEqual(lines);
  });
});

test('what a line says is cut short', () => {
  expect(excerptOf(['  a line  '], 1)).toBe('a line');
  expect(excerptOf([], 7)).toBe('');
  expect(excerptOf(['x'.repeat(500)], 1)).toHaveLength(160);
});

test('versions are read back as they were written; anything else is none', () => {
  for (const checked of [true, false]) {
    const version = { state: '0123456789abcdef', checked };
    expect(readVersion(writeVersion(version))).toEqual(version);
  }
  for (const text of [null, '', 'x.checked', '0123', '0123.soon', '../0123.fast'])
    expect(readVersion(text)).toBeNull();
});

test('how a preview is shown: unknown words are left out', () => {
  const query = new URLSearchParams('view=keys&width=desktop&frame=1&notes=off');
  expect(readPreviewQuery(query)).toEqual({
    view: 'keys',
    width: undefined,
    frame: '1',
    notes: 'off',
  });
  for (const [draw, read] of [
    ['7', '7'],
    ['0', undefined],
    ['-1', undefined],
    ['1e9', undefined],
    ['9999999', undefined],
    ['x', undefined],
  ] as const)
    expect(readPreviewQuery(new URLSearchParams({ view: 'attempt', draw }))).toMatchObject({
      view: 'attempt',
      draw: read,
    });
  expect(listViews(null)).toEqual([]);
});

describe('addresses', () => {
  const file = (inCourse: string, id: string | null) => ({ inCourse, id });
  const files = [
    file('course.mdx', 'c-id'),
    file('01-m/module.mdx', 'm-id'),
    file('01-m/01-l.mdx', 'l-id'),
    file('01-m/quiz.mdx', null),
    file('02-n/quiz.mdx', 'q-id'),
    file('surveys/s.mdx', 's-id'),
  ];
  const courses = [
    { id: 'c-id', folder: 'c', files },
    { id: 'c', folder: 'other', files: [file('course.mdx', 'x')] },
  ];

  test.each([
    ['c/course.mdx', 'course.mdx'],
    ['c/01-m/01-l.mdx', '01-m/01-l.mdx'],
    ['c-id/l-id', '01-m/01-l.mdx'],
    ['c-id/m-id/l-id', '01-m/01-l.mdx'],
    ['c/01-m/l-id', '01-m/01-l.mdx'],
    ['c/01-m/quiz.mdx', '01-m/quiz.mdx'],
    ['c/s-id', 'surveys/s.mdx'],
    ['other/x', 'course.mdx'],
    ['c/02-n/l-id', null],
    ['c/../c/course.mdx', null],
    ['c/01-m/../course.mdx', null],
    ['c', null],
    ['', null],
    ['c/01-m/01-l.mdx/more', null],
    ['c/__proto__', null],
  ])('%s', (address, inCourse) => {
    expect(findNamed(address, courses)?.inCourse ?? null).toBe(inCourse);
  });

  test('every file has one that leads back to it, also where the content folder is the course', () => {
    expect(toAddress('courses/c/01-m/quiz.mdx')).toBe('c/01-m/quiz.mdx');
    const single = [{ id: 'c-id', folder: '', files }];
    for (const { inCourse } of files)
      expect(findNamed(toAddress(inCourse), single)?.inCourse).toBe(inCourse);
  });
});
