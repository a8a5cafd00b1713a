import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { submitAttempt } from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { saveResponses } from '#app/features/assessment/attempts/response-mutations.server.ts';
import type { SaveReply } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import type { Fields } from '#tests/support/fields.ts';
import { openBrowser, toStatus } from '#tests/support/quiz-browser.ts';
import { publishQuizCourse, type QuizCourse, rightAnswers } from '#tests/support/quiz-course.ts';

let quiz: QuizCourse;

beforeAll(async () => {
  quiz = await publishQuizCourse();
});

/** A new cadet with an open attempt, and what their browser can send to it. */
async function startCadet() {
  const cadet = await createUser();
  await enroll(quiz.cohort.id, cadet.id);
  const browser = await openBrowser(quiz, cadet.id);
  const attempt = await browser.startAttempt();
  const send = (fields: Fields, to = attempt) => browser.send(to, fields);
  const save = async (itemId: string, value: string | string[], seq: number) => {
    const answer = await send({ [`item.${itemId}`]: value, [`seq.${itemId}`]: String(seq) });
    return (await (answer as Response).json()) as SaveReply;
  };
  const post = (fields: Fields) => browser.post(attempt, fields);
  const load = () => browser.attemptPage(attempt);
  return { cadet, attempt, send, save, post, load };
}

const stored = async (attemptId: string) =>
  Object.fromEntries(
    (await db.response.findMany({ where: { attemptId } })).map((row) => [
      row.itemId,
      { value: JSON.parse(row.valueJson), seq: row.seq, counted: row.counted },
    ]),
  );

const refusals = (subjectId: string) =>
  db.auditEvent.findMany({ where: { subjectId, action: 'refuse-response' } });

describe('saving an answer', () => {
  test('stores it, and tells when', async () => {
    const { attempt, save } = await startCadet();
    expect(await save('voice', 'voice-b', 5)).toEqual({
      saved: ['voice'],
      newer: {},
      hints: {},
      deadlineMs: null,
      time: expect.stringMatching(/^\d\d:\d\d$/),
    });
    expect(await stored(attempt)).toEqual({ voice: { value: ['voice-b'], seq: 5, counted: true } });
  });

  test('the newest answer wins, whatever order the saves arrive in', async () => {
    const { attempt, save } = await startCadet();
    await save('voice', 'voice-b', 7);
    const late = await save('voice', 'voice-a', 6);
    expect(late).toMatchObject({ saved: [], newer: { voice: { value: ['voice-b'], seq: 7 } } });
    await save('voice', 'voice-c', 8);
    expect((await stored(attempt)).voice).toMatchObject({ value: ['voice-c'], seq: 8 });
  });

  test('the same save twice is saved once, and acknowledged twice', async () => {
    const { attempt, save } = await startCadet();
    const [one, other] = [await save('voice', 'voice-b', 5), await save('voice', 'voice-b', 5)];
    expect(one.saved).toEqual(['voice']);
    expect(other).toMatchObject({ saved: ['voice'], newer: {} });
    expect(await db.response.count({ where: { attemptId: attempt } })).toBe(1);
  });

  test('several at once, and an answer taken back', async () => {
    const { attempt, send, save } = await startCadet();
    const fields = {
      'seq.voice': '3',
      'item.voice': 'voice-b',
      'seq.respect': '4',
      'item.respect': ['respect-a', 'respect-b'],
      'seq.reasons': '5',
      'item.reasons': 'reasons-c',
    };
    expect(toStatus(await send(fields))).toBe('200');
    expect(await save('respect', [], 9)).toMatchObject({ saved: ['respect'] });
    expect(await stored(attempt)).toMatchObject({
      voice: { value: ['voice-b'] },
      respect: { value: [], seq: 9 },
      reasons: { value: ['reasons-c'] },
    });
  });

  test('fifty saves in parallel and any order leave the newest', async () => {
    const { attempt, save } = await startCadet();
    const order = Array.from({ length: 50 }, (_, index) => ((index * 37) % 50) + 1);
    const replies = await Promise.all(
      order.map((seq) => save('voice', seq % 2 ? 'voice-a' : 'voice-b', seq)),
    );
    expect((await stored(attempt)).voice).toMatchObject({ value: ['voice-b'], seq: 50 });
    for (const reply of replies)
      expect(reply.saved.length + Object.keys(reply.newer).length).toBe(1);
  });
});

