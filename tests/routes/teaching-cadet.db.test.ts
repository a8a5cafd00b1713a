import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { paths } from '#app/paths.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import { publishTeachingCourse, type TeachingCourse } from '#tests/support/teaching-course.ts';

describe('the record of one cadet', () => {
  let course: TeachingCourse;
  let cadetId: string;
  let page: Page;
  const at = new Date('2026-03-10T12:34:56Z');
  const load = async (userId = cadetId) => {
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    return browser.get(paths.cadet(course.cohort.id, userId));
  };

  beforeAll(async () => {
    course = await publishTeachingCourse();
    const { lessons, quiz, revisionOf, instructor } = course;
    cadetId = (await course.addCadet('Ann Able')).id;
    await course.complete(cadetId, lessons.a, { at });
    await course.complete(cadetId, lessons.b, { at, voided: true });
    await course.attempt(cadetId, 1, { scores: [0, 1], at, chosen: 'tone-b' });
    await course.attempt(cadetId, 2, { scores: [0.25], at, status: 'voided', chosen: 'tone-a' });
    const mine = { userId: cadetId, lessonId: lessons.a, revisionId: revisionOf(lessons.a) };
    await db.checkAnswer.create({
      data: {
        ...mine,
        checkId: 'voice-first',
        valueJson: '[]',
        correct: true,
        tries: 3,
        answeredAt: at,
      },
    });
    await db.reflection.create({
      data: { ...mine, reflectId: 'own', body: 'A private thought', updatedAt: at },
    });
    await db.response.updateMany({
      where: { attempt: { userId: cadetId, quizId: quiz, number: 2 } },
      data: { counted: false },
    });
    expect(instructor.name).toContain('Instructor');
    page = await load();
  });

  test('traces every lesson to times, revisions and completions', () => {
    const { a, c } = course.lessons;
    const revision = course.revisionOf(a).slice(0, 8);
    expect(page.text).toContain(
      `1.1 Lesson ${a} done Tue 10 Mar, 09:34 4 min Tue 10 Mar, 09:34, 20 min`,
    );
    expect(page.text).toContain(
      `First opened Tue 10 Mar, 09:34, read to the end, revision ${revision}`,
    );
    expect(page.text).toContain(
      `voice-first: right, 3 tries, Tue 10 Mar, 09:34, revision ${revision}`,
    );
    expect(page.text).toContain(
      `Tue 10 Mar, 09:34, 20 min certified, 4 min measured, edition 1, revision ${revision}`,
    );
    expect(page.html).toContain(`<code title="${course.revisionOf(a)}">`);
    expect(page.text).toContain(
      `voided Tue 10 Mar, 09:34 by ${course.instructor.name}: Wrong person.`,
    );
    expect(page.text).toContain(`2.1 Lesson ${c} open never – not yet`);
    expect(page.text).toContain('1 of 3 lessons done');
  });

  test('traces every attempt to responses, gradings and revisions', () => {
    const revision = course.revisionOf(course.quiz).slice(0, 8);
    expect(page.text).toContain('State done Best score 100%, pass mark 80% Attempts 1 of 2');
    expect(page.text).toContain('Attempt 1: submitted, 100%, passed');
    expect(page.text).toContain('Attempt 2: voided, does not count, 25%, not passed');
    expect(page.text).toContain(
      `Grading 1 original, 0 of 1 point (0%), not passed, Tue 10 Mar, 09:34 by rule, key of revision ${revision}`,
    );
    expect(page.text).toContain(
      `Grading 2 (counts) key-fix, 1 of 1 point (100%), passed, Tue 10 Mar, 09:34 by ${course.instructor.name}: The key was wrong.`,
    );
    expect(page.text).toMatch(
      /1 Which tone calms\? A loud one \(not right\) May think: Volume is authority\. right Tue 10 Mar, 09:34:56/,
    );
    expect(page.text).toContain('09:34:56, too late: not counted');
  });

  test('gives the same numbers as the grid', () => {
    expect(page.text).toContain('Average of best scores 100%');
    expect(page.text).toContain('Last seen Tue 10 Mar, 09:34');
  });

  test('holds no private note', () => {
    expect(page.html).not.toContain('private thought');
    expect(page.html).not.toContain('Reflection');
  });

  test('ends when the cadet leaves: what they do in another cohort is not shown', async () => {
    const { lessons, revisionOf } = course;
    const [before, after] = [new Date(at.getTime() - 60_000), new Date(at.getTime() + 1)];
    const moved = await course.addCadet('Moved Mo', { withdrawnAt: at });
    await course.complete(moved.id, lessons.a, { at: before });
    await course.complete(moved.id, lessons.b, { at: after });
    await course.open(moved.id, lessons.c, after);
    const answer = { userId: moved.id, lessonId: lessons.a, revisionId: revisionOf(lessons.a) };
    const values = { valueJson: '[]', correct: true, answeredAt: after };
    await db.checkAnswer.create({ data: { ...answer, ...values, checkId: 'later-check' } });
    await course.attempt(moved.id, 1, { scores: [0.5], at: before });
    const hidden = await course.attempt(moved.id, 2, { scores: [1], at: after });

    const { status, text, html } = await load(moved.id);
    expect(status).toBe(200);
    expect(text).toContain('What came after is not shown');
    expect(text).toContain('1 of 3');
    expect(text).toContain(`2.1 Lesson ${lessons.c} open never`);
    expect(text).toContain(`1.2 Lesson ${lessons.b} open never`);
    expect(text).toContain('State failed Best score 50%, pass mark 80% Attempts 1 of 2');
    expect(text).toContain('Last seen Tue 10 Mar, 09:33');
    expect(text).not.toMatch(/later-check|Attempt 2/);

    // Nor is it in the data behind the page.
    const { getCadetRecord } = await import(
      '#app/features/progress/cadet-record-queries.server.ts'
    );
    const actor = { ...course.instructor, roles: ['admin'] as const, timeZone: 'UTC' };
    const found = await getCadetRecord(actor, course.cohort.id, moved.id, null, new Date());
    expect(found.record?.gradings.size).toBe(1);
    expect(found.record?.gradings.has(hidden.id)).toBe(false);
    expect(html).not.toContain(hidden.id);
  });

  test('knows of a sign-in by someone who opened nothing yet, until they left', async () => {
    const passwordHash = await hashPassword('a sentence to be seen with');
    for (const [name, seen] of [
      ['Nora New', true],
      ['Lee Left', false],
    ] as const) {
      const { id, email } = await course.addCadet(name, seen ? {} : { withdrawnAt: at });
      expect((await load(id)).text).toContain('Last seen never');
      await db.user.update({ where: { id }, data: { passwordHash } });
      const form = { email, password: 'a sentence to be seen with' };
      expect((await new TestBrowser().post(paths.login(), form)).status).toBe(302);
      if (seen) expect((await load(id)).text).not.toContain('Last seen never');
      else expect((await load(id)).text).toContain('Last seen never');
    }
  });

  test('stays when the cadet withdraws or the lesson is retired', async () => {
    const gone = await course.addCadet('Gone Gale', { withdrawnAt: at });
    await course.complete(gone.id, course.lessons.c, { at });
    await course.attempt(gone.id, 1, { scores: [1], at, chosen: 'tone-a' });
    const ids = [course.lessons.c, course.quiz];
    await db.contentItem.updateMany({
      where: { contentId: { in: ids } },
      data: { retiredAt: new Date() },
    });
    forgetSnapshot();
    const { status, text } = await load(gone.id);
    expect(status).toBe(200);
    expect(text).toContain(`Gone Gale left ${course.cohort.name} on Tue 10 Mar`);
    expect(text).toMatch(/No longer in the course.*Title of c-.* retired .*20 min certified/);
    expect(text).toMatch(/No longer in the course.*Quiz: The quiz.*Attempt 1: submitted, 100%/);
  });
});
