import { expect, test } from 'vitest';
import { type Dot, layDots } from './dot-strip-rules.ts';

const countPoints = (path: string) => path.split('M').length - 1;
const people = (count: number, value: number, late = false): Dot[] =>
  Array.from({ length: count }, () => ({ value, late }));

test('each person is a dot while they fit over each other', () => {
  const laid = layDots([...people(3, 0, true), ...people(2, 5), ...people(1, 10)], 10);
  expect([
    laid.each,
    countPoints(laid.late),
    countPoints(laid.open),
    countPoints(laid.done),
  ]).toEqual([1, 3, 2, 1]);
  expect(laid.counts).toEqual([
    { value: 0, people: 3, late: 3 },
    { value: 5, people: 2, late: 0 },
    { value: 10, people: 1, late: 0 },
  ]);
});

test('of many, a dot stands for several, and nobody is left out', () => {
  const laid = layDots([...people(420, 4, true), ...people(1, 9)], 10);
  expect(laid.each).toBe(30);
  expect([countPoints(laid.late), countPoints(laid.open)]).toEqual([14, 1]);
});

test('nobody, and a way without steps', () => {
  expect(layDots([], 10).counts).toEqual([]);
  expect(layDots(people(2, 0), 0).counts).toEqual([{ value: 0, people: 2, late: 0 }]);
});

test('the end is a tick, and no tick stands close before it', () => {
  expect(layDots([], 26).ticks).toEqual([0, 5, 10, 15, 20, 26]);
});
