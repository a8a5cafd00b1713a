import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import type { SaveReply } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import { formatTime } from '#app/words/dates.ts';
import { allRight, setUpQuiz, toStatus } from '#tests/support/quiz-browser.ts';
import { readLessons } from '#tests/support/quiz-course.ts';

const answer = { 'item.voice': 'voice-a', 'seq.voice': '1' };

/** An attempt at a quiz whose cadet can be withdrawn from the cohort. */
async function setUpWithdrawal() {
  const browser = await setUpQuiz();
  const { id: userId } = browser.quiz.cadet;
  await readLessons(browser.quiz, userId);
  const enrolled = (withdrawnAt: Date | null) =>
    db.enrollment.updateMany({ where: { userId }, data: { withdrawnAt } });
  return {
    ...browser,
    userId,
    withdraw: () => enrolled(new Date()),
    readmit: () => enrolled(null),
  };
}

describe('an open attempt after the cadet left the cohort', () => {
  test('cannot be answered, looked at or submitted, and completes nothing', async () => {
    const { userId, withdraw, startAttempt, send, post, attemptPage, attempts } =
      await setUpWithdrawal();
    const attempt = await startAttempt();
    expect(toStatus(await send(attempt, { 'item.reasons': 'reasons-c', 'seq.reasons': '1' }))).toBe(
      '200',
    );
    await withdraw();
    for (const refused of [
      await send(attempt, answer),
      await attemptPage(attempt),
      await post(attempt, { intent: 'save-responses', ...allRight }),
      await post(attempt, { intent: 'submit-attempt', ...allRight }),
      await post(attempt, { intent: 'confirm-submit' }),
    ])
      expect(toStatus(refused)).toBe('404');
    const rows = await db.response.findMany({ where: { attemptId: attempt } });
    expect(rows.map(({ itemId }) => itemId)).toEqual(['reasons']);
    expect(await attempts()).toMatchObject([{ status: 'open', score: null }]);
    expect(await db.grading.count({ where: { attemptId: attempt } })).toBe(0);
    expect(await db.completion.count({ where: { userId } })).toBe(0);
  });

  test('goes on where it was once the cadet is back', async () => {
    const { withdraw, readmit, startAttempt, send, post, attempts } = await setUpWithdrawal();
    const attempt = await startAttempt();
    await withdraw();
    expect(toStatus(await send(attempt, answer))).toBe('404');
    await readmit();
    expect(toStatus(await send(attempt, answer))).toBe('200');
    expect(toStatus(await post(attempt, { intent: 'confirm-submit' }))).toBe(
      `302 ${paths.attemptResult(attempt)}`,
    );
    expect(await attempts()).toMatchObject([{ status: 'submitted', points: 1 }]);
  });

  test('the same when the course is taken from the cohort', async () => {
    const { quiz, startAttempt, send, post } = await setUpWithdrawal();
    const attempt = await startAttempt();
    await db.assignment.deleteMany({ where: { cohortId: quiz.cohort.id } });
    expect(toStatus(await send(attempt, answer))).toBe('404');
    expect(toStatus(await post(attempt, { intent: 'confirm-submit' }))).toBe('404');
  });

  test('a finished one stays readable, and submitting it again leads to its result', async () => {
    const { withdraw, take, result, post } = await setUpWithdrawal();
    const attempt = await take(allRight);
    await withdraw();
    expect(await result(attempt)).toMatchObject({
      attempt: { passed: true },
      timeZone: env.TIME_ZONE,
    });
    expect(toStatus(await post(attempt, { intent: 'confirm-submit' }))).toBe(
      `302 ${paths.attemptResult(attempt)}`,
    );
  });
});

describe('the times that a cadet reads', () => {
  test('are on the clock of their assignment: quiz, attempt, save reply and result', async () => {
    const browser = await setUpQuiz();
    const { quiz } = browser;
    // Five and three quarter hours ahead of UTC: no other clock shows these minutes.
    const timeZone = 'Asia/Kathmandu';
    await db.assignment.updateMany({ where: { cohortId: quiz.cohort.id }, data: { timeZone } });
    const attempt = await browser.startAttempt();
    expect((await browser.quizPage()).timeZone).toBe(timeZone);
    const sent = await browser.send(attempt, answer);
    const { time } = (await (sent as Response).json()) as SaveReply;
    const { savedAt } = await db.response.findFirstOrThrow({ where: { attemptId: attempt } });
    expect(time).toBe(formatTime(savedAt, timeZone));
    const page = await browser.attemptPage(attempt);
    if (page instanceof Response) throw page;
    expect(page.items.find(({ id }) => id === 'voice')?.saved).toBe(time);
    await browser.post(attempt, { intent: 'confirm-submit' });
    expect((await browser.result(attempt)).timeZone).toBe(timeZone);
  });
});
