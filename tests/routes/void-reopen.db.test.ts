import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import {
  startAttempt,
  submitForm,
} from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { expireDueAttempts } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import {
  decideAppeal,
  gradeAnswer,
} from '#app/features/assessment/reviews/manual-mutations.server.ts';
import {
  reopenAttempt,
  voidAttempt,
} from '#app/features/assessment/reviews/void-mutations.server.ts';
import { toSentence } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  completionsOf,
  createActor,
  newestGrading,
  noticesOf,
  publishWrittenCourse as publish,
  readRecords,
  teach,
} from '#tests/support/regrade-course.ts';

describe('voiding', () => {
  test('takes an attempt out of the count, and the completions that rested on it', async () => {
    const course = await publish({ attempts: 1 });
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet);
    expect(await completionsOf(cadet.id)).toHaveLength(2);
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const form = { intent: 'void-attempt', reason: 'Taken by a friend.' };
    expect((await browser.post(paths.attemptReview(attempt), { ...form, reason: '' })).status).toBe(
      400,
    );
    await browser.post(paths.attemptReview(attempt), form);
    const row = await db.attempt.findUniqueOrThrow({ where: { id: attempt } });
    expect(row).toMatchObject({
      status: 'voided',
      voidReason: form.reason,
      voidedById: course.instructor.id,
      openKey: null,
    });
    expect((await completionsOf(cadet.id)).map(({ voidReason }) => voidReason)).toEqual([
      form.reason,
      form.reason,
    ]);
    const twice = await browser.post(paths.attemptReview(attempt), form);
    expect([twice.status, twice.text]).toEqual([409, expect.stringContaining('voided already')]);
    const own = await TestBrowser.signedInAs(cadet.id);
    const result = await own.get(paths.attemptResult(attempt));
    expect(result.text).toContain('Taken by a friend.');
    // There is one attempt more, and the lessons can be completed again.
    await course.take(cadet);
    const rows = await completionsOf(cadet.id);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 1, 2, 2]);
  });

  test('leaves what another pass earned', async () => {
    const course = await publish({ practice: false });
    const cadet = await course.addCadet();
    const failed = await course.take(cadet, { tone: [], step: [] });
    await course.take(cadet);
    await voidAttempt({ actor: course.instructor }, failed, 'Fire drill.');
    expect((await completionsOf(cadet.id)).every(({ voidedAt }) => voidedAt === null)).toBe(true);
  });
});

