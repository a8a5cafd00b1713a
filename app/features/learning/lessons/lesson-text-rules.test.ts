import { expect, test } from 'vitest';
import type { Block } from '#app/features/curriculum/courses/schema.ts';
import { toItem } from '#tests/factories/shapes.ts';
import { toLessonBody } from '#tests/support/learning-course.ts';
import { toLessonText } from './lesson-text-rules.ts';

test('a lesson is told line by line, as its page shows it', () => {
  const blocks: Block[] = [
    {
      type: 'html',
      html: '<h2 id="a">Voice &amp; <b>tone</b></h2><ul><li>One</li><li>Two</li></ul>',
    },
    {
      type: 'check',
      required: true,
      item: toItem({
        id: 'c',
        type: 'single',
        promptHtml: '<p>Which one?</p>',
        options: [
          { id: 'x', html: 'This' },
          { id: 'y', html: 'That' },
        ],
      }),
    },
    { type: 'reflect', id: 'r', promptHtml: '<p>And you?</p>' },
  ];
  expect(toLessonText(toLessonBody('lesson', blocks)).split('\n')).toEqual([
    'Lesson lesson',
    'Made for the tests of learning pages.',
    'explain the four habits in plain words',
    'Voice & tone',
    'One',
    'Two',
    'Which one?',
    'This',
    'That',
    'And you?',
  ]);
});
