import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** SECURITY.md answers every requirement of levels 1 and 2 once, and what it names is there. */

const page = readFileSync('SECURITY.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| \*?\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, numbers = '', , state = '', where = '']) => {
    return { numbers: numbers.replaceAll('*', '').split(', '), state, where };
  });

/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has, 253 in all. */
const counts: Readonly<Record<string, number>> = {
  '1': 27,
  '2': 11,
  '3': 19,
  '4': 10,
  '5': 9,
  '6': 35,
  '7': 18,
  '8': 7,
  '9': 7,
  '10': 29,
  '11': 14,
  '12': 9,
  '13': 13,
  '14': 9,
  '15': 13,
  '16': 16,
  '17': 7,
};

test('every requirement has one row', () => {
  const numbers = rows.flatMap((row) => row.numbers);
  expect(numbers.filter((number) => !/^\d+\.\d+\.\d+$/.test(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
  const found: Record<string, number> = {};
  for (const number of numbers) {
    const chapter = number.split('.')[0] ?? '';
    found[chapter] = (found[chapter] ?? 0) + 1;
  }
  expect(found).toEqual(counts);
  expect(
    page
      .match(/^\| [^|]*/gm)
      ?.join()
      .match(/\*\d+\.\d+\.\d+\*/g),
  ).toHaveLength(70);
});

test('every row has a state, and says what is missing or where it is shown', () => {
  const odd = rows.filter(({ state }) => !['met', 'partly', 'gap', 'n/a'].includes(state));
  expect(odd).toEqual([]);
  const silent = rows.filter(({ state, where }) => state !== 'n/a' && where === '');
  expect(silent).toEqual([]);
});

test('every file that it names exists', () => {
  const named = [...page.matchAll(/`([\w.$/[\]-]+)`/g)].map(([, name = '']) => name);
  const files = named.filter((name) => /^(app|tests|docs|deploy|prisma)\//.test(name));
  expect(files.length).toBeGreaterThan(80);
  expect(files.filter((name) => !existsSync(name))).toEqual([]);
});
