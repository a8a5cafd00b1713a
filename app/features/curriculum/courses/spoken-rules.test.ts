import { describe, expect, test } from 'vitest';
import { pauseSize, secondsToSay, wordsOf } from './spoken-rules.ts';

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
  [0.5, 'short'],
  [1, 'beat'],
  [3, 'long'],
  [10, 'silence'],
])('a pause of %d s is %s', (seconds, size) => {
  expect(pauseSize(seconds)).toBe(size);
});
