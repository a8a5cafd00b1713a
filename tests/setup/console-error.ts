import { afterEach, beforeEach, expect, vi } from 'vitest';

/** `console.error` fails the test that causes it, unless the test said that it will. */

let expected: string[] | null = null;
let unexpected: string[] = [];

beforeEach(() => {
  expected = null;
  unexpected = [];
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    const text = parts.map(String).join(' ');
    (expected ?? unexpected).push(text);
    if (!expected) throw new Error(`console.error: ${text}`);
  });
});

// Code that catches the error thrown above must not hide it.
afterEach(() => {
  expect(unexpected, 'console.error was called').toEqual([]);
});

/** Lets the rest of this test call `console.error`. @returns the list that the messages go to */
export function expectConsoleError(): readonly string[] {
  expected = [];
  return expected;
}
