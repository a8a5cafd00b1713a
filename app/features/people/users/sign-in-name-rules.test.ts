import { expect, test } from 'vitest';
import { chooseByNumber, listSpellings, toSignInName } from './sign-in-name-rules.ts';

const of = (badgeNumber: string | null, employeeNumber: string | null, agency: string | null) => ({
  badgeNumber,
  employeeNumber,
  agency,
  email: null,
});
const north = of('4711', 'E1', 'North PD');
const south = of('4711', 'E2', 'South PD');
const other = of('K 12', '4711', null);
const people = [north, south, other];

test.each([
  ['4711', null],
  ['North PD 4711', north],
  ['south pd 4711', south],
  ['e2', south],
  ['k 12', other],
  ['4712', null],
  ['North PD', null],
])('%s means one person or nobody', (typed, meant) => {
  expect(chooseByNumber(typed, people)).toBe(meant);
});

test('a badge number comes before the same employee number', () => {
  expect(chooseByNumber('4711', [north, other])).toBe(north);
});

test('a number is looked for without the agency in front, and in capitals', () => {
  expect(listSpellings('North pd k 12')).toEqual(expect.arrayContaining(['K 12', '12']));
});

test('a person signs in by the shortest name that is theirs alone', () => {
  expect(toSignInName({ ...north, email: 'n@x.test' }, people)).toBe('n@x.test');
  expect(toSignInName(north, people)).toBe('E1');
  expect(toSignInName(north, [north, other])).toBe('4711');
  const twin = of('9', null, 'North PD');
  expect(toSignInName(twin, [twin, of('9', null, 'South PD')])).toBe('North PD 9');
  expect(toSignInName(twin, [twin, of('9', null, 'North PD')])).toBeNull();
});
