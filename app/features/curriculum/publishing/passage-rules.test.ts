import { expect, test } from 'vitest';
import { toItem } from '#tests/factories/shapes.ts';
import { toLessonBody } from '#tests/support/learning-course.ts';
import { toPassageRows } from './passage-rules.ts';

test('a lesson is found by its title, its headings with what stands under them, and its words; by no question', () => {
  const options = [{ id: 'right', html: 'The marigold' }];
  const item = { ...toItem({ id: 'one', type: 'single', options }), promptHtml: 'Which flower?' };
  const body = toLessonBody('one', [
    { type: 'html', html: '<p>First<sup class="cite"><a href="#source-a">1</a></sup>.</p>' },
    { type: 'check', required: true, item },
    {
      type: 'html',
      html: '<h2 id="voice">Vo<em>ice</em></h2><p>One &amp;</p><ul><li>two</li></ul>',
    },
    { type: 'reflect', id: 'note', promptHtml: '<p>And you?</p>' },
    {
      type: 'html',
      html: '<p>Three</p><h3 id="respect">Élan</h3><table><tr><td>a</td><td>b</td></tr></table>',
    },
  ]);
  const rows = toPassageRows({ id: 'revision', contentId: 'one' }, body);
  expect(
    rows.map(({ kind, anchor, heading, body: text }) => [kind, anchor, heading, text]),
  ).toEqual([
    ['lesson', '', 'Lesson one', 'Made for the tests of learning pages. First.'],
    ['section', 'voice', 'Voice', 'One & two And you? Three'],
    ['section', 'respect', 'Élan', 'a b'],
    ['term', 'term-voice', 'Voice', 'Being heard before the decision.'],
  ]);
  expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  expect(rows[2]).toMatchObject({ headingWords: ' elan', words: ' elan a b', lessonId: 'one' });
  expect(JSON.stringify(rows)).not.toMatch(/marigold|flower/i);
});
