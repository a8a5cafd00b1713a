import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/content.server.ts';
import { copyCourse, lessonText } from './fixture-course.ts';

const pieces = fc.constantFrom(
  '\n',
  '\n\n',
  '## ',
  '# ',
  'word ',
  '- [x] ',
  '- [ ] ',
  '  > ',
  '> ',
  'Misconception: ',
  '<Check id="a">',
  '</Check>',
  '<Reflect id="b">',
  '</Reflect>',
  '<Callout kind="note">',
  '</Callout>',
  '<Compare>',
  '</Compare>',
  '<Weak>',
  '</Weak>',
  '<Steps>',
  '</Steps>',
  '1. ',
  '<Source id="lind-1990" />',
  '<Term id="voice">voice</Term>',
  '{',
  '}',
  '{/* c */}',
  '<script>',
  '</script>',
  '<b onclick="x">',
  '</b>',
  '[a](javascript:alert(1))',
  '![a](./door.svg)',
  '| a | b |\n| - | - |\n| c | d |',
  '```',
  '*',
  '**',
  '_',
  '<',
  '>',
  '&lt;',
  '\\',
  'import x',
  'export const',
  '---',
  '{...x}',
  '<Figure src="./door.svg" alt="x" />',
);

test('no text at all stops the compiler, reaches a page as code, or shows what is for instructors', {
  timeout: 120_000,
}, async () => {
  const course = copyCourse();
  course.remove('01-first-module/01-first-lesson.mdx');
  course.edit('course.mdx', /It starts with .*/, '');
  course.remove('01-first-module/quiz.mdx');
  course.edit('01-first-module/module.mdx', 'requiresQuiz: true', 'requiresQuiz: false');
  course.edit('01-first-module/02-second-lesson.mdx', 'objective="name-components" ', '');
  let published = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 14 }), async (parts) => {
      course.write('01-first-module/03-made.mdx', lessonText(parts.join('')));
      const { problems, courses } = await loadContent({
        contentDir: course.contentDir,
        dataDir: course.dataDir,
      });
      const made = courses[0]?.items.find(({ id }) => id === 'made-lesson');
      const errors = problems.filter(({ level }) => level === 'error');
      expect(made?.output === null).toBe(errors.length > 0);
      for (const { file, line, column } of errors) {
        expect(file).toBe('01-first-module/03-made.mdx');
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
      if (made?.output?.kind !== 'lesson') return;
      published += 1;
      const text = JSON.stringify(made.output.body);
      expect(text).not.toMatch(/<script|<[^>]*\son\w+=|href=\\"javascript:|\[x\] /i);
    }),
    { numRuns: 100 },
  );
  expect(published).toBeGreaterThan(0);
});
