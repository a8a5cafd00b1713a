import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { ClosedReply } from '#app/features/records/gradings/answer-rules.ts';
import type { Fields } from '#tests/support/fields.ts';
import { readJson, setUpQuiz, toStatus } from '#tests/support/quiz-browser.ts';
import { everyItem, everyKey, everyRight } from '#tests/support/quiz-items.ts';

const setUp = (policy: Partial<QuizPolicy> = {}) =>
  setUpQuiz({ items: everyItem, key: everyKey, policy: { passMark: 100, ...policy } });

describe('a typed answer that is too long', () => {
  test.each([501, 3000])('of %i characters comes back whole, with what to do', async (length) => {
    const { startAttempt, post } = await setUp();
    const attempt = await startAttempt();
    const typed = 'x'.repeat(length);
    const fields = { intent: 'save-responses', 'item.text': typed, 'item.number': '14' };
    const answer = (await post(attempt, fields)) as { data: unknown };
    expect(answer.data).toMatchObject({
      refused: { field: 'item.text', message: 'Write at most 500 characters here.' },
      unsaved: expect.arrayContaining([{ itemId: 'text', value: [typed] }]),
    });
    expect(await db.response.count({ where: { attemptId: attempt } })).toBe(0);
  });
});

describe('an answer that no page could send', () => {
  const forged: [string, Fields, RegExp][] = [
    ['an item that is not there', { 'item.ghost': 'x', 'seq.ghost': '1' }, /not in this quiz/],
    ['an option not offered', { 'item.single': 'single-z', 'seq.single': '1' }, /not offered/],
    ["another item's option", { 'item.single': 'truth-t', 'seq.single': '1' }, /not offered/],
    ['two of one', { 'item.truth': ['truth-t', 'truth-f'], 'seq.truth': '1' }, /Only one/],
    ['a position beyond', { 'item.order': 'step-x=9', 'seq.order': '1' }, /position/],
    ['two positions', { 'item.order': ['step-x=1', 'step-x=2'], 'seq.order': '1' }, /twice/],
    ['a counterpart beyond', { 'item.match': 'left-1=left-2', 'seq.match': '1' }, /counterpart/],
    ['two texts', { 'item.text': ['a', 'b'], 'seq.text': '1' }, /Only one answer/],
    ['a text too long', { 'item.text': 'x'.repeat(501), 'seq.text': '1' }, /at most 500/],
    ['two ratings', { 'item.rating': ['rating-0', 'rating-1'], 'seq.rating': '1' }, /Only one/],
    ['two places', { 'item.spot': ['spot-1', 'spot-2'], 'seq.spot': '1' }, /Only one/],
  ];

  test.each(forged)(
    '%s: refused with a reason, recorded, score untouched',
    async (_what, fields, words) => {
      const { startAttempt, send, post, attempts } = await setUp();
      const attempt = await startAttempt();
      await send(attempt, { 'item.number': '14', 'seq.number': '1' });
      const refused = await send(attempt, fields);
      expect(toStatus(refused)).toBe('422');
      expect(await (refused as Response).text()).toMatch(words);
      const events = await db.auditEvent.findMany({
        where: { subjectId: attempt, action: 'refuse-response' },
      });
      expect(events).toHaveLength(1);
      expect(events[0]?.afterJson).toMatch(words);
      await post(attempt, { intent: 'confirm-submit' });
      expect(await attempts()).toMatchObject([{ points: 1, maxPoints: 8 }]);
      expect(await db.response.count({ where: { attemptId: attempt } })).toBe(1);
    },
  );

  test('to an item of the pool that was not drawn: refused, recorded, score untouched', async () => {
    const { startAttempt, attemptPage, send, post, attempts } = await setUp({ draw: 7 });
    const attempt = await startAttempt();
    const page = await attemptPage(attempt);
    if (page instanceof Response) throw page;
    const drawn = page.items.map(({ id }) => id);
    expect(drawn).toHaveLength(8);
    const [left = ''] = Object.keys(everyRight).filter((id) => !drawn.includes(id));
    const fields = { [`item.${left}`]: everyRight[left] ?? [], [`seq.${left}`]: '1' };
    const refused = await send(attempt, fields);
    expect(toStatus(refused)).toBe('422');
    expect(await (refused as Response).text()).toMatch(/not in this attempt/);
    const answer = await post(attempt, {
      intent: 'confirm-submit',
      [`item.${left}`]: everyRight[left] ?? [],
    });
    expect(answer).toMatchObject({
      data: { refused: { message: expect.stringMatching(/not in this attempt/) } },
    });
    await post(attempt, { intent: 'confirm-submit' });
    expect(await attempts()).toMatchObject([{ points: 0 }]);
    expect(
      await db.auditEvent.count({ where: { subjectId: attempt, action: 'refuse-response' } }),
    ).toBe(2);
    expect(await db.response.count({ where: { attemptId: attempt } })).toBe(0);
  });

  test('after submitting: refused with words for the page, recorded, kept as not counted', async () => {
    const { startAttempt, send, post, attempts } = await setUp();
    const attempt = await startAttempt();
    await post(attempt, { intent: 'confirm-submit' });
    const late = await send(attempt, { 'item.number': '14', 'seq.number': '9' });
    expect(toStatus(late)).toBe('409');
    expect(await readJson<ClosedReply>(late)).toEqual({
      closedBy: 'submitted',
      saved: [],
      late: 1,
      message: 'This attempt was submitted before, so the answer was not counted.',
    });
    await db.attempt.update({ where: { id: attempt }, data: { status: 'voided' } });
    const voided = await send(attempt, { 'item.text': 'listen', 'seq.text': '9' });
    expect(await readJson<ClosedReply>(voided)).toMatchObject({ closedBy: 'voided', late: 1 });
    expect(await attempts()).toMatchObject([{ points: 0 }]);
  });
});
