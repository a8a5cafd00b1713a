import { expect, test } from 'vitest';
import { readCourseFolder } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { checkQuality } from '#app/features/curriculum/quality/check.server.ts';
import { allowedGuesses } from '#app/features/curriculum/quality/style.server.ts';
import { guessByStyle } from '#app/features/curriculum/quality/style-guess.server.ts';
import { evenItem, folderOf, type MadeItem, plainItem, tellingItem } from './style-course.ts';

async function check(made: (number: number) => MadeItem, rules = 'P10-style') {
  const folder = await readCourseFolder(await folderOf(made), '');
  const { problems } = checkQuality([folder], { today: '2026-11-22' });
  return problems.filter(({ rule }) => rule.startsWith(rules));
}

test('a course whose right options have a tone of their own is found, with the words that give them away', async () => {
  const problems = await check(tellingItem);
  expect(problems.map(toProblemLine)).toEqual([
    expect.stringMatching(
      /^01-first\/quiz\.mdx:\d+:1 warning P10-style-quiz .* 100% of 12 questions/,
    ),
    expect.stringMatching(/^02-second\/quiz\.mdx:\d+:1 warning P10-style-quiz /),
    expect.stringMatching(/^03-third\/quiz\.mdx:\d+:1 warning P10-style-quiz /),
    expect.stringMatching(/^course\.mdx:2:1 error P10-style .* 100% of 36 questions/),
  ]);
  for (const { message } of problems) {
    expect(message).toContain('“perhaps” (36:0)');
    expect(message).toContain('“because” (0:72)');
  }
});

test('a course whose options are alike but for what they say is let be', async () => {
  expect((await check(plainItem)).map(toProblemLine)).toEqual([]);
});

test('the same options give the same guesses, and what looks equal is shared out', () => {
  const alike = { options: ['a b', 'a b', 'a b'], key: 1 };
  const [first, second] = guessByStyle([[alike], [alike]]).earned;
  expect([first, second]).toEqual([[1 / 3], [1 / 3]]);
  expect(guessByStyle([[alike]]).earned).toEqual([[1 / 3]]);
  const told = { options: ['no', 'no', 'yes sir'], key: 2 };
  const groups = [[told, told, told], [told]];
  expect(guessByStyle(groups)).toEqual(guessByStyle(groups));
  expect(guessByStyle(groups).earned[1]).toEqual([1]);
});

test('a small quiz is not blamed for luck', () => {
  const of = (questions: number) =>
    allowedGuesses({ questions, found: 0, byChance: questions / 3 });
  expect(of(12) / 12).toBeGreaterThan(0.6);
  expect(of(300) / 300).toBeCloseTo(0.4);
});

test('right options that are never the longest and never the shortest are found, an even spread is let be', async () => {
  const found = await check(plainItem, 'P10-key-length');
  const places = found.map(({ file, line }) => `${file}:${line}`);
  const first = (file: string) => `${file}/quiz.mdx:10`;
  expect(places).toEqual(
    ['01-first', '01-first', '02-second', '02-second', '03-third', '03-third'].map(first),
  );
  expect(found.map(({ message }) => message).slice(0, 2)).toEqual([
    expect.stringContaining('is the longest in 0 of 12 questions'),
    expect.stringContaining('is the shortest in 0 of 12 questions'),
  ]);
  expect((await check(evenItem, 'P10-key-l')).map(toProblemLine)).toEqual([]);
  const shortest = (number: number): MadeItem => {
    const { options, ...item } = plainItem(number);
    const longer = options.map((text, index) => (index === item.key ? text : `${text} now`));
    return { ...item, options: [longer[0] ?? '', longer[1] ?? '', longer[2] ?? ''] };
  };
  const [, second] = await check(shortest, 'P10-key-length');
  expect(second?.message).toContain('is the shortest in 12 of 12 questions');
});

test('feedback that begins alike on most right options is found', async () => {
  const found = await check(
    (number) => ({ ...evenItem(number), opening: 'Yes.' }),
    'P10-key-opening',
  );
  expect(found.map(toProblemLine)).toEqual(
    ['01-first', '02-second', '03-third'].map((name) =>
      expect.stringMatching(
        new RegExp(
          `^${name}/quiz\\.mdx:10:1 warning P10-key-opening .*\\bYes\\b.* in 12 of 12`,
          'i',
        ),
      ),
    ),
  );
});
