import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#app/auth/permissions.ts';
import { gradeAnswer } from '#app/features/assessment/reviews/manual-mutations.server.ts';
import {
  countWaitingAnswers,
  listWaitingAnswers,
} from '#app/features/assessment/reviews/manual-queries.server.ts';
import { tallyAttempts } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { everyItem, everyKey, everyRight } from '#tests/support/quiz-items.ts';
import {
  completionsOf,
  createActor,
  newestGrading,
  noticesOf,
  publishWrittenCourse as publish,
  publishRegradeCourse,
  type RegradeCourse,
  readRecords,
  teach,
} from '#tests/support/regrade-course.ts';

const reason = 'It says the same in other words.';

test('cadets of one name who gave one answer are told apart', async () => {
  const course = await publish();
  const browser = await TestBrowser.signedInAs(course.instructor.id);
  const same = [await course.addCadet('Dee Dunn'), await course.addCadet('Dee Dunn')];
  for (const cadet of same) await course.take(cadet, { habit: ['nod'] });
  const { text } = await browser.get(paths.waitingAnswers());
  for (const { email } of same) expect(text).toContain(`Dee Dunn (${email})`);
});

describe('written answers that wait', () => {
  let course: RegradeCourse;
  let browser: TestBrowser;

  beforeAll(async () => {
    course = await publish();
    browser = await TestBrowser.signedInAs(course.instructor.id);
  });

  test('the same words of several cadets are one; each is told, passes and completes by it', async () => {
    const wrong = { tone: ['tone-loud'] };
    const cadets = [await course.addCadet('Ann'), await course.addCadet('Ben')];
    const attempts: string[] = [];
    for (const [index, cadet] of cadets.entries())
      attempts.push(
        await course.take(cadet, {
          ...wrong,
          habit: [index ? ' Hear them  OUT.' : 'hear them out'],
        }),
      );
    const apart = await course.take(await course.addCadet('Cyd'), { habit: ['<i>talk</i>'] });
    expect(await countWaitingAnswers(course.instructor)).toBe(3);
    expect((await browser.get(paths.teach())).text).toContain('3 written answers to read');
    const page = await browser.get(paths.waitingAnswers());
    expect(page.text).toContain('Given by 2 cadets: judged together');
    expect(page.text).toContain('Counts as right by itself: “listen…”.');
    expect(page.html).toContain('“<bdi>&lt;i&gt;talk&lt;/i&gt;</bdi>”');

    const before = await readRecords(course.quiz);
    const form = {
      intent: 'grade-answer',
      item: 'habit',
      text: 'hear them out',
      revision: course.quizRevision.id,
      attempt: attempts,
    };
    const refused = await browser.post(paths.waitingAnswers(), { ...form, reason });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('Choose the points.'),
    ]);
    expect(refused.html).toContain(`${reason}</textarea>`);
    const given = await browser.post(paths.waitingAnswers(), { ...form, points: '0.5', reason });
    expect(given.location).toBe(paths.waitingAnswers({ graded: 2, missed: 0 }));
    expect((await browser.get(given.location ?? '')).text).toContain('2 attempts are graded');

    for (const [index, attempt] of attempts.entries()) {
      const grading = await newestGrading(attempt);
      expect(grading).toMatchObject({
        sequence: 2,
        kind: 'manual',
        points: 1.5,
        passed: false,
        pending: 0,
        reason,
        gradedById: course.instructor.id,
      });
      const [notice] = await noticesOf(cadets[index]?.id ?? '');
      expect(notice).toMatchObject({ kind: 'graded', item: 2, points: 0.5, pending: 0, reason });
    }
    // A full point is what passes.
    expect((await newestGrading(apart)).pending).toBe(1);
    const [answer] = await listWaitingAnswers(course.instructor);
    expect(answer).toMatchObject({ text: '<i>talk</i>', givers: [{ name: 'Cyd' }] });
    const after = await readRecords(course.quiz);
    expect(after.gradings).toEqual(expect.arrayContaining(before.gradings));
    expect(after.gradings).toHaveLength(before.gradings.length + 2);
    expect(after.responses).toEqual(before.responses);
  });

  test('a full point passes, and completes the lessons; the rest goes on waiting', async () => {
    const own = await publish();
    const cadet = await own.addCadet();
    const attempt = await own.take(cadet, { habit: ['hear them'], step: ['halt'] });
    expect(await completionsOf(cadet.id)).toEqual([]);
    expect(await newestGrading(attempt)).toMatchObject({ points: 1, pending: 2, passed: false });
    const change = { actor: own.instructor };
    const read = (item: string, text: string) =>
      gradeAnswer(change, { item, text, attempts: [attempt], points: 1, reason });
    expect(await read('step', 'halt')).toEqual({ graded: 1, missed: 0 });
    expect(await newestGrading(attempt)).toMatchObject({ points: 2, pending: 1, passed: true });
    expect(await completionsOf(cadet.id)).toHaveLength(2);
    await tallyAttempts();
    expect(await countWaitingAnswers(own.instructor)).toBe(1);
    // An answer that is not there: to another item, or in other words.
    expect(await read('step', 'hear them')).toEqual({ graded: 0, missed: 1 });
    expect(await read('habit', 'hear him')).toEqual({ graded: 0, missed: 1 });
    expect(await read('habit', 'hear them')).toEqual({ graded: 1, missed: 0 });
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 3, points: 3, pending: 0 });
    expect(await countWaitingAnswers(own.instructor)).toBe(0);
  });

  test('what counts as right is not for who takes the quiz', async () => {
    const own = await publish();
    await own.take(await own.addCadet(), { habit: ['hear them'] });
    const self = await own.addCadet();
    await teach(own.cohort.id, self);
    const actor: Actor = { ...self, roles: ['cadet', 'instructor'] };
    expect([await countWaitingAnswers(actor), await listWaitingAnswers(actor)]).toEqual([0, []]);
    await own.take(self);
    expect(await countWaitingAnswers(actor)).toBe(1);
  });

  test('two instructors at once: it is graded once; two answers of one attempt: both count', async () => {
    const colleague = await createActor(['instructor']);
    await teach(course.cohort.id, colleague);
    const attempt = await course.take(await course.addCadet(), { habit: ['x'], step: ['y'] });
    const read = (actor: Actor, item: string, text: string) =>
      gradeAnswer({ actor }, { item, text, attempts: [attempt], points: 1, reason });
    const results = await Promise.all([
      read(course.instructor, 'habit', 'x'),
      read(colleague, 'habit', 'x'),
      read(colleague, 'step', 'y'),
    ]);
    expect(results.map(({ graded }) => graded).sort()).toEqual([0, 1, 1]);
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 3, points: 3, pending: 0 });
  });

  test('a fixed key keeps what an instructor decided', async () => {
    const own = await publish();
    const attempt = await own.take(await own.addCadet(), { habit: ['hear'], tone: ['tone-loud'] });
    const reading = { item: 'habit', text: 'hear', attempts: [attempt], points: 0.5, reason };
    await gradeAnswer({ actor: own.instructor }, reading);
    await own.fixQuiz({ key: { tone: ['tone-loud'] }, patterns: { habit: ['hear'] } });
    await own.regrade(own.instructor);
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 3, points: 2.5, pending: 0 });
  });

  test('a key fixed to accept less makes answers wait again, in later attempts too', async () => {
    const own = await publish({ attempts: null });
    const cadet = await own.addCadet();
    await own.take(cadet, { tone: ['tone-loud'], habit: [], step: [] });
    const later = await own.take(cadet, { tone: ['tone-loud'], step: [] });
    await tallyAttempts();
    expect(await countWaitingAnswers(own.instructor)).toBe(0);
    await own.fixQuiz({ patterns: { habit: ['ask'] } });
    await own.regrade(own.instructor, {}, false);
    expect(await newestGrading(later)).toMatchObject({ sequence: 2, points: 0, pending: 1 });
    expect(await listWaitingAnswers(own.instructor)).toMatchObject([
      { text: 'listening', accepted: [{ text: 'ask' }], givers: [{ attemptId: later }] },
    ]);
  });
});