describe('what is no answer', () => {
  test.each([
    ['an item that is not in the quiz', { 'item.forged': 'x', 'seq.forged': '1' }],
    ['an option that is not offered', { 'item.voice': 'voice-z', 'seq.voice': '1' }],
    ["another item's option", { 'item.voice': 'greeting-a', 'seq.voice': '1' }],
    [
      'two options where one can be chosen',
      { 'item.voice': ['voice-a', 'voice-b'], 'seq.voice': '1' },
    ],
  ])('%s is refused, recorded, and changes nothing', async (_name, fields) => {
    const { attempt, send, save } = await startCadet();
    await save('greeting', 'greeting-b', 1);
    const answer = await send({ ...fields, 'item.reasons': 'reasons-c', 'seq.reasons': '2' });
    expect(toStatus(answer)).toBe('422');
    expect(await (answer as Response).text()).toMatch(/^(That|Only)/);
    expect(Object.keys(await stored(attempt))).toEqual(['greeting']);
    expect(await refusals(attempt)).toHaveLength(1);
  });

  test.each([
    ['no sequence number', { 'item.voice': 'voice-a' }],
    ['a sequence number that is none', { 'item.voice': 'voice-a', 'seq.voice': 'x' }],
    ['one beyond 32 bits', { 'item.voice': 'voice-a', 'seq.voice': '3000000000' }],
    ['nothing at all', {}],
  ])('%s: 400', async (_name, fields) => {
    const { send } = await startCadet();
    expect(toStatus(await send(fields))).toBe('400');
  });

  test("someone else's attempt and one that does not exist look the same", async () => {
    const [one, other] = [await startCadet(), await startCadet()];
    await other.save('voice', 'voice-a', 1);
    const fields = { 'item.voice': 'voice-b', 'seq.voice': '9' };
    const [foreign, unknown] = [
      await one.send(fields, other.attempt),
      await one.send(fields, 'none'),
    ];
    expect([toStatus(foreign), toStatus(unknown)]).toEqual(['404', '404']);
    expect(await (foreign as Response).text()).toBe(await (unknown as Response).text());
    expect((await stored(other.attempt)).voice).toMatchObject({ value: ['voice-a'] });
  });

  test('a forged item in the form: 422 with the page, nothing stored', async () => {
    const { attempt, post } = await startCadet();
    const answer = await post({ intent: 'submit-attempt', 'item.forged': 'x' });
    const message = expect.stringMatching(/not in this quiz/);
    expect(answer).toMatchObject({ data: { refused: { field: 'item.forged', message } } });
    expect(await stored(attempt)).toEqual({});
    expect((await db.attempt.findUnique({ where: { id: attempt } }))?.status).toBe('open');
  });
});

describe('what the audit log keeps of refused answers', () => {
  test('the first refused one, cut short', async () => {
    const { attempt, send } = await startCadet();
    const forged = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(80, 'x'));
    const fields = { 'item.voice': 'voice-a', 'seq.voice': '1' };
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [
        [`item.forged-${n}`, forged] as const,
        [`seq.forged-${n}`, '2'] as const,
      ]).flat(),
    );
    expect(toStatus(await send({ ...fields, ...many }))).toBe('422');
    const [event, ...more] = await refusals(attempt);
    expect(more).toEqual([]);
    expect(JSON.parse(event?.afterJson ?? '')).toEqual({
      reason: expect.stringMatching(/not in this quiz/),
      itemId: 'forged-0',
      value: forged.join(' ').slice(0, 200),
    });
  });

  test('twenty of an attempt at most, before and after submitting', async () => {
    const { attempt, send, post } = await startCadet();
    const forged = { 'item.voice': 'voice-z', 'seq.voice': '1' };
    for (let n = 0; n < 19; n += 1) await send(forged);
    await post({ intent: 'confirm-submit' });
    const late = await send({
      'item.voice': 'voice-a',
      'seq.voice': '2',
      'item.reasons': 'reasons-c',
      'seq.reasons': '3',
    });
    expect(toStatus(late)).toBe('409');
    expect(Object.keys(await stored(attempt)).sort()).toEqual(['reasons', 'voice']);
    expect(toStatus(await send(forged))).toBe('422');
    expect(await refusals(attempt)).toHaveLength(20);
  });
});

