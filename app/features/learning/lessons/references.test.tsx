import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { References } from './references.tsx';

const source = {
  id: 'holt-2015',
  number: 1,
  authors: 'Holt, B.',
  year: 2015,
  title: 'What gets lost',
  limits: 'One team.',
};

const shown = (more: { url?: string; verified: boolean }) =>
  renderToStaticMarkup(<References references={[{ ...source, ...more }]} />);

test('a source that nobody has checked says so, and a checked one does not', () => {
  const words = 'This source is not yet checked against the original.';
  expect(shown({ verified: false })).toContain(words);
  expect(shown({ verified: true })).not.toContain(words);
});

test('a source without an address is named, and is no link', () => {
  expect(shown({ verified: true })).not.toContain('<a');
  expect(shown({ verified: true })).toContain('What gets lost');
  const linked = shown({ verified: true, url: 'https://doi.org/10.1/x' });
  expect(linked).toContain('<a href="https://doi.org/10.1/x" rel="noreferrer">What gets lost</a>');
});
