import { describe, expect, test } from 'vitest';
import { judge, Ledger, type Note, type Stored } from './ledger.ts';

const note = (value: string, seq: number, browser = 'one'): Note => ({
  browser,
  itemId: 'voice',
  value: [value],
  seq,
});

const held = (value: string, seq: number, given: Partial<Stored> = {}): Stored => ({
  itemId: 'voice',
  value: [value],
  seq,
  counted: true,
  graded: [value],
  ...given,
});

function toLedger(sent: Note[], acked: Note[], claimed: Note[] = []): Ledger {
  const ledger = new Ledger();
  ledger.sent.push(...sent);
  ledger.acked.push(...acked);
  ledger.claimed.push(...claimed);
  return ledger;
}

const fine = { lost: [], duplicated: [], reordered: [] };
const [a, b, c] = [note('a', 1), note('b', 2), note('c', 3)];

describe('a record held against the result', () => {
  test('the newest acknowledged answer, or one sent later, is what must be there', () => {
    expect(judge(toLedger([a, b], [a, b]), [held('b', 2)])).toEqual(fine);
    expect(judge(toLedger([a, b, c], [a, b]), [held('c', 3)])).toEqual(fine);
    expect(judge(toLedger([a, note('a', 5)], [a, note('a', 5)]), [held('a', 1)])).toEqual(fine);
    expect(judge(toLedger([a], []), [])).toEqual(fine);
    expect(judge(toLedger([a], []), [held('a', 1)])).toEqual(fine);
    expect(judge(toLedger([a], []), [held('a', 1, { counted: false, graded: [] })])).toEqual(fine);
  });

  test.each([
    ['nothing is stored', [], 'lost'],
    ['it is stored as not counted', [held('b', 2, { counted: false })], 'lost'],
    ['something else is graded', [held('b', 2, { graded: ['a'] })], 'lost'],
    ['nothing is graded', [held('b', 2, { graded: null })], 'lost'],
    ['an older answer is stored', [held('a', 1)], 'reordered'],
    ['another value is stored under its number', [held('a', 2)], 'lost'],
    ['an answer that nobody sent is stored', [held('x', 7)], 'lost'],
    ['it is stored twice', [held('b', 2), held('b', 2)], 'duplicated'],
    ['a part of it is doubled', [held('b', 2, { value: ['b', 'b'] })], 'duplicated'],
  ] as const)('told when %s', (_what, stored, kind) => {
    expect(judge(toLedger([a, b], [a, b]), stored)[kind]).toHaveLength(1);
  });

  test('an answer that the page called saved counts as acknowledged', () => {
    expect(judge(toLedger([a, b], [a], [b]), [held('a', 1)]).reordered).toHaveLength(1);
    expect(judge(toLedger([b], [], [b]), []).lost).toHaveLength(1);
    // Another browser's answer of the same number was first: the page says so, and shows that one.
    const other = note('x', 2, 'two');
    expect(judge(toLedger([b, other], [other], [b]), [held('x', 2)])).toEqual(fine);
  });
});