describe('points on appeal', () => {
  test('change one item, with a reason, and what follows from it; both ways', async () => {
    const course = await publish();
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, { tone: ['tone-loud'], step: [] });
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const path = paths.attemptReview(attempt);
    const appeal = (points: string) =>
      browser.post(path, { intent: 'decide-appeal', item: 'tone', points, reason });
    expect((await appeal('0.3')).status).toBe(400);
    const changed = await appeal('0.75');
    expect(changed.location).toBe(paths.attemptReview(attempt, 'decide-appeal'));
    expect(await newestGrading(attempt)).toMatchObject({
      kind: 'appeal',
      points: 1.75,
      passed: false,
    });
    const same = await appeal('0.75');
    expect([same.status, same.text]).toEqual([
      409,
      expect.stringContaining('these points already'),
    ]);
    await appeal('1');
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 3, points: 2, passed: true });
    expect(await completionsOf(cadet.id)).toHaveLength(2);
    await appeal('0');
    expect((await completionsOf(cadet.id)).every(({ voidReason }) => voidReason === reason)).toBe(
      true,
    );
    const page = await browser.get(path);
    expect(page.text).toContain('Points changed on appeal');
    expect(page.text).toContain('0 points, given by an instructor');
    expect(await noticesOf(cadet.id)).toMatchObject([
      { kind: 'graded', appeal: true, points: 0.75 },
      { kind: 'graded', appeal: true, points: 1 },
      { kind: 'graded', appeal: true, points: 0 },
    ]);
  });
  test('an item without points gets none, answered or not', async () => {
    const course = await publishRegradeCourse({
      items: everyItem,
      key: everyKey,
      right: everyRight,
    });
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    for (const rating of [['rating-2'], []]) {
      const cadet = await course.addCadet();
      const attempt = await course.take(cadet, { single: ['single-a'], rating });
      const form = { intent: 'decide-appeal', item: 'rating', points: '1', reason };
      expect((await browser.post(paths.attemptReview(attempt), form)).status).toBe(409);
      expect(await newestGrading(attempt)).toMatchObject({ sequence: 1, points: 7, maxPoints: 8 });
      expect(await noticesOf(cadet.id)).toEqual([]);
    }
  });
});
