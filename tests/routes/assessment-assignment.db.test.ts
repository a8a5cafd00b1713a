import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import type { HeldReply, SaveReply } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import { formatTime } from '#app/words/dates.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { allRight, readJson, setUpQuiz, toStatus } from '#tests/support/quiz-browser.ts';
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
  test('stands still: it is not answered or submitted, says why, and completes nothing', async () => {
    const { userId, withdraw, startAttempt, send, post, attemptPage, attempts } =
      await setUpWithdrawal();
    const attempt = await startAttempt();
    expect(toStatus(await send(attempt, { 'item.reasons': 'reasons-c', 'seq.reasons': '1' }))).toBe(
      '200',
    );
    await withdraw();
    const refused = await send(attempt, answer);
    expect(toStatus(refused)).toBe('409');
    expect(await readJson<HeldReply>(refused)).toEqual({
      held: expect.stringMatching(
        /on hold\. You are not in a cohort that has the course “A course” any more\. .*saved are kept.*Ask your instructor/,
      ),
    });
    expect(await attemptPage(attempt)).toMatchObject({
      items: [],
      held: { title: 'This attempt is on hold' },
    });
    for (const intent of ['save-responses', 'submit-attempt', 'confirm-submit'])
      expect(await post(attempt, { intent, ...allRight })).toMatchObject({
        init: { status: 409 },
        data: { held: { id: attempt }, unsaved: { length: 4 } },
      });
    expect(await post(attempt, { intent: 'confirm-submit' })).toMatchObject({
      init: { status: 409 },
    });
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
    expect(toStatus(await send(attempt, answer))).toBe('409');
    await readmit();
    expect(toStatus(await send(attempt, answer))).toBe('200');
    expect(toStatus(await post(attempt, { intent: 'confirm-submit' }))).toBe(
      `302 ${paths.attemptResult(attempt)}`,
    );
    expect(await attempts()).toMatchObject([{ status: 'submitted', points: 1 }]);
  });

  test.each([
    ['is taken back', { takenBackAt: new Date() }, 'was taken back from your cohort.'],
    ['opens later', { opensOn: '2099-03-02' }, 'now opens on Mon 2 Mar 2099, Halifax time.'],
  ])('the same when its course %s', async (_, change, why) => {
    const { quiz, userId, startAttempt, send } = await setUpWithdrawal();
    const attempt = await startAttempt();
    await db.assignment.updateMany({
      where: { cohortId: quiz.cohort.id },
      data: { ...change, timeZone: 'America/Halifax' },
    });
    expect(toStatus(await send(attempt, answer))).toBe('409');
    const cadet = await TestBrowser.signedInAs(userId);
    const page = await cadet.get(paths.attempt(attempt));
    expect(page.status).toBe(200);
    expect(page.text).toContain(
      `The course “A course” ${why} The answers that were saved are kept`,
    );
    expect(page.html).not.toContain('Option a of voice');
    // What is typed into a page without a script is shown again: it is stored nowhere.
    const typed = await cadet.post(paths.attempt(attempt), {
      intent: 'submit-attempt',
      'item.voice': 'voice-b',
    });
    expect(typed.status).toBe(409);
    expect(typed.text).toContain('1 answer of the page you just sent could not be saved');
    expect(typed.html).toMatch(/<input[^>]*checked=""[^>]*value="voice-b"/);
    // Learn says so too, and leads to the page that says why.
    const learn = await cadet.get(paths.learn());
    expect(learn.text).toContain('is on hold');
    expect(learn.html).toContain(`href="${paths.attempt(attempt)}"`);
    expect(await db.response.count({ where: { attemptId: attempt } })).toBe(0);
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