describe('an answer after submitting', () => {
  test('is refused with 409, kept as not counted, and leaves the score alone', async () => {
    const { attempt, save, send, post } = await startCadet();
    await save('voice', 'voice-b', 1);
    await post({ intent: 'confirm-submit' });
    const late = await send({ 'item.reasons': 'reasons-c', 'seq.reasons': '2' });
    expect(toStatus(late)).toBe('409');
    const changed = await send({ 'item.voice': 'voice-a', 'seq.voice': '3' });
    expect(toStatus(changed)).toBe('409');
    expect(await stored(attempt)).toEqual({
      voice: { value: ['voice-b'], seq: 1, counted: true },
      reasons: { value: ['reasons-c'], seq: 2, counted: false },
    });
    expect(await refusals(attempt)).toHaveLength(2);
    expect(await db.grading.findMany({ where: { attemptId: attempt } })).toMatchObject([
      { points: 0, sequence: 1 },
    ]);
  });

  test('by a stale page leads to the result, which says that it was not counted', async () => {
    const { attempt, post } = await startCadet();
    await post({ intent: 'confirm-submit' });
    const again = await post({
      intent: 'save-responses',
      'item.voice': 'voice-a',
      'was.voice': '',
    });
    expect(toStatus(again)).toBe(`302 ${paths.attemptResult(attempt, { late: 1 })}`);
    const unchanged = await post({ intent: 'submit-attempt', 'was.voice': '' });
    expect(toStatus(unchanged)).toBe(`302 ${paths.attemptResult(attempt)}`);
  });
});

describe('answers and submitting at the same time', () => {
  test('every acknowledged answer is in the grading', async () => {
    for (let round = 0; round < 25; round += 1) {
      const { cadet, attempt } = await startCadet();
      const actor = { ...cadet, roles: ['cadet'] as const };
      const saves = Object.entries(rightAnswers).map(async ([itemId, value]) => {
        await pause(Math.random() * 12);
        const result = await saveResponses({ actor }, attempt, [{ itemId, value, seq: 1 }]);
        return result.kind === 'saved' ? result.saved : [];
      });
      const submitted = pause(Math.random() * 8).then(() =>
        submitAttempt({ actor }, attempt, { confirmed: true }),
      );
      const [acknowledged] = await Promise.all([Promise.all(saves), submitted]);
      const graded = await db.grading.findFirstOrThrow({ where: { attemptId: attempt } });
      expect(graded.points).toBe(acknowledged.flat().length);
    }
  });
});

describe('a form without a script', () => {
  test('saves what it changed and shows it again', async () => {
    const { post, load, attempt } = await startCadet();
    const saved = await post({
      intent: 'save-responses',
      'item.voice': 'voice-b',
      'was.voice': '',
      'was.respect': '',
      'item.respect': ['respect-c', 'respect-a'],
    });
    expect(toStatus(saved)).toBe(`302 ${paths.attempt(attempt)}`);
    const page = await load();
    if (page instanceof Response) throw page;
    const values = Object.fromEntries(page.items.map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({ voice: ['voice-b'], greeting: [] });
    expect(values.respect?.sort()).toEqual(['respect-a', 'respect-c']);
  });

  test('of a stale tab does not undo what another tab saved', async () => {
    const { post, save, attempt } = await startCadet();
    const staleTab = { 'was.voice': '', 'was.reasons': '' };
    await save('voice', 'voice-a', 50);
    await post({ intent: 'save-responses', ...staleTab, 'item.reasons': 'reasons-c' });
    expect(await stored(attempt)).toMatchObject({
      voice: { value: ['voice-a'] },
      reasons: { value: ['reasons-c'] },
    });
  });

  test('that can not be read: 400', async () => {
    const { post } = await startCadet();
    expect(toStatus(await post({ intent: 'destroy' }))).toBe('400');
    const long = { 'item.voice': Array.from({ length: 51 }, () => 'voice-a') };
    expect(toStatus(await post({ intent: 'save-responses', ...long }))).toBe('400');
  });
});
