import { describe, expect, test } from 'vitest';
import {
  listAttemptsOfCadet,
  type ResultItem,
} from '#app/features/assessment/attempts/result-queries.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { SaveReply } from '#app/features/records/gradings/answer-rules.ts';
import { joinValue } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import type { Fields } from '#tests/support/fields.ts';
import { readJson, setUpQuiz, toStatus } from '#tests/support/quiz-browser.ts';
import { everyItem, everyKey, everyRight } from '#tests/support/quiz-items.ts';

const setUp = (policy: Partial<QuizPolicy> = {}) =>
  setUpQuiz({ items: everyItem, key: everyKey, policy: { passMark: 100, ...policy } });

const asForm = (answers: Record<string, string[]>): Fields =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [`item.${id}`, value]));

const byId = (items: readonly ResultItem[]) =>
  Object.fromEntries(items.map((item) => [item.id, item]));

const secrets =
  /Secret of|Feedback on|Misconception behind|paraphras|"range"|"patterns"|"correct":\[/i;

describe('a quiz with every type of item', () => {
  test('is full marks for the right answers, by a form; the rating is noted and not scored', async () => {
    const { take, result } = await setUp();
    const told = await result(await take(asForm(everyRight)));
    expect(told.attempt).toMatchObject({ points: 8, maxPoints: 8, passed: true, pending: 0 });
    const items = byId(told.items);
    for (const id of Object.keys(everyRight))
      expect(items[id]?.outcome).toBe(id === 'rating' ? 'noted' : 'right');
  });

  test('is the same saved piece by piece by the script', async () => {
    const { startAttempt, send, post, attempts } = await setUp();
    const attempt = await startAttempt();
    let seq = 1;
    for (const [id, value] of Object.entries(everyRight)) {
      seq += 1;
      const reply = await readJson<SaveReply>(
        await send(attempt, { [`item.${id}`]: value, [`seq.${id}`]: String(seq) }),
      );
      expect(reply).toMatchObject({ saved: [id], hints: {} });
    }
    await post(attempt, { intent: 'submit-attempt' });
    expect(await attempts()).toMatchObject([{ status: 'submitted', points: 8, passed: true }]);
  });

  test('gives part of the points where an answer is partly right', async () => {
    const { take, result } = await setUp();
    const told = await result(
      await take(
        asForm({
          multiple: ['multiple-a'],
          order: ['step-y=1', 'step-z=3', 'step-x=2'],
          match: ['left-1=right-2', 'left-2=right-2'],
        }),
      ),
    );
    const items = byId(told.items);
    expect(items.multiple).toMatchObject({ outcome: 'partly', points: 0.5 });
    expect(items.order).toMatchObject({ outcome: 'partly', points: 2 / 3 });
    expect(items.match).toMatchObject({ outcome: 'partly', points: 0.5 });
    expect(items.truth).toMatchObject({ outcome: 'unanswered', points: 0 });
  });

  test('leaves a text that no pattern covers to an instructor, and says how many wait', async () => {
    const { take, result, attempts } = await setUp();
    const attempt = await take(asForm({ ...everyRight, text: ['say it back'] }));
    expect(await attempts()).toMatchObject([{ points: 7, passed: false, pending: 1 }]);
    const { text } = byId((await result(attempt)).items);
    expect(text).toMatchObject({
      outcome: 'pending',
      points: 0,
      typed: { text: 'say it back', correct: null, accepted: null },
    });
  });

  test('shows nothing of a key before the end: page, saves, hints', async () => {
    const { startAttempt, send, post, attemptPage, quizPage } = await setUp();
    const attempt = await startAttempt();
    const { quiz, introHtml, allowance } = await quizPage();
    const received = [JSON.stringify([quiz, introHtml, allowance])];
    received.push(JSON.stringify(await attemptPage(attempt)));
    for (const [id, value] of Object.entries({
      ...everyRight,
      number: ['1/2'],
      order: ['step-x=1'],
    }))
      received.push(
        JSON.stringify(
          await readJson(await send(attempt, { [`item.${id}`]: value, [`seq.${id}`]: '5' })),
        ),
      );
    received.push(JSON.stringify(await post(attempt, { intent: 'submit-attempt' })));
    for (const text of received) expect(text.replaceAll('correctOptions', '')).not.toMatch(secrets);
  });
});

describe('what the result shows of each type', () => {
  const half = {
    single: ['single-a'],
    order: ['step-x=1', 'step-y=2'],
    match: ['left-1=right-1', 'left-2=right-3'],
    number: ['12'],
    text: ['listen'],
    rating: ['rating-1'],
  };

  test('without feedback and right answers: what was answered, nothing else', async () => {
    const { take, result } = await setUp({ feedback: 'never', correctOptions: 'never' });
    const told = await result(await take(asForm(half)));
    const items = byId(told.items);
    expect(items.order?.order).toEqual({
      given: [
        { id: 'step-x', html: 'Choice step-x', position: 1 },
        { id: 'step-y', html: 'Choice step-y', position: 2 },
        { id: 'step-z', html: 'Choice step-z', position: null },
      ],
      right: null,
    });
    const pairs = [...(items.match?.pairs ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(pairs).toMatchObject([
      { id: 'left-1', chosen: { id: 'right-1' }, correct: null, right: null },
      { id: 'left-2', chosen: { id: 'right-3' }, correct: null, right: null },
    ]);
    expect(items.number?.typed).toEqual({ text: '12', correct: null, accepted: null });
    expect(items.rating?.options.filter(({ chosen }) => chosen)).toMatchObject([
      { id: 'rating-1', correct: null },
    ]);
    expect(told.items.every(({ outcome, points }) => outcome === null && points === null)).toBe(
      true,
    );
    expect(JSON.stringify(told.items)).not.toMatch(secrets);
  });

  test('with feedback: whether it was right, but not what would have been', async () => {
    const { take, result } = await setUp();
    const told = await result(await take(asForm(half)));
    const items = byId(told.items);
    expect(items.order).toMatchObject({ outcome: 'wrong', order: { right: null } });
    expect(items.match?.pairs.map(({ id, correct }) => `${id} ${correct}`).sort()).toEqual([
      'left-1 false',
      'left-2 true',
    ]);
    expect(items.match?.pairs.every(({ right }) => right === null)).toBe(true);
    expect(items.number?.typed).toEqual({ text: '12', correct: false, accepted: null });
    expect(items.single?.options.filter(({ feedbackHtml }) => feedbackHtml)).toMatchObject([
      { id: 'single-a', correct: false },
    ]);
    expect(JSON.stringify(told.items)).not.toMatch(/Secret of|Misconception behind|paraphras/);
  });

  test('with the explanation of what was fully right', async () => {
    const { take, result } = await setUp();
    const told = await result(
      await take(asForm({ number: ['14'], order: everyRight.order ?? [] })),
    );
    const items = byId(told.items);
    expect(items.number?.explanationHtml).toBe('<p>Secret of number</p>');
    expect(items.order?.explanationHtml).toBe('<p>Secret of order</p>');
    expect(items.match?.explanationHtml).toBeNull();
  });

  test('with the right answers: the right order, counterparts and accepted answers', async () => {
    const { take, result } = await setUp({ correctOptions: 'after-submit' });
    const told = await result(await take(asForm(half)));
    const items = byId(told.items);
    expect(items.order?.order?.right?.map(({ id }) => id)).toEqual(['step-y', 'step-z', 'step-x']);
    expect(items.match?.pairs.map(({ id, right }) => `${id} ${right?.id}`).sort()).toEqual([
      'left-1 right-2',
      'left-2 right-3',
    ]);
    expect(items.number?.typed?.accepted).toEqual(['13 to 15 percent']);
    expect(items.text?.typed).toEqual({ text: 'listen', correct: null, accepted: ['paraphras…'] });
    expect(items.text?.explanationHtml).toBe('<p>Secret of text</p>');
    expect(JSON.stringify(told.items)).not.toMatch(/Misconception behind/);
  });

  test('to those who teach: all of it, once the attempt is closed', async () => {
    const { quiz, startAttempt, send, post } = await setUp();
    const attempt = await startAttempt();
    await send(attempt, {
      'item.order': ['step-x=1', 'step-y=2'],
      'seq.order': '1',
      'ms.order': '0',
      'item.single': 'single-a',
      'seq.single': '2',
    });
    const seen = async () => {
      const [reviewed] = await listAttemptsOfCadet(
        { id: 'teacher' },
        quiz.cadet.id,
        quiz.course,
        new Date(),
      );
      return Object.fromEntries((reviewed?.responses ?? []).map((one) => [one.itemId, one]));
    };
    expect(JSON.stringify(await seen())).not.toMatch(secrets);
    await post(attempt, { intent: 'confirm-submit' });
    const responses = await seen();
    expect(responses.order).toMatchObject({
      outcome: 'wrong',
      spentMs: 0,
      explanationHtml: '<p>Secret of order</p>',
      order: { right: [{ id: 'step-y' }, { id: 'step-z' }, { id: 'step-x' }] },
    });
    expect(responses.single?.chosen).toEqual([
      {
        id: 'single-a',
        html: 'Choice single-a',
        correct: false,
        misconception: 'Misconception behind single-a',
      },
    ]);
    expect(responses.match?.pairs).toMatchObject([{ chosen: null }, { chosen: null }]);
  });
});

describe('an answer that is not whole', () => {
  test('is saved as typed, with a hint, and asked about before submitting', async () => {
    const { startAttempt, send, post, attemptPage } = await setUp();
    const attempt = await startAttempt();
    const reply = await readJson<SaveReply>(
      await send(attempt, { 'item.number': '1/2', 'seq.number': '1' }),
    );
    expect(reply).toMatchObject({
      saved: ['number'],
      hints: { number: expect.stringMatching(/fractions are not read/) },
    });
    const page = await attemptPage(attempt);
    if (page instanceof Response) throw page;
    expect(page.items.find(({ id }) => id === 'number')).toMatchObject({
      value: ['1/2'],
      hint: expect.stringMatching(/fractions/),
    });
    const rest = Object.fromEntries(Object.entries(everyRight).filter(([id]) => id !== 'number'));
    const asked = await post(attempt, {
      intent: 'submit-attempt',
      'item.number': '1/2',
      'was.number': joinValue(['1/2']),
      ...asForm(rest),
    });
    expect(asked).toMatchObject({
      data: { unanswered: [], hints: [{ id: 'number', message: expect.stringMatching(/0\.5/) }] },
    });
    const done = await post(attempt, { intent: 'confirm-submit' });
    expect(toStatus(done)).toBe(`302 ${paths.attemptResult(attempt)}`);
  });
});
