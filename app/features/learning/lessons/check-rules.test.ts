import { describe, expect, it } from 'vitest';
import {
  itemsOfEachType,
  keyOfEachType,
  rightAnswersOfEachType,
} from '#tests/support/item-types.ts';
import { findCheckProblem, judgeCheck, toCheckAnswer, toKeptValue } from './check-rules.ts';

const itemOf = (id: string) => {
  const item = itemsOfEachType.find((one) => one.id === id);
  if (!item) throw new Error(`no item ${id}`);
  return item;
};
const judge = (id: string, ...value: string[]) => judgeCheck(itemOf(id), keyOfEachType[id], value);
const problem = (id: string, ...value: string[]) => findCheckProblem(itemOf(id), value);
const answer = (id: string, ...value: string[]) =>
  toCheckAnswer(itemOf(id), keyOfEachType[id], { value, tries: 1 });

describe('judgeCheck', () => {
  it.each(Object.entries(rightAnswersOfEachType))('a right answer to %s is right', (id, value) => {
    expect(judge(id, ...value).correct).toBe(true);
    expect(problem(id, ...value)).toBeNull();
  });

  it.each([
    ['single', ['single-leniency'], 'wrong'],
    ['multiple', ['multiple-name'], 'partly'],
    ['multiple', ['multiple-name', 'multiple-interrupt'], 'wrong'],
    ['truth', ['truth-false'], 'wrong'],
    ['order', ['order-ask=1', 'order-listen=2', 'order-summarise=3'], 'partly'],
    ['order', ['order-summarise=1', 'order-ask=2', 'order-listen=3'], 'wrong'],
    ['match', ['match-what-happened=match-voice', 'match-same-for-all=match-voice'], 'partly'],
    ['number', ['15.1'], 'wrong'],
    ['words', ['parrot'], 'pending'],
  ] as const)('%s with %j is %s, and not right', (id, value, outcome) => {
    expect(judge(id, ...value)).toEqual({ outcome, correct: false });
  });

  it('notes a rating, and calls nothing right that has no key', () => {
    expect(judge('rating', 'rating-unsure')).toEqual({ outcome: 'noted', correct: true });
    expect(judgeCheck(itemOf('truth'), undefined, ['truth-true']).correct).toBe(false);
  });
});

describe('findCheckProblem', () => {
  it.each([
    ['single', [], 'Choose an answer first, then check it.'],
    ['order', [], 'Put the lines in order first, then check it.'],
    ['match', [], 'Choose what belongs to each line first, then check it.'],
    ['number', [], 'Type a number first, then check it.'],
    ['words', [], 'Type your answer first, then check it.'],
    ['truth', ['truth-true', 'truth-false'], 'Choose one answer only.'],
    ['number', ['many'], 'Write one number, such as 14 or 2.5.'],
    ['order', ['order-ask=1'], '2 entries have no place yet.'],
    ['match', ['match-same-for-all=match-voice'], '1 entry has no counterpart yet.'],
    ['words', ['x'.repeat(501)], 'Write at most 500 characters here.'],
  ] as const)('%s with %j: %s', (id, value, words) => expect(problem(id, ...value)).toBe(words));

  it.each([
    ['single', ['of-last-year']],
    ['order', ['order-ask=4']],
    ['match', ['match-same-for-all=of-last-year']],
  ])('%s with %j says that the question was changed', (id, value) => {
    expect(problem(id, ...value)).toContain('was changed since you opened the page');
  });
});

describe('toCheckAnswer', () => {
  it('says of chosen options and pairs whether they are right, and of no others', () => {
    expect(answer('single', 'single-voice').feedback).toEqual([
      { option: 'single-voice', right: true, html: '<p>Feedback on voice.</p>' },
    ]);
    const pairs = ['match-what-happened=match-respect', 'match-same-for-all=match-neutrality'];
    expect(answer('match', ...pairs).feedback).toEqual([
      { option: 'match-what-happened', right: false, html: '' },
      { option: 'match-same-for-all', right: true, html: '' },
    ]);
    expect(answer('order', 'order-ask=1').feedback).toEqual([]);
    expect(answer('rating', 'rating-sure').feedback).toEqual([]);
  });

  it('holds nothing else of the key', () => {
    const seen = JSON.stringify([
      answer('order', 'order-ask=1', 'order-listen=2', 'order-summarise=3'),
      answer('number', '99'),
      answer('words', 'parrot'),
      answer('multiple', 'multiple-interrupt'),
    ]);
    expect(seen).not.toMatch(/restat|13|15|multiple-name|misconception/);
  });

  it('of an answer that is no longer offered shows only that there was one', () => {
    expect(answer('order', 'order-gone=1')).toMatchObject({ changed: true, value: [] });
    expect(answer('multiple', 'multiple-gone', 'multiple-name')).toMatchObject({
      changed: true,
      value: ['multiple-name'],
    });
  });
});

describe('toKeptValue', () => {
  it('is the same for the same answer, in whatever order it was sent', () => {
    const pairs = ['order-listen=1', 'order-summarise=3', 'order-ask=2'];
    const kept = ['order-ask=2', 'order-listen=1', 'order-summarise=3'];
    expect(toKeptValue(itemOf('order'), pairs)).toEqual(kept);
    expect(toKeptValue(itemOf('order'), [...pairs].reverse())).toEqual(kept);
    expect(toKeptValue(itemOf('words'), ['b a'])).toEqual(['b a']);
  });
});
