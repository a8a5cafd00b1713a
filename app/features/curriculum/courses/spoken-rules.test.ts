import { describe, expect, test } from 'vitest';
import { beatsOf, secondsToSay, wordsOf } from './spoken-rules.ts';

describe('how long a line takes', () => {
  test('calm speech comes to about 150 words a minute', () => {
    const line =
      'Good evening. I am Officer Reyes, and a neighbour called about the music tonight.';
    const words = wordsOf(line);
    const seconds = words.reduce((sum, word) => sum + secondsToSay(word, 'even'), 0);
    expect((60 * words.length) / seconds).toBeGreaterThan(130);
    expect((60 * words.length) / seconds).toBeLessThan(170);
  });

  test('slower takes longer than even, and faster less', () => {
    const [slower, even, faster] = (['slower', 'even', 'faster'] as const).map((pace) =>
      secondsToSay('tonight', pace),
    );
    expect(slower).toBeGreaterThan(even ?? 0);
    expect(faster).toBeLessThan(even ?? 0);
  });

  test('a dash is no word', () => {
    expect(secondsToSay('–', 'even')).toBe(0);
  });
});

test.each([
  [0.5, [0.5]],
  [1, [1]],
  [2.25, [1, 1, 0.25]],
  [3, [1, 1, 1]],
])('a pause of %d s has the beats %j', (seconds, beats) => {
  expect(beatsOf(seconds)).toEqual(beats);
});
