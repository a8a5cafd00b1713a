import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Reviewers } from './reviewers.tsx';

const stone = {
  name: 'A. Stone',
  role: 'police trainer',
  date: '2026-11-22',
  read: 'all of it',
};

test('a lesson says who has read it, in what role, what of it and when', () => {
  const html = renderToStaticMarkup(<Reviewers reviewers={[stone, 'B. Field']} />);
  expect(html).toContain('A. Stone, police trainer. Read all of it, 22 Nov 2026.');
  expect(html).toContain('<li>B. Field</li>');
  expect(html).not.toContain('Not reviewed yet');
});

test('a lesson that has not been reviewed says so', () => {
  const html = renderToStaticMarkup(<Reviewers reviewers={[]} />);
  expect(html).toContain('Not reviewed yet');
});
