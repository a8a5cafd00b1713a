import { expect, test } from 'vitest';
import { withSideNotes } from './side-note-rules.ts';

const cite =
  '<sup class="cite"><a href="#source-tyler-2006"><span class="visually-hidden">Source </span>[1]</a></sup>';
const term = '<a class="term" href="#term-voice">heard</a>';
const lists = {
  references: [
    {
      id: 'tyler-2006',
      number: 1,
      authors: 'Tyler & Co',
      year: 2006,
      verified: true,
      limits: 'One <city>.',
    },
  ],
  terms: [{ id: 'voice', term: 'Voice', meaning: 'Being heard first.' }],
};

const noted = (...html: string[]) =>
  withSideNotes({ ...lists, blocks: html.map((text) => ({ type: 'html', html: text })) }).map(
    (block) => (block.type === 'html' ? block.html : ''),
  );

const voiceNote =
  '<span class="sidenote" aria-hidden="true"><b>Voice</b> Being heard first.</span>';

test('puts a note behind the first mention only, over all blocks of a lesson', () => {
  const text = `<p>${term}, ${cite}</p>`;
  expect(noted(text, text)).toEqual([
    `<p>${term}${voiceNote}, ` +
      `${cite}<span class="sidenote" aria-hidden="true"><b>1</b> Tyler &amp; Co 2006. One &lt;city&gt;.</span></p>`,
    text,
  ]);
});

test('leaves mentions of what the page does not list, and all other HTML, as they are', () => {
  const html =
    '<p><a class="term" href="#term-unknown">x</a> <a href="#source-tyler-2006">y</a>&eacute;</p >';
  expect(noted(html)).toEqual([html]);
});

test('stands behind the whole mention, however it is written', () => {
  const emphasized = '<a href="#term-voice" class="term first"><em>he</em>ard</a>';
  const quoted = `<!-- ${term} --><p><code>&lt;a class="term" href="#term-voice"></code> `;
  expect(noted(`${quoted}${emphasized}.</p>`)).toEqual([`${quoted}${emphasized}${voiceNote}.</p>`]);
});
