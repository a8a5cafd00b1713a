import { expect, test } from 'vitest';
import { isHeldBack, withHeldBack } from './hold-rules.ts';
import type { PublishedLesson } from './published-schema.ts';

test('a lesson is held back by each rule that it needs and that is not written', () => {
  expect(isHeldBack('a', [], new Map())).toBe(false);
  expect(isHeldBack('a', ['contacts'], new Map())).toBe(true);
});

test('an opening stands for the rules that were missing then, and for its own lesson', () => {
  const openings = new Map([['a', new Set(['contacts'])]]);
  expect(isHeldBack('a', ['contacts'], openings)).toBe(false);
  expect(isHeldBack('b', ['contacts'], openings)).toBe(true);
  expect(isHeldBack('a', ['contacts', 'referral'], openings)).toBe(true);
});

const lesson = (number: string): PublishedLesson => ({
  id: `lesson-${number}`,
  number,
  title: `Lesson ${number}`,
  summary: '',
  minutes: 10,
  edition: 1,
  practiceMinutes: 0,
  leastMinutes: 0,
  revisionId: '',
  requiredChecks: [],
  blockCount: 1,
});

test('those who teach have all lessons in the order of the module, the tenth after the second', () => {
  const heldBack = [{ ...lesson('4.2'), openRules: ['contacts'] }];
  const all = withHeldBack({ lessons: [lesson('4.1'), lesson('4.3'), lesson('4.10')], heldBack });
  expect(all.map(({ number }) => number)).toEqual(['4.1', '4.2', '4.3', '4.10']);
});
