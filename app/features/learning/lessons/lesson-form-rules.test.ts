import { expect, test } from 'vitest';
import { toLessonProblem } from './lesson-form-rules.ts';

test('a refused form keeps what was typed, at the card it came from', () => {
  const error = { option: ['Choose an answer first.'], check: null };
  const initialValue = { intent: 'answer-check', check: 'voice', option: ['a', 'b'] };
  expect(toLessonProblem({ initialValue, error })).toEqual({
    card: 'check-voice',
    chosen: ['a', 'b'],
    text: '',
    message: 'Choose an answer first.',
  });
  const note = { intent: 'save-reflection', reflect: 'habit', body: 'Too long.' };
  expect(toLessonProblem({ initialValue: note, error: { body: ['One.', 'Two.'] } })).toEqual({
    card: 'reflect-habit',
    chosen: [],
    text: 'Too long.',
    message: 'One. Two.',
  });
});

test('a form of no card is no problem of the page', () => {
  const forms: Record<string, string>[] = [
    {},
    { intent: 'answer-check' },
    { intent: 'x', check: 'voice' },
  ];
  for (const initialValue of forms) {
    expect(toLessonProblem({ initialValue })).toBeNull();
  }
  expect(toLessonProblem(null)).toBeNull();
});
