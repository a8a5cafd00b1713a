import { describe, expect, it } from 'vitest';
import { toItem } from '#tests/factories/shapes.ts';
import { findResponseHint, findResponseProblem } from './response-rules.ts';
import type { Item, ItemType } from './schema.ts';

const three = ['a', 'b', 'c'].map((id) => ({ id, html: id }));
const make = (type: ItemType): Item =>
  toItem({
    id: 'item',
    type,
    options: type === 'numeric' || type === 'text' ? [] : three,
    targets: type === 'matching' ? ['x', 'y'].map((id) => ({ id, html: id })) : [],
  });
const problem = (type: ItemType, value: string[]) => findResponseProblem(make(type), value);

describe('findResponseProblem', () => {
  it.each<[ItemType, string[]]>([
    ['single', ['a']],
    ['true-false', ['b']],
    ['rating', ['c']],
    ['multiple', ['a', 'b', 'c']],
    ['ordering', ['a=2', 'b=1', 'c=3']],
    ['ordering', ['a=2', 'b=2']],
    ['matching', ['a=x', 'b=y', 'c=x']],
    ['numeric', ['14 %']],
    ['numeric', ['1/2']],
    ['text', ['x'.repeat(500)]],
  ])('takes of %s %j', (type, value) => {
    expect(problem(type, value)).toBeNull();
    expect(problem(type, [])).toBeNull();
  });

  it.each<[ItemType, string[], RegExp]>([
    ['single', ['z'], /not offered/],
    ['single', ['a', 'b'], /Only one/],
    ['true-false', ['a', 'b'], /Only one/],
    ['rating', ['a', 'b'], /Only one/],
    ['rating', ['5'], /not offered/],
    ['multiple', ['a', 'z'], /not offered/],
    ['multiple', ['a', 'a'], /twice/],
    ['ordering', ['z=1'], /not offered/],
    ['ordering', ['a'], /position is not offered/],
    ['ordering', ['a=0'], /position is not offered/],
    ['ordering', ['a=4'], /position is not offered/],
    ['ordering', ['a=-1'], /position is not offered/],
    ['ordering', ['a=1.5'], /position is not offered/],
    ['ordering', ['a=01'], /position is not offered/],
    ['ordering', ['a=1=2'], /position is not offered/],
    ['ordering', ['a=1', 'a=2'], /placed twice/],
    ['matching', ['z=x'], /not offered/],
    ['matching', ['a=z'], /counterpart is not offered/],
    ['matching', ['a=b'], /counterpart is not offered/],
    ['matching', ['a=x', 'a=y'], /placed twice/],
    ['numeric', ['1', '2'], /Only one answer/],
    ['text', ['one', 'two'], /Only one answer/],
    ['text', ['x'.repeat(501)], /at most 500 characters/],
    ['numeric', ['1'.repeat(501)], /at most 500 characters/],
  ])('refuses of %s %j', (type, value, message) => {
    expect(problem(type, value)).toMatch(message);
  });

  it('refuses what only another item of the same page offers', () => {
    const other = toItem({ id: 'other', type: 'single', options: [{ id: 'q', html: 'q' }] });
    expect(findResponseProblem(other, ['a'])).toMatch(/not offered/);
    expect(findResponseProblem(other, ['__proto__'])).toMatch(/not offered/);
  });
});

describe('findResponseHint', () => {
  const hint = (type: ItemType, value: string[]) => findResponseHint(make(type), value);

  it('helps with what cannot be read or is not whole', () => {
    expect(hint('numeric', ['1/2'])).toMatch(/fractions/);
    expect(hint('ordering', ['a=1', 'b=1', 'c=2'])).toMatch(/same place/);
    expect(hint('ordering', ['a=1', 'b=2'])).toBe('1 entry has no place yet.');
    expect(hint('matching', ['a=x'])).toBe('2 entries have no counterpart yet.');
  });

  it('says nothing of whole answers, of no answer, and of what is a matter of knowing', () => {
    expect(hint('numeric', ['99'])).toBeNull();
    expect(hint('ordering', ['a=1', 'b=2', 'c=3'])).toBeNull();
    expect(hint('matching', ['a=x', 'b=x', 'c=x'])).toBeNull();
    for (const type of ['single', 'multiple', 'text', 'rating'] as const) {
      expect(hint(type, [])).toBeNull();
      expect(hint(type, ['a'])).toBeNull();
    }
  });
});
