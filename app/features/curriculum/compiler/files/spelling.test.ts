import { expect, test } from 'vitest';
import { didYouMean, nearest } from './spelling.server.ts';

const components = ['Callout', 'Check', 'Compare', 'Steps', 'Strong', 'Term'];

test.each([
  ['Calout', 'Callout'],
  ['callout', 'Callout'],
  ['Chekc', 'Check'],
  ['Step', 'Steps'],
  ['Trem', 'Term'],
  ['Quiz', null],
  ['X', null],
])('%s is near %s', (word, expected) => {
  expect(nearest(word, components)).toBe(expected);
});

test('no suggestion out of nothing', () => {
  expect(nearest('skogan-2006', [])).toBeNull();
  expect(didYouMean('skogan-2006', [])).toBe('');
});

test('a short list of what there is stands in for a suggestion, a long one does not', () => {
  expect(didYouMean('zzzzzzzz', ['voice', 'respect'])).toBe(' There is: `voice`, `respect`.');
  expect(
    didYouMean(
      'zzzzzzzz',
      Array.from({ length: 9 }, (_, index) => `term-${index}`),
    ),
  ).toBe('');
});
