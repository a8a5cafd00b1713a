import { describe, expect, test } from 'vitest';
import { listAttemptsOfCadet } from '#app/features/assessment/attempts/result-queries.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { Fields } from '#tests/support/fields.ts';
import { allRight, setUpQuiz } from '#tests/support/quiz-browser.ts';
import { listStatements } from '#tests/support/statements.ts';

describe('what the result tells', () => {
  const half: Fields = {
    'item.voice': 'voice-b',
    'item.respect': ['respect-a', 'respect-b', 'respect-c'],
  };
  const tell = async (policy: Partial<QuizPolicy>, answers: Fields = half) => {
    const browser = await setUpQuiz({ policy });
    const result = await browser.result(await browser.take(answers));
    const voice = result.items.find(({ id }) => id === 'voice');
    const feedback = result.items.flatMap(({ options }) =>
      options.filter((one) => one.feedbackHtml),
    );
    const correct = result.items.flatMap(({ options }) =>
      options.filter((one) => one.correct !== null),
    );
    return { ...browser, result, voice, feedback, correct };
  };

  test('after-submit and after-pass: feedback to what was chosen, the right options later', async () => {
    const { voice, feedback, correct, result } = await tell({});
    expect(feedback.map(({ id }) => id).sort()).toEqual([
      'respect-a',
      'respect-b',
      'respect-c',
      'voice-b',
    ]);
    expect(correct.every(({ chosen }) => chosen)).toBe(true);
    expect(voice).toMatchObject({ outcome: 'wrong', points: 0 });
    expect(result.items.find(({ id }) => id === 'respect')).toMatchObject({
      outcome: 'partly',
      points: 0.5,
    });
    expect(result.items.find(({ id }) => id === 'greeting')?.outcome).toBe('unanswered');
    expect(result.release).toEqual({ feedback: true, correctOptions: false });
  });

  test('a pass releases the right options, of earlier attempts too', async () => {
    const {
      take,
      result: load,
      result,
    } = await (async () => {
      const browser = await setUpQuiz();
      const first = await browser.take(half);
      return { ...browser, result: () => browser.result(first), load: first };
    })();
    expect((await load()).release.correctOptions).toBe(false);
    await take(allRight);
    expect((await result()).release.correctOptions).toBe(true);
  });

  test('never: the score and what was chosen, nothing else', async () => {
    const { feedback, correct, result } = await tell(
      { feedback: 'never', correctOptions: 'never' },
      allRight,
    );
    expect([...feedback, ...correct]).toEqual([]);
    expect(result.items.every(({ outcome, points }) => outcome === null && points === null)).toBe(
      true,
    );
    expect(result.attempt).toMatchObject({ score: 1, passed: true });
  });

  test('nothing while the next attempt is open', async () => {
    const { startAttempt, take, result } = await setUpQuiz();
    const first = await take(half);
    await startAttempt();
    expect((await result(first)).release).toEqual({ feedback: false, correctOptions: false });
  });
});

// Each statement is a journey to another process on PostgreSQL, and a whole class makes these requests at once.
describe('how often the database is asked', () => {
  test('at most five times for a result that nothing came after, the session among them', async () => {
    const { take, result } = await setUpQuiz();
    const attempt = await take({});
    await result(attempt);
    const texts = await listStatements(() => result(attempt));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.length, texts.join('\n')).toBeLessThanOrEqual(5);
  });

  test('at most ten times for a submit that passes nothing, its transaction among them', async () => {
    const { startAttempt, post } = await setUpQuiz();
    const attempt = await startAttempt();
    const texts = await listStatements(() => post(attempt, { intent: 'confirm-submit' }));
    expect(texts.filter((text) => text.includes('"AuditEvent"'))).toHaveLength(1);
    expect(texts.length, texts.join('\n')).toBeLessThanOrEqual(10);
  });
});

describe('what instructors see of it', () => {
  test('every attempt with each response, its outcome, revision and time', async () => {
    const { quiz, take } = await setUpQuiz();
    const attempt = await take({ 'item.voice': 'voice-b' });
    const [seen, ...more] = await listAttemptsOfCadet(
      { id: 'teacher' },
      quiz.cadet.id,
      quiz.course,
      new Date(),
    );
    expect(more).toEqual([]);
    expect(seen).toMatchObject({
      id: attempt,
      quizId: quiz.quiz,
      quizTitle: 'A quiz',
      number: 1,
      status: 'submitted',
      points: 0,
      maxPoints: 4,
      passed: false,
      revisionId: quiz.quizRevision.id,
    });
    const voice = seen?.responses.find(({ itemId }) => itemId === 'voice');
    expect(voice).toMatchObject({
      outcome: 'wrong',
      counted: true,
      savedAt: expect.any(Date),
      chosen: [{ id: 'voice-b', correct: false, misconception: 'Misconception behind voice-b' }],
    });
    expect(seen?.responses).toHaveLength(4);
    expect(
      await listAttemptsOfCadet({ id: 'teacher' }, quiz.cadet.id, 'another-course', new Date()),
    ).toEqual([]);
  });

  test('of an open attempt: what was chosen, and nothing of the key', async () => {
    const { quiz, startAttempt, send } = await setUpQuiz();
    await send(await startAttempt(), { 'item.voice': 'voice-b', 'seq.voice': '1' });
    const [seen] = await listAttemptsOfCadet(
      { id: 'teacher' },
      quiz.cadet.id,
      quiz.course,
      new Date(),
    );
    expect(seen?.responses.find(({ itemId }) => itemId === 'voice')?.chosen).toEqual([
      expect.objectContaining({ id: 'voice-b', correct: null, misconception: null }),
    ]);
    expect(JSON.stringify(seen)).not.toContain('Misconception behind');
  });
});
