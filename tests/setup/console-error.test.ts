import { expect, test } from 'vitest';
import { expectConsoleError } from './console-error.ts';

// biome-ignore lint/suspicious/noConsole: what this file is about
const complain = (...parts: unknown[]) => console.error(...parts);

test('a test that expects console.error gets the messages', () => {
  const messages = expectConsoleError();
  complain('lost', 1);
  expect(messages).toEqual(['lost 1']);
});

test.fails('console.error fails any other test', () => {
  complain('unexpected');
});

test.fails('even when the code under test catches the error', () => {
  try {
    complain('unexpected');
  } catch {
    // as a careless library would
  }
});
