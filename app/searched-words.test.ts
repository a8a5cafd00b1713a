import { describe, expect, test } from 'vitest';
import { markWords, readAsked, toSnippet, toWordColumn } from './searched-words.ts';

const written = (text: string, words: readonly string[]) =>
  markWords(text, words)
    .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
    .join('');

const snipped = (text: string, words: readonly string[]) =>
  toSnippet(text, words)
    .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
    .join('');

describe('what is looked for', () => {
  test.each([
    ['Zoë O’Neil-Ng', ['zoe', 'o', 'neil', 'ng']],
    ['"voice" OR NEAR(a b) * : ^', ['voice', 'or', 'near', 'a', 'b']],
    ["100%_x\\'; DROP", ['100', 'x', 'drop']],
    ['می‌خواهم', ['میخواهم']],
    ['מיכל', ['מיכל']],
    ['李', ['李']],
    ['nul\0 and 👍', ['nul', 'and']],
  ])('%j', (typed, words) => expect(readAsked(typed).words).toEqual(words));

  test.each([[''], [' '], ['a'], ['a b'], ['"*:%_\0'], ['👍🏽'], ['\u200c']])(
    'nothing that is long enough: %j',
    (typed) => expect(readAsked(typed)).toEqual({ words: [], left: false }),
  );

  test('of very much only the start, and it is said', () => {
    expect(readAsked('ab '.repeat(3333))).toEqual({ words: ['ab'], left: true });
    const words = 'one two three four five six seven eight nine';
    expect(readAsked(words)).toEqual({ words: words.split(' ').slice(0, 8), left: true });
    const { words: parts } = readAsked('x'.repeat(10_000));
    expect(parts.every((part) => part.length <= 40)).toBe(true);
  });
});

test('a column of words is never empty, and has a blank before each word', () => {
  expect(toWordColumn('Voice, voice: Élan')).toBe(' voice elan');
  expect(toWordColumn('…')).toBe(' ');
});

describe('where the words stand', () => {
  test.each([
    ['Nguyễn Thị <b>', ['nguy'], '[Nguyễn] Thị <b>'],
    ['He is heard before', ['before', 'hear'], 'He is [heard] [before]'],
    ['shear', ['hear'], 'shear'],
    ['', ['a'], ''],
  ])('%s', (text, words, marked) => expect(written(text, words)).toBe(marked));

  test('a snippet has the first of them, whole words around it, and says where it was cut', () => {
    const text = `${'before '.repeat(40)}the Élan itself ${'after '.repeat(60)}end`;
    const snippet = snipped(text, ['elan']);
    expect(snippet).toMatch(/^… before .*the \[Élan\] itself after .* …$/);
    expect(snippet.length).toBeLessThan(260);
    expect(snipped('Short voice.', ['voice'])).toBe('Short [voice].');
    expect(snipped('Nothing here.', ['voice'])).toBe('Nothing here.');
    expect(snipped('x'.repeat(5000), ['voice']).length).toBeLessThan(300);
  });
});
