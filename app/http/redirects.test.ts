import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLocalPath } from './redirects.ts';

test.each([
  ['/learn', '/learn'],
  ['/learn/a?b=c#d', '/learn/a?b=c#d'],
  ['//evil.example', '/x'],
  ['/\\evil.example', '/x'],
  ['/\t/evil.example', '/x'],
  ['/.//evil.example/x', '/x'],
  ['/a/..//evil.example', '/x'],
  ['/%2e//evil.example', '/x'],
  ['/./\\evil.example', '/x'],
  ['https://evil.example', '/x'],
  ['javascript:alert(1)', '/x'],
  ['', '/x'],
  [null, '/x'],
])('%j goes to %s', (to, path) => {
  expect(toLocalPath(to, '/x')).toBe(path);
});

test('no text leaves the site', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `/${text}`),
      ),
      (text) => {
        const target = new URL(toLocalPath(text, '/x'), 'https://academy.example');
        expect(target.origin).toBe('https://academy.example');
      },
    ),
  );
});
