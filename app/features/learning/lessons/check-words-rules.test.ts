import { expect, it } from 'vitest';
import { conversationLine } from './check-words-rules.ts';

const check = (answered: boolean, required = true) => ({
  type: 'check' as const,
  required,
  answer: answered ? {} : null,
});
const scenario = (played: boolean, required = true) => ({
  type: 'scenario' as const,
  required,
  played,
  scenario: { title: 'The lost dog' },
});

it('a lesson that asks for no conversation keeps its own words', () => {
  expect(conversationLine([check(false), scenario(false, false), { type: 'html' }])).toBeNull();
});

it('says what is to answer and what is to play', () => {
  expect(conversationLine([check(false), check(false), scenario(false)])).toBe(
    'Answer 2 checks and play “The lost dog”.',
  );
  expect(conversationLine([check(true), check(false), scenario(true)])).toBe(
    'Answer 1 more check.',
  );
  expect(conversationLine([check(true), check(false, false), scenario(false)])).toBe(
    'Play “The lost dog”.',
  );
});

it('says when all of it is done', () => {
  expect(conversationLine([check(true), scenario(true)])).toBe(
    'You answered the checks and finished the conversation.',
  );
  expect(conversationLine([scenario(true)])).toBe('You finished the conversation.');
});
