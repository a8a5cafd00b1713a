import { expect, test } from 'vitest';
import { toQuizStandings } from './facts-rules.ts';

test('an attempt with nothing to score is a pass, gives no score, and follows a failure', () => {
  const failed = { quizId: 'q', number: 1, status: 'submitted', score: 0.5, passed: false };
  const nothing = { ...failed, number: 2, score: null, passed: true };
  const passed = { passed: true, lastFailed: false };
  expect(toQuizStandings([failed, nothing]).get('q')).toMatchObject({ ...passed, best: 0.5 });
  expect(toQuizStandings([nothing]).get('q')).toMatchObject({ ...passed, best: null });
});
