import { describe, expect, test } from 'vitest';
import { asksAgain, gravestChange, type HistoryEdition } from './edition-rules.ts';

const edition = (number: number, change: HistoryEdition['change'] = null): HistoryEdition => ({
  edition: number,
  change,
});

describe('the gravest change on the way', () => {
  const all = [edition(1), edition(2, 'legal'), edition(3, 'wording'), edition(4, 'substantive')];

  test.each([
    [1, 2, 'legal'],
    [1, 4, 'legal'],
    [2, 3, 'wording'],
    [2, 4, 'substantive'],
    [4, 4, null],
    [4, 1, null],
  ])('from edition %i to %i: %s', (from, to, change) => {
    const find = (number: number) => all[number - 1] ?? edition(number);
    expect(gravestChange(find(from), find(to), all)).toBe(change);
  });

  test('asks for another reading unless only words changed', () => {
    expect(
      [null, 'wording', 'substantive', 'legal'].map((each) =>
        asksAgain(each as HistoryEdition['change']),
      ),
    ).toEqual([false, false, true, true]);
  });
});
