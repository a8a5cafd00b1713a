import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { toItem, toKey, toPicture } from '#tests/factories/shapes.ts';

/** One item of each type, as the compiler makes them; ids say the type. Right answers are all but the rating's. */

const toOptions = (id: string, words: readonly string[]) =>
  words.map((word) => ({ id: `${id}-${word.toLowerCase().replace(/\W+/g, '-')}`, html: word }));

/** The nine items. */
export const itemsOfEachType: Item[] = [
  toItem({ id: 'single', type: 'single', options: toOptions('single', ['Voice', 'Leniency']) }),
  toItem({
    id: 'multiple',
    type: 'multiple',
    options: toOptions('multiple', ['Say back', 'Name', 'Interrupt']),
  }),
  toItem({ id: 'truth', type: 'true-false', options: toOptions('truth', ['True', 'False']) }),
  toItem({
    id: 'order',
    type: 'ordering',
    options: toOptions('order', ['Ask', 'Listen', 'Summarise']),
  }),
  toItem({
    id: 'match',
    type: 'matching',
    columns: ['Line', 'Habit'],
    options: toOptions('match', ['What happened', 'Same for all']),
    targets: toOptions('match', ['Voice', 'Neutrality', 'Respect']),
  }),
  toItem({ id: 'number', type: 'numeric', unit: 'percent' }),
  toItem({ id: 'words', type: 'text' }),
  toItem({ id: 'rating', type: 'rating', options: toOptions('rating', ['Unsure', 'Sure']) }),
  toItem({
    id: 'spot',
    type: 'hot-spot',
    options: toOptions('spot', ['At the window', 'Beside the door']),
    picture: toPicture(['spot-at-the-window', 'spot-beside-the-door']),
  }),
];

/** Their key. Every item explains itself; options of choice items have feedback. */
export const keyOfEachType: AnswerKey = toKey({
  single: {
    correct: ['single-voice'],
    feedback: { 'single-voice': '<p>Feedback on voice.</p>' },
  },
  multiple: { correct: ['multiple-say-back', 'multiple-name'] },
  truth: { correct: ['truth-true'] },
  order: {
    correct: ['order-listen', 'order-ask', 'order-summarise'],
    explanation: '<p>Why this order.</p>',
  },
  match: {
    correct: ['match-what-happened=match-voice', 'match-same-for-all=match-neutrality'],
    explanation: '<p>Why these pairs.</p>',
  },
  number: { range: { min: 13, max: 15 }, explanation: '<p>Why fourteen.</p>' },
  words: { patterns: ['paraphrase', 'restat*'], explanation: '<p>Why paraphrase.</p>' },
  rating: {},
  spot: {
    correct: ['spot-beside-the-door'],
    feedback: { 'spot-beside-the-door': '<p>Feedback on the door.</p>' },
  },
});

/** A right answer to each item, as a form sends it. */
export const rightAnswersOfEachType: Record<string, string[]> = {
  single: ['single-voice'],
  multiple: ['multiple-say-back', 'multiple-name'],
  truth: ['truth-true'],
  order: ['order-listen=1', 'order-ask=2', 'order-summarise=3'],
  match: ['match-what-happened=match-voice', 'match-same-for-all=match-neutrality'],
  number: ['14 %'],
  words: [' Restating. '],
  rating: ['rating-sure'],
  spot: ['spot-beside-the-door'],
};

/** The fields of an attempt's form for these answers. */
export function toFields(answers: Record<string, readonly string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [`item.${id}`, [...value]]),
  );
}
