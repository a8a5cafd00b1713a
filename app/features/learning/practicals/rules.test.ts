import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PracticalBody } from '#app/features/curriculum/courses/schema.ts';
import { audienceOf, listAnchors, toSheetSections, withoutRating } from './rules.ts';

type Block = PracticalBody['blocks'][number];

const html = (text: string): Block => ({ type: 'html', html: text });
const rubric: Block = {
  type: 'rubric',
  rubric: { id: 'r', title: 'R', lesson: 'l', pass: 1, levels: ['a', 'b', 'c'], criteria: [] },
};

describe('whom a heading is for', () => {
  test.each([
    ['For the cadet', 'cadet'],
    ['For the role-player', 'role-player'],
    ['For the role-players', 'role-player'],
    ['for the roleplayer', 'role-player'],
    ['For the rater', 'rater'],
    ['For both raters', 'rater'],
    ['For the cadets', 'cadet'],
    ['For everybody', null],
    ['The role-player', null],
    ['Formally, cadet', null],
  ])('%s', (title, audience) => {
    expect(audienceOf(title)).toBe(audience);
  });
});

describe('sections', () => {
  test('are cut at headings, what follows a rubric staying with it', () => {
    const sections = toSheetSections([
      html('<p>Before.</p>'),
      html('<h2 id="a">One &amp; two</h2><p>Text.</p>'),
      html('<h3 id="b">For the <em>rater</em></h3>'),
      rubric,
      html('<p>After the rubric.</p>'),
      html('<h2 id="c">Three</h2>'),
    ]);
    expect(sections.map(({ title, roleplay }) => [title, roleplay])).toEqual([
      [null, false],
      ['One & two', true],
      ['Three', false],
    ]);
    expect(sections[1]?.parts).toEqual([
      {
        headingHtml: '<h2 id="a">One &amp; two</h2>',
        audience: null,
        blocks: [html('<p>Text.</p>')],
      },
      {
        headingHtml: '<h3 id="b">For the <em>rater</em></h3>',
        audience: 'rater',
        blocks: [rubric, html('<p>After the rubric.</p>')],
      },
    ]);
  });

  test('are named by what their heading says, however it is written', () => {
    const sections = toSheetSections([
      html('<h2 id="a" class="x>y">Caf\u00e9 <em>A</em> &eacute; &lt;b&gt;</h2 ><p>Text.</p>'),
      html('<!-- <h2>no</h2> --><p>More.</p>'),
    ]);
    expect(sections.map(({ title }) => title)).toEqual(['Caf\u00e9 A \u00e9 <b>']);
    expect(sections[0]?.parts[0]).toMatchObject({
      headingHtml: '<h2 id="a" class="x>y">Caf\u00e9 <em>A</em> &eacute; &lt;b&gt;</h2 >',
      blocks: [html('<p>Text.</p>'), html('<!-- <h2>no</h2> --><p>More.</p>')],
    });
  });

  test('a heading of the third level may come first, and is no role-play’s name', () => {
    const [only] = toSheetSections([html('<h3>For the cadet</h3><p>You.</p>')]);
    expect(only).toMatchObject({ title: null, roleplay: true, parts: [{ audience: 'cadet' }] });
  });

  test('hold everything there is, in its order', () => {
    const pieces = fc.constantFrom(
      '<p>a</p>',
      '<h2 id="x">b</h2>',
      '<h2>c</h2><p>d</p>',
      '<h3>For the cadet</h3><p>e</p>',
      '<h3>f</h3>',
      '',
    );
    const blocks = fc.array(fc.oneof(pieces.map(html), fc.constant(rubric)), { maxLength: 12 });
    fc.assert(
      fc.property(blocks, (given) => {
        const text = (all: readonly Block[]) =>
          all.map((block) => (block.type === 'html' ? block.html : '[rubric]')).join('');
        const parts = toSheetSections(given).flatMap((section) => section.parts);
        const found = parts.map(({ headingHtml, blocks: own }) => (headingHtml ?? '') + text(own));
        expect(found.join('')).toBe(text(given));
      }),
    );
  });
});

test('without its rating a practical has no rater’s part and no rubric, wherever it stands', () => {
  const sections = withoutRating(
    toSheetSections([
      html('<h2 id="a">One</h2><p>Text.</p>'),
      rubric,
      html('<h3 id="b">For the rater</h3><p>Judge.</p>'),
      rubric,
      html('<p>And this.</p>'),
      html('<h3 id="c">For the cadet</h3>'),
      html('<h2 id="d">Two</h2>'),
    ]),
  );
  expect(listAnchors(sections)).toEqual(new Set(['a', 'c', 'd']));
  expect(JSON.stringify(sections)).not.toMatch(/rubric|Judge|And this/);
});
