import { expect, test } from 'vitest';
import type { Block } from '#app/features/curriculum/courses/schema.ts';
import { blockAnchor, findHeadings, findSection, leastReadingSeconds } from './place-rules.ts';

const html = (text: string): Block => ({ type: 'html', html: text });
const blocks: Block[] = [
  html('<p>Before any heading.</p>'),
  html('<h2 id="section-voice">Voice</h2><p>Text.</p>'),
  { type: 'reflect', id: 'habit', promptHtml: '' },
  html('<p>Write <code> id="section-voice-2"</code>.</p>'),
  html('<h3 class="a>b" id=section-voice-2>Voice again</h3>'),
];
const outline = [
  { id: 'section-voice', text: 'Voice', depth: 2 },
  { id: 'section-voice-2', text: 'Voice again', depth: 3 },
  { id: 'section-gone', text: 'Gone', depth: 2 },
];
const body = { blocks, outline };

test('every block has an anchor of its own', () => {
  expect(blocks.map(blockAnchor)).toEqual([
    'block-0',
    'block-1',
    'reflect-habit',
    'block-3',
    'block-4',
  ]);
});

test('headings are found by their whole id', () => {
  expect(findHeadings(body)).toEqual([1, 4, -1]);
});

test('a block stands under the last heading before it', () => {
  const sections = blocks.map((_, index) => findSection(body, index));
  expect(sections).toEqual([null, 'Voice', 'Voice', 'Voice', 'Voice again']);
});

test('a text of 1,500 words takes a minute and a half at the very least', () => {
  expect(leastReadingSeconds(1500)).toBe(90);
});
