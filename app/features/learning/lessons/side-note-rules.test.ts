import { expect, test } from 'vitest';
import { createSideNotes } from './side-note-rules.ts';

const cite =
  '<sup class="cite"><a href="#source-tyler-2006"><span class="visually-hidden">Source </span>[1]</a></sup>';
const term = '<a class="term" href="#term-voice">heard</a>';
const noted = {
  references: [
    { id: 'tyler-2006', number: 1, authors: 'Tyler & Co', year: 2006, limits: 'One <city>.' },
  ],
  terms: [{ id: 'voice', term: 'Voice', meaning: 'Being heard first.' }],
};

test('puts a note behind the first mention only, over all blocks of a lesson', () => {
  const annotate = createSideNotes(noted);
  expect(annotate(`<p>${term}, ${cite}</p>`)).toBe(
    `<p>${term}<span class="sidenote" aria-hidden="true"><b>Voice</b> Being heard first.</span>, ` +
      `${cite}<span class="sidenote" aria-hidden="true"><b>1</b> Tyler &amp; Co 2006. One &lt;city&gt;.</span></p>`,
  );
  expect(annotate(`<p>${term}, ${cite}</p>`)).toBe(`<p>${term}, ${cite}</p>`);
});

test('leaves mentions of what the page does not list, and all other HTML, as they are', () => {
  const html =
    '<p><a class="term" href="#term-unknown">x</a> <a href="#source-tyler-2006">y</a></p>';
  expect(createSideNotes(noted)(html)).toBe(html);
});
