import { describe, expect, test } from 'vitest';
import { readHeading, readPlaces, redirectLinks, toBareLines, toBareText } from './html-rules.ts';

describe('as bare text', () => {
  test.each([
    ['Say <em>one</em>  thing &amp; wait', 'Say one thing & wait'],
    ['&lt;b&gt; &quot;x&quot; &#39;y&#x27; &eacute;&nbsp;&#x1f44d;', '<b> "x" \'y\' é 👍'],
    ['<p>Two</p>\n<p>lines</p>', 'Two lines'],
    ['<abbr title="more > less">ML</abbr> holds<!-- a > b -->', 'ML holds'],
    ['2 < 3, and 3 > 2', '2 < 3, and 3 > 2'],
  ])('%s reads %s', (html, text) => expect(toBareText(html)).toBe(text));
});

test('lines are those of paragraphs, entries and rows', () => {
  const html =
    '<h2>A &amp; <b>b</b></h2> loose<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>' +
    '<table><tr><th>x</th><td>y</td></tr></table>last<br>line';
  expect(toBareLines(html)).toEqual([
    'A & b',
    'loose',
    'One',
    'Two',
    'more',
    'x y',
    'last',
    'line',
  ]);
});

test('ids are those of elements, not of words', () => {
  const html = '<h2 title="a>b" id=\'one\'>1</h2><p> id="two"</p><!-- <h3 id="three"> -->';
  expect(readPlaces({ html }).anchors).toEqual(['one']);
});

describe('a heading at the front', () => {
  test('is told from what follows, each as it is written', () => {
    const headingHtml = '<h3 id="a" class="x>y">Caf&eacute; <em>&lt;b&gt;</em></h3>';
    expect(readHeading(`\n${headingHtml}\n<p>Text.</p>\n`)).toEqual({
      level: 3,
      title: 'Café <b>',
      headingHtml,
      restHtml: '<p>Text.</p>',
    });
  });

  test.each([
    '',
    '<p>Text.</p><h2>Later</h2>',
    'Text <h2>Later</h2>',
    '<h4>Lower</h4>',
    '<hr><h2>Later</h2>',
  ])('is not there: %s', (html) => expect(readHeading(html)).toBeNull());
});

test('mentions are those of the text, with the offset behind each', () => {
  const cite = '<sup class="cite"><a href="#source-a"><span>x</span>[1]</a></sup>';
  const term = '<a href="#term-b" class="term wide"><em>b</em></a>';
  const html = `<!-- ${cite} --><p>${cite}, ${term} <span class="term">c</span> <a href="#term-d">d</a></p>`;
  expect(readPlaces({ html }).mentions).toEqual([
    { href: '#source-a', end: html.lastIndexOf('</sup>') + '</sup>'.length },
    { href: '#term-b', end: html.indexOf('</em></a>') + '</em></a>'.length },
  ]);
});

test('links to pages lead elsewhere, and nothing else of the HTML changes', () => {
  const html =
    '<p title="<a href=&quot;/x&quot;>">A &amp; &eacute;</p><!-- <a href="/x"> -->' +
    '<a class=\'a>b\' HREF=/x#part>x</a><a href="/x?a=1&amp;b=2">x</a><a href=/y>y</a><a>z</a>';
  const links = new Map([['/x', '/there?q="1"']]);
  expect(redirectLinks(html, (path) => links.get(path))).toBe(
    html
      .replace('HREF=/x#part', 'href="/there?q=&quot;1&quot;#part"')
      .replace('"/x?a=1&amp;b=2"', '"/there?q=&quot;1&quot;?a=1&amp;b=2"'),
  );
});
