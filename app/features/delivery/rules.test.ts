import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCredit, longestWay, shareMinutes, sheetPath, toHours } from './rules.ts';

test('shared minutes are whole, make the total, and each is less than one from its share', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 480 }),
      (weights, total) => {
        const shared = shareMinutes(weights, total);
        const sum = weights.reduce((all, weight) => all + weight, 0);
        expect(shared.reduce((all, minutes) => all + minutes, 0)).toBe(total);
        for (const [index, minutes] of shared.entries()) {
          const share = ((weights[index] ?? 0) / sum) * total;
          expect(Math.abs(minutes - share)).toBeLessThan(1);
        }
      },
    ),
  );
  expect(shareMinutes([0, 0], 5)).toEqual([5, 0]);
});

const scene = (id: string, ...to: string[]) => ({
  id,
  title: null,
  html: '',
  passages: [],
  end: to.length === 0 ? ('good' as const) : null,
  choices: to.map((each) => ({
    id: `${id}-${each}`,
    html: '',
    recordingHtml: '',
    to: each,
    conditions: [],
    effects: [],
  })),
});

test('the longest way counts each decision once, and a way back none', () => {
  expect(
    longestWay({ scenes: [scene('a', 'b', 'd'), scene('b', 'c'), scene('c', 'd'), scene('d')] }),
  ).toBe(3);
  expect(longestWay({ scenes: [scene('a', 'b'), scene('b', 'a', 'c'), scene('c')] })).toBe(2);
});

test('minutes are added by class, in one order, and hours are never counted up', () => {
  const rows = [
    { credit: 'none' as const, minutes: 10 },
    { credit: 'basic' as const, minutes: 20 },
    { credit: 'basic' as const, minutes: 25 },
  ];
  expect(addCredit(rows)).toEqual([
    { credit: 'basic', minutes: 45 },
    { credit: 'none', minutes: 10 },
  ]);
  expect([14, 15, 59, 60].map(toHours)).toEqual(['0.00', '0.25', '0.75', '1.00']);
});

test('what cadets get and what holds answers lie in folders of their own', () => {
  expect(sheetPath('guide', '1.2', 'four-habits')).toBe(
    'for-instructors/1.2-four-habits-guide.html',
  );
  expect(sheetPath('handout', '1.2', 'four-habits')).toBe(
    'for-cadets/1.2-four-habits-handout.html',
  );
});
