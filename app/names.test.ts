import { expect, test } from 'vitest';
import { toNameSchema } from './names.ts';

const schema = toNameSchema({ min: 2, max: 10 }, { none: 'none', short: 'short', long: 'long' });
const problems = (name: unknown) =>
  schema.safeParse(name).error?.issues.map(({ message }) => message) ?? [];

test('names that look the same are the same', () => {
  expect(schema.parse(' E\u0301lodie ')).toBe('\u00c9lodie');
  expect(schema.parse('Zoë O’Neil')).toBe('Zoë O’Neil');
});

test.each([
  ['a bidi override', 'Bo\u202enehC'],
  ['a zero-width space', 'Bo\u200bChen'],
  ['a control character', 'Bo\u0007Chen'],
  ['a line break', 'Bo\nChen'],
])('%s is refused', (_what, name) => {
  expect(problems(name)).toEqual([expect.stringContaining('an invisible character')]);
});

test.each([
  ['blanks between', 'B\u00a0\u3000\u0301'],
  ['marks on one letter', 'B\u0323\u0307\u0323'],
  ['letters drawn as nothing', 'B\u3164\u3164\u2800'],
])('%s count for nothing', (_what, name) => {
  expect(problems(name)).toContain('short');
});

test('none and too long', () => {
  expect(problems(undefined)).toEqual(['none']);
  expect(problems('Bo Chen the Third')).toEqual(['long']);
});
