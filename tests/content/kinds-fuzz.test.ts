import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import {
  practicalBodySchema,
  quizBodySchema,
  surveyBodySchema,
} from '#app/features/curriculum/courses/schema.ts';
import { answerKeySchema } from '#app/features/curriculum/items/schema.ts';
import { copyCourse, itemOf } from './fixture-course.ts';

/** Random text in the files that are no lessons: it is published or refused, and what is published can be read again. */

const schemas = {
  quiz: quizBodySchema,
  practical: practicalBodySchema,
  survey: surveyBodySchema,
} as const;

const pieces = fc.constantFrom(
  'word ',
  '\n\n',
  '## Heading\n\n',
  '\n\n<Rubric id="r" title="R" lesson="parts-lesson" pass="3">\n\n',
  '\n\n</Rubric>\n\n',
  '| Criterion | 0 None | 1 Some | 2 All |\n| - | - | - | - |\n',
  '| a | b | c | d |\n',
  '| ★ e | f | g | h |\n',
  '| i | j | k | l |\n',
  '| m | n |\n',
  '\n\n<Scale id="s" title="S">\n\n',
  '\n\n</Scale>\n\n',
  '1. One (R)\n',
  '2. Two\n',
  '(R)',
  '\n\n<Rank id="k">\n\nWhich?\n\n',
  '- one\n- two\n',
  '\n\n</Rank>\n\n',
  '\n\n<Question id="q">\n\nWhat?\n\n',
  '- [x] right\n  > Yes.\n- [ ] wrong\n  > No.\n',
  'Number: 3\n',
  '![a](./door.svg)\n\n',
  '- [x] here (left 10%, top 10%, width 30%, height 40%)\n  > Yes.\n- [ ] there (left 50%, top 10%, width 30%, height 40%)\n  > No.\n',
  '\n> So.\n',
  '\n\n</Question>\n\n',
  '<Callout kind="note">',
  '</Callout>',
);

/** What disturbs nothing where it stands by itself, so that enough of the files are published. */
const prose = fc.constantFrom('word ', '\n\n', '## Heading\n\n', '(R)', '- one\n- two\n\n');

const around = fc
  .oneof(fc.array(pieces, { maxLength: 8 }), fc.array(prose, { maxLength: 4 }))
  .map((parts) => parts.join(''));

const whole = {
  quiz: '\n\n<Question id="w" objective="order-steps">\n\nWhere?\n\n![A door](./door.svg)\n\n- [x] here (left 10%, top 10%, width 30%, height 40%)\n  > Yes.\n- [ ] there (left 50%, top 10%, width 30%, height 40%)\n  > No.\n\n</Question>\n\n',
  practical:
    '\n\n<Rubric id="w" title="W" lesson="parts-lesson" pass="3">\n\n| Criterion | 0 None | 1 Some | 2 All |\n| - | - | - | - |\n| a | b | c | d |\n| ★ e | f | g | h |\n| i | j | k | l |\n\n</Rubric>\n\n',
  survey: '\n\n<Scale id="w" title="W">\n\n1. One (R)\n2. Two\n\n</Scale>\n\n',
} as const;

const files = {
  quiz: ['01-first-module/quiz.mdx', 'parts-quiz'],
  practical: ['01-first-module/practical.mdx', 'parts-practical'],
  survey: ['surveys/attitude.mdx', 'parts-survey'],
} as const;

test.each(['quiz', 'practical', 'survey'] as const)(
  'any text in a %s',
  { timeout: 120_000 },
  async (kind) => {
    const course = copyCourse('parts');
    const [path, id] = files[kind];
    if (kind === 'quiz') course.edit(path, /blueprint:[\s\S]*unseenFirst: true\n/, '');
    const head = /^---[\s\S]*?\n---\n/.exec(course.read(path))?.[0] ?? '';
    const text = fc
      .tuple(around, fc.constantFrom('', whole[kind], whole[kind]), around)
      .map((parts) => parts.join('\n\n'));
    let published = 0;
    await fc.assert(
      fc.asyncProperty(text, async (body) => {
        course.write(path, `${head}\n${body}`);
        const content = await loadContent({
          contentDir: course.contentDir,
          dataDir: course.dataDir,
        });
        const errors = content.problems.filter(
          ({ level, file }) => level === 'error' && file === path,
        );
        const { output } = itemOf(content, id);
        expect(output === null).toBe(errors.length > 0);
        for (const { line, column } of errors) expect(Math.min(line, column)).toBeGreaterThan(0);
        if (output === null) return;
        published += 1;
        expect(schemas[kind].parse(output.body)).toEqual(output.body);
        expect(answerKeySchema.parse(output.key ?? {})).toEqual(output.key ?? {});
        expect(JSON.stringify(output.body)).not.toContain('[x]');
        if (output.kind !== 'survey') return;
        const scales = output.body.blocks.filter(({ type }) => type === 'scale');
        expect(JSON.stringify(scales)).not.toContain('(R)');
      }),
      { numRuns: 80, examples: [[whole[kind]]] },
    );
    expect(published).toBeGreaterThan(0);
  },
);
