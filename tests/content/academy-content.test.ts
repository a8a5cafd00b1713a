import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';

test('the content of this repository has no errors', async () => {
  const { problems, courses } = await loadContent({
    contentDir: resolve('content'),
    dataDir: null,
  });
  expect(problems.filter(({ level }) => level === 'error').map(toProblemLine)).toEqual([]);
  expect(courses.every(({ complete }) => complete)).toBe(true);
});
