import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { readWaivers } from '#app/features/curriculum/quality/waivers.server.ts';
import { listSourceFiles } from '#tests/support/source-files.ts';
import { copyCourse, fixtureFolder, itemOf, lessonText } from './fixture-course.ts';

const broken = readdirSync(fixtureFolder('.')).filter((name) => name.startsWith('broken-'));
const newLesson = '01-first-module/03-made.mdx';

describe('every problem of a broken course is found in one run, at its place', () => {
  test.each(broken)('%s', async (name) => {
    const contentDir = fixtureFolder(name);
    const { problems } = await loadContent({ contentDir, dataDir: null });
    const expected = readFileSync(join(contentDir, 'expected.txt'), 'utf8').trimEnd().split('\n');
    expect(problems.map(toProblemLine)).toEqual(expected);
  });

  test('together they show every rule that the check knows', () => {
    const shown = broken.flatMap((name) =>
      [
        ...readFileSync(join(fixtureFolder(name), 'expected.txt'), 'utf8').matchAll(
          /(?:error|warning) ([a-z-]+) /g,
        ),
      ].map((match) => match[1]),
    );
    const folder = 'app/features/curriculum';
    const source = listSourceFiles(folder)
      // The rules of good content have fixtures of their own.
      .filter(({ path }) => path.endsWith('.server.ts') && !path.includes('/quality'))
      .map(({ text }) => text)
      .join('\n');
    const known = [...source.matchAll(/(?:\.error|\.warning)\(\s*'([a-z-]+)'/g)].map(
      (match) => match[1],
    );
    // These need a file system that misbehaves or a file that cannot be kept in a repository: tested below.
    const elsewhere = [
      'file-too-large',
      'not-text',
      'unreadable',
      'not-compiled',
      'link-out',
      'empty-file',
      'empty-course',
      // Depends on the academy's time zone.
      'release-time',
      // Texts too large to be kept here: limits.test.ts.
      'over-limit',
    ];
    expect([...new Set(known)].filter((rule) => !shown.includes(rule)).sort()).toEqual(
      elsewhere.sort(),
    );
  });
});

describe('files that cannot be kept in a repository', () => {
  test('a 2 MB paste is refused with its size, and the rest of the course is not', async () => {
    const course = copyCourse();
    course.write(newLesson, lessonText('word '.repeat(400_000)));
    const content = await course.load();
    expect(content.problems.map(toProblemLine)).toEqual([
      `${newLesson}:1:1 error file-too-large this file has 1954 kB; a content file may have 512 kB. Was something pasted into it? Split it, and keep pictures as files beside it.`,
    ]);
    expect(itemOf(content, 'second-lesson').output).not.toBeNull();
    expect(content.courses[0]?.complete).toBe(false);
  });

  test('bytes that are no text are refused', async () => {
    const course = copyCourse();
    course.write(newLesson, new Uint8Array([0x2d, 0x2d, 0x2d, 0xff, 0xfe]));
    course.write('01-first-module/04-zero.mdx', lessonText('a \0 b'));
    const { problems } = await course.load();
    expect(problems.map(({ rule, line }) => [rule, line])).toEqual([
      ['not-text', 1],
      ['not-text', 1],
    ]);
  });

  test('nothing else is held back for what a lesson that cannot be read may say', async () => {
    const course = copyCourse();
    // Other files ask about its objective, and link to its heading.
    course.write('01-first-module/02-second-lesson.mdx', new Uint8Array([0xff, 0xfe, 0x2d, 0x00]));
    const content = await course.load();
    expect(content.problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      '01-first-module/02-second-lesson.mdx not-text',
    ]);
    expect(itemOf(content, 'first-quiz').output).not.toBeNull();
  });

  test('Windows line ends and a byte order mark change neither the result nor the places', async () => {
    const course = copyCourse();
    const before = itemOf(await course.load(), 'first-lesson').output;
    const path = '01-first-module/01-first-lesson.mdx';
    course.write(path, `\uFEFF${course.read(path).replaceAll('\n', '\r\n')}`);
    expect(itemOf(await course.load(), 'first-lesson').output).toEqual(before);
    course.edit(path, '<Callout kind="evidence"', '<Callout kind="evidense"');
    const { problems } = await course.load();
    expect(problems.map(toProblemLine)).toEqual([
      `${path}:21:10 error bad-attribute \`kind="evidense"\` is not known. Did you mean \`evidence\`?`,
    ]);
  });

  test('a picture that is a link out of the folder is refused', async () => {
    const course = copyCourse();
    symlinkSync('/etc/hostname', join(course.contentDir, '01-first-module/out.svg'));
    course.write(newLesson, lessonText('![A picture](./out.svg)'));
    const { problems } = await course.load();
    expect(problems[0]?.message).toContain('is a link that leaves the course’s folder');
  });

  test.each([
    ['a lesson', '01-first-module/03-made.mdx'],
    ['the settings of a module', '01-first-module/module.mdx'],
    ['the sources', 'sources.yml'],
    ['a transcript', '01-first-module/stop.md'],
    ['waivers', 'waivers.yml'],
  ])('%s: a link out of the folder is not followed', async (_, path) => {
    const course = copyCourse();
    const outside = join(course.dataDir, 'secret');
    mkdirSync(course.dataDir, { recursive: true });
    writeFileSync(outside, lessonText('Not to be published.'));
    rmSync(join(course.contentDir, path), { force: true });
    symlinkSync(outside, join(course.contentDir, path));
    const content = await course.load();
    const { problems } = path === 'waivers.yml' ? await readWaivers(course.contentDir) : content;
    expect(problems.map(toProblemLine)).toContain(
      `${path}:1:1 error link-out this file is a link that leaves the course’s folder; put the file itself there.`,
    );
    expect(JSON.stringify(content.courses)).not.toContain('Not to be published');
  });

  test('a link within the folder is followed', async () => {
    const course = copyCourse();
    symlinkSync('02-second-lesson.mdx', join(course.contentDir, newLesson));
    expect((await course.load()).problems.map(({ rule }) => rule)).not.toContain('link-out');
  });

  test('a module that is a link is told, and what was published of it stays', async () => {
    const course = copyCourse();
    const moved = join(course.dataDir, 'module');
    mkdirSync(course.dataDir, { recursive: true });
    renameSync(join(course.contentDir, '01-first-module'), moved);
    symlinkSync(moved, join(course.contentDir, '01-first-module'));
    expect((await course.load()).problems.map(toProblemLine)).toContain(
      '01-first-module:1:1 error link-out this folder is a link, and links are not followed; put the folder itself there.',
    );
  });

  test('what is no file is refused: of a pipe the end may never come', async () => {
    const course = copyCourse();
    execFileSync('mkfifo', [join(course.contentDir, newLesson)]);
    expect((await course.load()).problems.map(({ rule }) => rule)).toEqual(['unreadable']);
  });

  test('a drawing of 2 MB is refused', async () => {
    const course = copyCourse();
    course.write('01-first-module/big.svg', new Uint8Array(2_000_000));
    course.write(newLesson, lessonText('![A picture](./big.svg)'));
    const { problems } = await course.load();
    expect(problems[0]?.message).toContain('has 2 MB; a drawing may have 1 MB. Make it smaller.');
  });

  test('an empty transcript is reported at its own file', async () => {
    const course = copyCourse();
    course.write('01-first-module/stop.md', '\n');
    const { problems } = await course.load();
    expect(problems.map(toProblemLine)).toEqual([
      '01-first-module/stop.md:1:1 error empty-file this file is empty; write its text.',
    ]);
  });

  test('a course without modules is only a warning', async () => {
    const course = copyCourse();
    course.remove('01-first-module');
    course.edit('course.mdx', /It starts with .*/, '');
    const { problems } = await course.load();
    expect(problems.map(({ rule, level }) => [rule, level])).toContainEqual([
      'empty-course',
      'warning',
    ]);
  });

  test('sources.yml that is no YAML is reported once there and at each file that cites', async () => {
    const course = copyCourse();
    course.write('sources.yml', 'lind-1990:\n\tauthors: x\n');
    const content = await course.load();
    const errors = content.problems.map(({ file, rule }) => `${file} ${rule}`);
    expect(errors).toContain('sources.yml yaml');
    expect(errors).toContain('01-first-module/01-first-lesson.mdx unusable-source');
    expect(itemOf(content, 'first-module').output).not.toBeNull();
  });
});

describe('a content folder that cannot be used', () => {
  test('is reported and marked unreadable', async () => {
    const content = await loadContent({ contentDir: '/nowhere/at/all', dataDir: null });
    expect(content.readable).toBe(false);
    expect(content.problems.map(({ rule }) => rule)).toEqual(['unreadable']);
  });

  test('a course folder without course.mdx is reported', async () => {
    const course = copyCourse();
    course.write('courses/empty/notes.txt', 'nothing');
    course.remove('course.mdx');
    const content = await course.load();
    expect(content.problems.map(toProblemLine)).toContain(
      'courses/empty/course.mdx:1:1 error missing-file this file is missing; add it.',
    );
    expect(content.courses[0]?.complete).toBe(false);
  });

  test('a data folder that cannot be written stops only what needs it', async () => {
    const { contentDir } = copyCourse();
    const content = await loadContent({ contentDir, dataDir: '/dev/null/data' });
    const { rule, message } = content.problems[0] ?? {};
    expect([rule, message]).toEqual([
      'not-compiled',
      expect.stringContaining('could not be compiled on this machine'),
    ]);
    expect(itemOf(content, 'first-module').output).not.toBeNull();
    expect(itemOf(content, 'first-lesson').output).toBeNull();
  });
});
