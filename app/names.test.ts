import { expect, test } from 'vitest';
import {
  byName,
  foldText,
  tellApart,
  toEmailSchema,
  toNameSchema,
  toSignInNameSchema,
} from './names.ts';

const schema = toNameSchema({ min: 2, max: 10 }, { none: 'none', short: 'short', long: 'long' });
const problems = (name: unknown) =>
  schema.safeParse(name).error?.issues.map(({ message }) => message) ?? [];

test('names that look the same are the same', () => {
  expect(schema.parse(' E\u0301lodie ')).toBe('\u00c9lodie');
  expect(schema.parse('Zoë O’Neil')).toBe('Zoë O’Neil');
  expect(schema.parse('Bo\u00a0 \tChen\u2003')).toBe('Bo Chen');
  expect(schema.parse('Bo\nChen')).toBe('Bo Chen');
});

test.each([
  ['a Persian name', 'علی\u200cرضا'],
  ['a Sinhala name', 'ශ්\u200dරී'],
  ['a Malayalam name that ends in a joiner', 'അവന്\u200d'],
  ['a Hindi name', 'लक्\u200dष्मी'],
])('%s keeps the joiners that it is written with', (_what, name) => {
  expect(schema.parse(name)).toBe(name);
});

test.each([
  [
    'a bidi override',
    'Bo\u202enehC',
    '(right-to-left override, U+202E) stands between “Bo” and “nehC”',
  ],
  ['a zero-width space', '\u200bChen', '(zero-width space, U+200B) stands before “Chen”'],
  ['a control character', 'Bo\u0007', '(U+0007) stands after “Bo”'],
  ['a joiner between letters that do not join', 'Bo\u200dChen', 'zero-width joiner, U+200D'],
  ['a second joiner', 'علی\u200c\u200cرضا', 'between “علی” and “رضا”'],
  ['several', '\u200bBo\u00ad\u200b', 'There are 3 such characters in all.'],
])('%s is refused, by its name and place', (_what, name, words) => {
  expect(problems(name)).toEqual([expect.stringContaining(words)]);
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

test('an e-mail address says what is wrong with it', () => {
  const email = toEmailSchema('none');
  const wrong = (text: unknown) => email.safeParse(text).error?.issues.map((one) => one.message);
  expect(email.parse(' Max@Agency.test\u00a0')).toBe('max@agency.test');
  expect(wrong('\u200bmax@agency.test')).toEqual([
    'An invisible character (zero-width space, U+200B) stands before “max@agency.test”; it can come along when text is copied. Delete it, or type this by hand.',
  ]);
  expect(wrong('max@agency')).toEqual([
    '“max@agency” is not an e-mail address. Write it as name@example.org.',
  ]);
  expect(wrong(`${'m'.repeat(250)}@agency.test`)).toEqual([
    'That is too long for an e-mail address.',
  ]);
  expect(wrong(undefined)).toEqual(['none']);
});

test.each([
  ['Nguyễn', 'nguyen'],
  ['Simůnková', 'ŠIMŮNKOVÁ'],
  ['Đặng', 'dang'],
  ['ŁUKASZ', 'lukasz'],
  ['Işık', 'ISIK'],
  ['Straße', 'STRASSE'],
  ['O’Brien', "o'brien"],
  ['Jean‑Luc', 'jean-luc'],
  ['علی\u200cرضا', 'علیرضا'],
  ['Ana\u00a0 Ruiz', 'ana ruiz'],
  ['Νίκος', 'ΝΙΚΟΣ'],
])('%s is found by %s', (name, typed) => {
  expect(foldText(name)).toBe(foldText(typed));
});

const person = (name: string, email: string | null, badgeNumber: string | null = null) => ({
  id: email ?? badgeNumber ?? '',
  name,
  email,
  badgeNumber,
});

test('people stand in the order of a reader, the same name by e-mail', () => {
  const people = [
    person('Bob 10', 'a@x.test'),
    person('Bob 9', 'b@x.test'),
    person('álvaro', 'd@x.test'),
    person('Alvaro', 'c@x.test'),
  ];
  expect(
    people
      .sort(byName)
      .map(({ id }) => id[0])
      .join(''),
  ).toBe('cdba');
});

test('who shares a name with somebody else is told apart by e-mail, or by the badge number', () => {
  const people = [
    person('Ana Ruiz', 'ana@x.test', '7'),
    person('ANA RUÍZ', null, '4711'),
    person('Bo Chen', 'bo@x.test'),
    person('Bo Chen', 'bo@x.test'),
  ];
  expect([...tellApart(people).values()]).toEqual([
    'Ana Ruiz (ana@x.test)',
    'ANA RUÍZ (badge 4711)',
    'Bo Chen',
  ]);
});

test.each([
  [' Ann@X.test ', 'ann@x.test'],
  ['  4711 ', '4711'],
  ['North  PD 47\u00a011', 'North PD 47 11'],
])('%s is a name to sign in by', (typed, read) => {
  expect(toSignInNameSchema('none').parse(typed)).toBe(read);
});

test('a number with a character that nobody sees is refused, and so is half an address', () => {
  expect(toSignInNameSchema('none').safeParse('47\u200b11').success).toBe(false);
  expect(toSignInNameSchema('none').safeParse('ann@').success).toBe(false);
});
