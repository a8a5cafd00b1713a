import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { toItem, toKey, toPicture } from '#tests/factories/shapes.ts';

/** One item of every type, with keys whose every word names itself as a secret. */

const choices = (ids: readonly string[]) => ids.map((id) => ({ id, html: `Choice ${id}` }));

/** The items, in the order they are written. */
export const everyItem: Item[] = [
  toItem({ id: 'single', type: 'single', options: choices(['single-a', 'single-b', 'single-c']) }),
  toItem({
    id: 'multiple',
    type: 'multiple',
    options: choices(['multiple-a', 'multiple-b', 'multiple-c']),
  }),
  toItem({ id: 'truth', type: 'true-false', options: choices(['truth-t', 'truth-f']) }),
  toItem({ id: 'order', type: 'ordering', options: choices(['step-x', 'step-y', 'step-z']) }),
  toItem({
    id: 'match',
    type: 'matching',
    columns: ['Habit', 'Example'],
    options: choices(['left-1', 'left-2']),
    targets: choices(['right-1', 'right-2', 'right-3']),
  }),
  toItem({ id: 'number', type: 'numeric', unit: 'percent' }),
  toItem({ id: 'text', type: 'text' }),
  toItem({ id: 'rating', type: 'rating', options: choices(['rating-0', 'rating-1', 'rating-2']) }),
  toItem({
    id: 'spot',
    type: 'hot-spot',
    options: choices(['spot-1', 'spot-2', 'spot-3']),
    picture: toPicture(['spot-1', 'spot-2', 'spot-3']),
  }),
];

const feedback = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, `<p>Feedback on ${id}</p>`]));

/** Their key. */
export const everyKey: AnswerKey = toKey({
  single: {
    correct: ['single-b'],
    feedback: feedback(['single-a', 'single-b', 'single-c']),
    misconceptions: { 'single-a': 'Misconception behind single-a' },
  },
  multiple: { correct: ['multiple-a', 'multiple-c'] },
  truth: { correct: ['truth-f'] },
  order: { correct: ['step-y', 'step-z', 'step-x'], explanation: '<p>Secret of order</p>' },
  match: {
    correct: ['left-1=right-2', 'left-2=right-3'],
    explanation: '<p>Secret of match</p>',
  },
  number: { range: { min: 13, max: 15 }, explanation: '<p>Secret of number</p>' },
  text: { patterns: ['paraphras*'], explanation: '<p>Secret of text</p>' },
  spot: {
    correct: ['spot-3'],
    feedback: feedback(['spot-1', 'spot-2', 'spot-3']),
    misconceptions: { 'spot-1': 'Misconception behind spot-1' },
  },
});

/** A right answer to each. */
export const everyRight: Record<string, string[]> = {
  single: ['single-b'],
  multiple: ['multiple-a', 'multiple-c'],
  truth: ['truth-f'],
  order: ['step-y=1', 'step-z=2', 'step-x=3'],
  match: ['left-1=right-2', 'left-2=right-3'],
  number: ['14 %'],
  text: ['Paraphrasing.'],
  rating: ['rating-2'],
  spot: ['spot-3'],
};
