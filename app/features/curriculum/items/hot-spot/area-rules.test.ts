import { describe, expect, it } from 'vitest';
import {
  areaExample,
  cutArea,
  inReadingOrder,
  isWithin,
  overlap,
  toLeastArea,
} from './area-rules.ts';

const area = (left: number, top: number, width = 20, height = 20) => ({ left, top, width, height });

describe('a place behind the words of an option', () => {
  it.each([
    [`Beside the frame ${areaExample}`, 'Beside the frame', area(62, 40, 12, 20)],
    ['Here (Left 0%,  top 5%,\nwidth 100%, height 9%) ', 'Here', area(0, 5, 100, 9)],
    ['Here (left 1%, top 2%, width 30%, height 40%', 'Here', area(1, 2, 30, 40)],
    ['(left 1%, top 2%, width 30%, height 40%)', '', area(1, 2, 30, 40)],
    [
      'The door (the red one) (left 1%, top 2%, width 3%, height 4%)',
      'The door (the red one)',
      area(1, 2, 3, 4),
    ],
  ])('%s', (text, words, found) => expect(cutArea(text)).toEqual({ words, area: found }));

  it.each([
    'Here (left 10, top 20, width 30, height 40)',
    'Here (left 10.5%, top 20%, width 30%, height 40%)',
    'Here (left -1%, top 20%, width 30%, height 40%)',
    'Here (top 20%, left 10%, width 30%, height 40%)',
    'Here (left: 10%, top: 20%)',
  ])('%s is meant as one and cannot be read', (text) =>
    expect(cutArea(text)).toEqual({ words: 'Here', area: null }),
  );

  it.each([
    'Here',
    'The car (left lane, top speed)',
    'The car (left 20 minutes ago)',
    'A door (width 80 cm) that opens to the left',
    `${areaExample} stands in front`,
  ])('%s has none', (text) => expect(cutArea(text)).toBeNull());
});

it('lies within the picture, up to its edges', () => {
  expect([area(80, 80), area(0, 0, 100, 100)].map(isWithin)).toEqual([true, true]);
  const outside = [area(81, 0), area(0, 81), area(0, 0, 0), area(0, 0, 20, 0)];
  expect(outside.map(isWithin)).toEqual([false, false, false, false]);
});

it('overlaps where a tap could mean both; an edge may be shared', () => {
  const one = area(20, 20);
  expect(
    [area(39, 39), area(25, 25, 5, 5), area(1, 1)].map((other) => overlap(one, other)),
  ).toEqual([true, true, true]);
  expect(
    [area(40, 20), area(20, 40), area(0, 20), area(60, 60)].some((other) => overlap(one, other)),
  ).toBe(false);
});

it('is at least a fingertip on a phone, which shows no picture larger than it is', () => {
  expect(toLeastArea({ width: 640, height: 400 })).toEqual({ width: 8, height: 12 });
  expect(toLeastArea({ width: 1280, height: 800 })).toEqual({ width: 8, height: 12 });
  expect(toLeastArea({ width: 160, height: 240 })).toEqual({ width: 15, height: 10 });
});

it('is read by rows and from the left, however the places were written', () => {
  const window = { id: 'window', area: area(5, 28, 19, 36) };
  const door = { id: 'door', area: area(41, 17, 21, 72) };
  const hinge = { id: 'hinge', area: area(25, 17, 14, 72) };
  const step = { id: 'step', area: area(30, 90, 40, 10) };
  const names = (...places: (typeof door)[]) => inReadingOrder(places).map(({ id }) => id);
  const expected = ['window', 'hinge', 'door', 'step'];
  expect(names(step, door, hinge, window)).toEqual(expected);
  expect(names(window, hinge, door, step)).toEqual(expected);
});
