import { expect, test } from 'vitest';
import { toLeastMinutes } from '#app/features/curriculum/courses/least-time-rules.ts';
import { isImplausible, isTimeInQuestion, judgeTime } from './measured-time-rules.ts';

test.each([
  [40, 0, true],
  [40, 239, true],
  [40, 240, false],
  [1, 5, true],
  [1, 6, false],
])(
  '%i minutes certified for %i seconds measured: implausible is %s',
  (minutes, activeSeconds, said) => {
    expect(isImplausible({ minutes, activeSeconds })).toBe(said);
  },
);

test('what was accepted is no question any more, and what was plausible never was one', () => {
  const hasty = { minutes: 40, activeSeconds: 0 };
  expect(isTimeInQuestion({ ...hasty, accepted: false })).toBe(true);
  expect(isTimeInQuestion({ ...hasty, accepted: true })).toBe(false);
  expect(isTimeInQuestion({ minutes: 40, activeSeconds: 2400, accepted: false })).toBe(false);
});

test.each([
  [40, null, 0],
  [40, 50, 20],
  [25, 50, 13],
  [1, 1, 1],
])('of a lesson of %i minutes, %s percent are %i whole minutes', (minutes, share, least) => {
  expect(toLeastMinutes(minutes, share)).toBe(least);
});

test('what is missing is said in minutes begun, and a second less is not enough', () => {
  expect(judgeTime(20, 0)).toEqual({
    met: false,
    text: 'Spend 20 more minutes with this lesson: this course asks for at least 20 min, and 0 min were measured.',
  });
  expect(judgeTime(20, 1199).text).toMatch(/^Spend 1 more minute with .* 19 min were measured/);
  expect(judgeTime(20, 1200)).toEqual({ met: true, text: 'You spent at least 20 min with it.' });
});
