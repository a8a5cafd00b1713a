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

test('the demo academy has an example of every rule that the course leaves to an academy, and none too many', async () => {
  const { problems, courses } = await loadContent({
    contentDir: resolve('content'),
    dataDir: null,
    exampleRules: true,
  });
  const ofRules = problems.filter(({ file }) => file.startsWith('local-rules/'));
  expect(ofRules.map(toProblemLine)).toEqual([]);
  const asked = courses.flatMap(({ compiled }) =>
    compiled.files.flatMap(({ compilation }) => compilation.facts.localRules),
  );
  const written = new Set(courses.flatMap(({ shelf }) => [...shelf.localRules.keys()]));
  expect(new Set(asked)).toEqual(written);
});