describe('opening again', () => {
  const reason = 'The alarm went off.';
  const failed = { tone: ['tone-loud'], step: ['halt'] };

  test('the cadet goes on with what was saved; the next grading is added to the old one', async () => {
    const course = await publish();
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, failed);
    const change = { actor: course.instructor };
    // What an instructor gave stays given while the answer is the same.
    await gradeAnswer(change, {
      item: 'step',
      text: 'halt',
      attempts: [attempt],
      points: 0.5,
      reason,
    });
    const before = await readRecords(course.quiz);
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const form = { intent: 'reopen-attempt', reason };
    const done = await browser.post(paths.attemptReview(attempt), form);
    expect(done.location).toBe(paths.attemptReview(attempt, 'reopen-attempt'));
    const row = await db.attempt.findUniqueOrThrow({ where: { id: attempt } });
    expect(row).toMatchObject({ status: 'open', submittedAt: null, deadlineAt: null });
    expect(row.openKey).toBe(`${cadet.id} ${course.quiz}`);
    expect(await noticesOf(cadet.id)).toContainEqual(
      expect.objectContaining({ kind: 'attempt-reopened', reason, deadlineAt: null }),
    );
    const own = await TestBrowser.signedInAs(cadet.id);
    const home = await own.get(paths.learn());
    expect(home.text).toContain('Open again: A quiz, attempt 1 You can go on with it');
    expect((await own.get(paths.attempt(attempt))).status).toBe(200);
    // The instructor's page tells nothing of the key meanwhile.
    expect((await browser.get(paths.attemptReview(attempt))).text).not.toContain('right answer');

    const answers = [{ itemId: 'tone', value: ['tone-low'] }];
    await submitForm({ actor: cadet }, attempt, answers, { confirmed: true });
    expect(await newestGrading(attempt)).toMatchObject({
      sequence: 3,
      kind: 'original',
      points: 2.5,
      passed: true,
      pending: 0,
    });
    const after = await readRecords(course.quiz);
    expect(after.gradings).toEqual(expect.arrayContaining(before.gradings));
    expect(await completionsOf(cadet.id)).toHaveLength(2);
    const page = await own.get(paths.attemptResult(attempt));
    expect(page.text).toContain(`Opened again`);
    expect(page.text).toContain('Graded when it was closed again');
  });

  test('keeps the key fix that holds for the attempt', async () => {
    const course = await publish();
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, { tone: ['tone-loud'], habit: [], step: [] });
    await course.fixQuiz({ key: { tone: ['tone-loud'] } });
    await course.regrade(course.instructor);
    expect(await newestGrading(attempt)).toMatchObject({ points: 1, passed: false });
    await reopenAttempt({ actor: course.instructor }, attempt, { reason });
    const answers = [{ itemId: 'step', value: ['Stop.'] }];
    await submitForm({ actor: cadet }, attempt, answers, { confirmed: true });
    const grading = await newestGrading(attempt);
    expect(grading).toMatchObject({ sequence: 3, points: 2, passed: true });
    expect(grading.revisionId).not.toBe(course.quizRevision.id);
  });

  test('with a deadline it asks for minutes, and closes by itself again', async () => {
    const course = await publish({ timeLimitMinutes: 20 });
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, failed);
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const send = (minutes: string) =>
      browser.post(paths.attemptReview(attempt), { intent: 'reopen-attempt', minutes, reason });
    const unsaid = await send('');
    expect([unsaid.status, unsaid.text]).toEqual([
      409,
      expect.stringContaining('how many minutes'),
    ]);
    expect((await send('0')).status).toBe(400);
    expect((await send('10')).status).toBe(302);
    const { deadlineAt } = await db.attempt.findUniqueOrThrow({ where: { id: attempt } });
    const left = (deadlineAt?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(9.5 * 60_000);
    expect(left).toBeLessThanOrEqual(10 * 60_000);
    await expireDueAttempts(new Date(Date.now() + 11 * 60_000));
    expect(await db.attempt.findUnique({ where: { id: attempt } })).toMatchObject({
      status: 'expired',
      submittedAt: deadlineAt,
    });
    expect((await newestGrading(attempt)).sequence).toBe(2);
  });

  test('voided while it is open: nothing says that it goes on', async () => {
    const course = await publish({ timeLimitMinutes: 20, feedback: 'after-pass' });
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, failed);
    const change = { actor: course.instructor };
    await reopenAttempt(change, attempt, { minutes: 10, reason });
    const own = await TestBrowser.signedInAs(cadet.id);
    expect((await own.get(paths.learn())).text).toContain('Go on with it');
    // It turns all that follows on its line, up to the end of what holds it.
    const turned = 'Taken \u202eby a friend.';
    await voidAttempt(change, attempt, turned);
    const home = await own.get(paths.learn());
    expect(home.text).toContain('Open again: A quiz, attempt 1 It is not open any more.');
    expect(home.text).not.toContain('Go on with it');
    expect(home.html).toContain(`<bdi>${turned}</bdi>`);
    const quiz = await own.get(paths.quiz(course.course, course.module));
    expect(quiz.text).toMatch(/Attempt 1 .* voided .* voided, does not count/);
    expect(quiz.text).not.toContain('not yet');
    const result = await own.get(paths.attemptResult(attempt));
    expect(result.text).toContain('Read the lessons again, then try again.');
    expect(result.text).not.toContain('Look at what each answer says');
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const review = await browser.get(paths.attemptReview(attempt));
    expect(review.text).toMatch(/Closed voided .*, while it was open/);
    expect(review.text).not.toContain('Deadline');
    expect(review.html).toContain(`<bdi>${turned}</bdi>`);
  });

  test('not a passed, voided or open one, nor beside another open one, nor without the course', async () => {
    const course = await publish({ attempts: null });
    const change = { actor: course.instructor };
    const reopen = async (id: string) => {
      const refusal = await reopenAttempt(change, id, { reason });
      return refusal && toSentence(refusal);
    };
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, failed);
    const another = await startAttempt({ actor: cadet }, course.course, course.module);
    expect(await reopen(attempt)).toContain('another attempt at this quiz open');
    if (another.kind !== 'open') throw new Error('not started');
    expect(await reopen(another.attemptId)).toContain('open already');
    await voidAttempt(change, another.attemptId, 'Started by mistake.');
    expect(await reopen(another.attemptId)).toContain('stay voided');
    const results = await Promise.all([reopen(attempt), reopen(attempt), reopen(attempt)]);
    expect(results.filter((problem) => problem === null)).toHaveLength(1);
    const passed = await course.take(await course.addCadet());
    expect(await reopen(passed)).toContain('has passed this quiz');
    const gone = await course.addCadet();
    const left = await course.take(gone, failed);
    await db.enrollment.updateMany({
      where: { userId: gone.id },
      data: { withdrawnAt: new Date() },
    });
    expect(await reopen(left)).toContain(
      'could not go on: they are in no cohort that has the course',
    );
  });
});

describe('who decides', () => {
  test('who teaches the cadet, and nobody about themselves', async () => {
    const course = await publish();
    const self = await course.addCadet();
    const attempt = await course.take(self, { tone: ['tone-loud'] });
    await teach(course.cohort.id, self);
    const actors = [await createActor(['instructor']), { ...self, roles: ['instructor' as const] }];
    for (const actor of [...actors, { ...self, roles: ['admin' as const] }]) {
      const change = { actor };
      const why = 'Because.';
      for (const decision of [
        () => voidAttempt(change, attempt, why),
        () => reopenAttempt(change, attempt, { reason: why }),
        () => decideAppeal(change, attempt, { item: 'tone', points: 1, reason: why }),
        () =>
          gradeAnswer(change, {
            item: 'habit',
            text: 'x',
            attempts: [attempt],
            points: 1,
            reason: why,
          }),
      ])
        await expect(decision()).rejects.toMatchObject({ status: 404 });
    }
    expect(await db.grading.count({ where: { attemptId: attempt } })).toBe(1);
    await db.userRole.create({ data: { userId: self.id, role: 'instructor' } });
    const browser = await TestBrowser.signedInAs(self.id);
    const page = await browser.get(paths.attemptReview(attempt));
    expect(page.text).toContain('This attempt is your own');
    expect(page.html).not.toContain('value="void-attempt"');
  });
});
