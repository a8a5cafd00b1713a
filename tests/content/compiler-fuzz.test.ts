import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { lessonBodySchema } from '#app/features/curriculum/courses/schema.ts';
import { answerKeySchema } from '#app/features/curriculum/items/schema.ts';
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
  '> Misconception: secret-of-the-option\n',
  '\n- [x] Right\n  > So.\n  > Misconception: secret-of-the-option\n- [ ] Wrong\n  > No.\n',
  '\\\n',
  '&gt; ',
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
  '\nNumber: 14 ± 1\n',
  '\nText: one | two*\n',
  '\nRating: Low | High\n',
  '\n1. One\n2. Two\n3. Three\n\n> So.\n',
  '\n- [x] True\n- [ ] False\n',
  '\n- [x] here (left 10%, top 10%, width 30%, height 40%)\n- [ ] there (left 50%, top 10%, width 30%, height 40%)\n',
  ' (left 5%, top 5%, ',
  '<Scenario id="s" title="S" variables="trust 1">',
  '</Scenario>',
  '\n\n<Scene id="start">\n\nStart.\n\n',
  '\n\n<Scene id="stop" end="good">\n\nStop.\n\n</Scene>\n\n',
  '</Scene>',
  '\n- ["Go."](#stop)\n',
  '  > Resident: secret-of-the-resident\n  > Officer: secret-of-the-officer\n  > Kind: best\n',
  '  > Effect: trust +1\n  > If: trust at least 1\n',
  '**Luis:** ',
  '\n\n<When if="trust at least 1">\n\nSometimes.\n\n</When>\n\n',
  '<When if="trust below 2 and trust at most 1">',
  '</When>',
  '<Rubric id="r" title="R" lesson="l" pass="3">',
  '</Rubric>',
);

/** Questions and scenarios that are right as they stand, so that random text around them is published now and then. */
const whole = fc.constantFrom(
  '\n\n<Check id="n">\n\nHow many?\n\nNumber: 14 ± 1\n\n> So.\n\n</Check>\n\n',
  '\n\n<Check id="o">\n\nOrder?\n\n1. One\n2. Two\n3. Three\n\n> So.\n\n</Check>\n\n',
  '\n\n<Check id="m">\n\nMatch?\n\n| A | B |\n| - | - |\n| c | d |\n| e | f |\n\n> So.\n\n</Check>\n\n',
  '\n\n<Check id="h">\n\nWhere?\n\n![A door](./door.svg)\n\n- [x] here (left 10%, top 10%, width 30%, height 40%)\n- [ ] there (left 50%, top 10%, width 30%, height 40%)\n\n</Check>\n\n',
  '\n\n<Scenario id="w" title="W">\n\n<Scene id="go">\n\nGo.\n\n- ["A"](#end)\n  > Resident: secret-of-the-resident\n  > Officer: secret-of-the-officer\n  > Kind: weak\n- ["B"](#end)\n  > Resident: one\n  > Officer: two\n  > Kind: best\n\n</Scene>\n\n<Scene id="end" end="good">\n\nEnd.\n\n</Scene>\n\n</Scenario>\n\n',
  '\n\n<Scenario id="v" title="V" variables="trust 1">\n\n<Scene id="go">\n\nGo.\n\n- ["A"](#end)\n  > Resident: one\n  > Officer: two\n  > Kind: weak\n  > Effect: trust -1\n- ["B"](#end)\n  > Resident: one\n  > Officer: two\n  > Kind: best\n\n</Scene>\n\n<Scene id="end" end="good">\n\n<When if="trust at least 1">\n\n**Luis:** Still.\n\n</When>\n\nEnd.\n\n</Scene>\n\n</Scenario>\n\n',
);

const texts = fc
  .tuple(
    fc.array(pieces, { maxLength: 14 }),
    fc.option(whole, { nil: '' }),
    fc.array(pieces, { maxLength: 6 }),
  )
  .map(([before, middle, after]) => [...before, middle, ...after].join(''));

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
    fc.asyncProperty(texts, async (text) => {
      course.write('01-first-module/03-made.mdx', lessonText(text));
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
      const shown = JSON.stringify(made.output.body);
      expect(shown).not.toMatch(/<script|<[^>]*\son\w+=|href=\\"javascript:|\[x\] /i);
      expect(shown).not.toMatch(/secret-of-the|"(kind|correct|residentHtml|range)":/);
      // What is stored must be readable again.
      expect(lessonBodySchema.parse(made.output.body)).toEqual(made.output.body);
      expect(answerKeySchema.parse(made.output.key)).toEqual(made.output.key);
    }),
    { numRuns: 150 },
  );
  expect(published).toBeGreaterThan(0);
});
