import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { codeFingerprint } from '#app/features/curriculum/compiler/files/code-fingerprint.server.ts';
import { watchContent } from '#app/features/curriculum/publishing/watch.server.ts';
import { copyCourse, itemOf } from './fixture-course.ts';

describe('the cache', () => {
  test('a second run compiles nothing and gives the same; a changed file is compiled alone', async () => {
    const course = copyCourse();
    const first = await course.load();
    expect([first.compiled, first.cached]).toEqual([5, 0]);
    const second = await course.load();
    expect([second.compiled, second.cached]).toEqual([0, 5]);
    expect(second.courses).toEqual(first.courses);
    course.edit('01-first-module/02-second-lesson.mdx', 'The checks below', 'These checks');
    const third = await course.load();
    expect([third.compiled, third.cached]).toEqual([1, 4]);
  });

  test.each([
    ['a source', 'sources.yml', 'Voice, control, and', 'Voice and', 3],
    ['a term', 'glossary.yml', 'can tell their side', 'may tell their side', 1],
    ['a picture', '01-first-module/door.svg', 'r="8"', 'r="9"', 2],
    ['a transcript', '01-first-module/stop.md', 'wrong', 'amiss', 1],
    ['a local rule', 'local-rules/names-and-numbers.md', '10 seconds', '20 seconds', 1],
    [
      'the id of a linked lesson',
      '01-first-module/02-second-lesson.mdx',
      'id: second-lesson',
      'id: another-lesson',
      2,
    ],
  ])(
    '%s that changes recompiles exactly what uses it',
    async (_what, path, before, after, count) => {
      const course = copyCourse();
      await course.load();
      course.edit(path, before, after);
      const { compiled, problems } = await course.load();
      expect(problems).toEqual([]);
      expect(compiled).toBe(count);
    },
  );

  test('a local rule that appears is used', async () => {
    const course = copyCourse();
    await course.load();
    course.write('local-rules/filming.md', 'People may film from anywhere they may stand.');
    const content = await course.load();
    expect(content.compiled).toBe(1);
    const text = JSON.stringify(itemOf(content, 'first-lesson').output);
    expect(text).toContain('People may film from anywhere');
  });

  test('copies of assets are made again if they are lost', async () => {
    const course = copyCourse();
    await course.load();
    const folder = join(course.dataDir, 'assets');
    const names = readdirSync(folder);
    expect(names.map((name) => name.replace(/^[0-9a-f]{16}/, '')).sort()).toEqual([
      '.mp4',
      '.pdf',
      '.svg',
      '.vtt',
    ]);

    rmSync(folder, { recursive: true });
    await course.load();
    expect(readdirSync(folder)).toEqual(names);
  });

  test('a damaged entry is compiled anew', async () => {
    const course = copyCourse();
    await course.load();
    const folder = join(course.dataDir, 'cache/compiled', codeFingerprint());

    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"half":');
    expect((await course.load()).compiled).toBe(5);
  });

  test('a file with errors is not kept, and compiles once it is mended', async () => {
    const course = copyCourse();
    const path = '01-first-module/02-second-lesson.mdx';
    course.edit(path, '- [x] "The rule', '- [ ] "The rule');
    expect(itemOf(await course.load(), 'second-lesson').output).toBeNull();
    course.edit(path, '- [ ] "The rule', '- [x] "The rule');
    const content = await course.load();
    expect([content.compiled, content.cached]).toEqual([1, 4]);
    expect(itemOf(content, 'second-lesson').output).not.toBeNull();
  });

  test('the check writes nothing', async () => {
    const { contentDir, dataDir } = copyCourse();
    await loadContent({ contentDir, dataDir: null });
    expect(existsSync(dataDir)).toBe(false);
  });
});

test('a watcher tells once of several writes', async () => {
  const course = copyCourse();
  let calls = 0;
  const stop = watchContent(() => {
    calls += 1;
  }, course.contentDir);
  onTestFinished(stop);
  for (const text of ['One.', 'Two.', 'Three.']) course.write('01-first-module/stop.md', text);
  await vi.waitFor(() => expect(calls).toBe(1), { timeout: 5_000 });
  course.write('01-first-module/03-new.mdx', '');
  await vi.waitFor(() => expect(calls).toBe(2), { timeout: 5_000 });
});
