import { expect, test } from 'vitest';
import { toLessonProblem } from './lesson-form-rules.ts';

test('a refused form keeps what was typed, at the card it came from', () => {
  const error = { option: ['Choose an answer first.'], check: null };
  const payload = { intent: 'answer-check', check: 'voice', option: ['a', 'b'] };
  expect(toLessonProblem({ payload, error })).toEqual({
    card: 'check-voice',
    chosen: ['a', 'b'],
    text: '',
    message: 'Choose an answer first.',
  });
  const note = { intent: 'save-reflection', reflect: 'habit', body: 'Too long.' };
  expect(toLessonProblem({ payload: note, error: { body: ['One.', 'Two.'] } })).toEqual({
    card: 'reflect-habit',
    chosen: [],
    text: 'Too long.',
    message: 'One. Two.',
  });
});

test('a form of no card is no problem of the page', () => {
  for (const payload of [{}, { intent: 'answer-check' }, { intent: 'x', check: 'voice' }]) {
    expect(toLessonProblem({ payload, error: null })).toBeNull();
  }
});
