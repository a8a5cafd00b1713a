import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import * as attemptRoute from '#app/routes/learn.attempts.$attempt._index.tsx';
import * as responsesRoute from '#app/routes/learn.attempts.$attempt.responses.tsx';
import * as resultRoute from '#app/routes/learn.attempts.$attempt.result.tsx';
import { createUser, enroll } from '#tests/factories/people.ts';
import type { Fields } from '#tests/support/fields.ts';
import { allRight, openBrowser, settle, setUpQuiz, toStatus } from '#tests/support/quiz-browser.ts';
import { publishQuizCourse, type QuizCourse, readLessons } from '#tests/support/quiz-course.ts';

describe('starting', () => {
  test('opens an attempt at the published revision, and finds it again', async () => {
    const { quiz, start, startAttempt, attempts, quizPage } = await setUpQuiz();
    expect((await quizPage()).allowance).toMatchObject({ start: 'may-start', left: 2 });
    const first = await startAttempt();
    expect(toStatus(await start())).toBe(`302 ${paths.attempt(first)}`);
    expect(await attempts()).toMatchObject([{ id: first, number: 1, status: 'open' }]);
    const row = await db.attempt.findUniqueOrThrow({ where: { id: first } });
    expect(row.revisionId).toBe(quiz.quizRevision.id);
    expect(
      await db.auditEvent.count({ where: { subjectId: first, action: 'start-attempt' } }),
    ).toBe(1);
    expect((await quizPage()).allowance.start).toBe('may-resume');
  });

  test('ten at once open one attempt, and all get it', async () => {
    const { start, attempts } = await setUpQuiz();
    const started = await Promise.all(Array.from({ length: 10 }, start));
    expect(new Set(started.map(toStatus)).size).toBe(1);
    expect(await attempts()).toHaveLength(1);
  });

  test('lists the lessons still to finish, and drops them once they are read', async () => {
    const { quiz, quizPage } = await setUpQuiz();
    expect((await quizPage()).unread.map(({ id }) => id)).toEqual(quiz.lessons);
    await readLessons(quiz, quiz.cadet.id);
    expect((await quizPage()).unread).toEqual([]);
  });

  test('is for cadets of a cohort that has the course, from its opening day on', async () => {
    const quiz = await publishQuizCourse();
    const later = await publishQuizCourse({ dates: { opensOn: '2099-01-01' } });
    const [outsider, withdrawn] = [await createUser(), await createUser()];
    await enroll(quiz.cohort.id, withdrawn.id, { withdrawnAt: new Date() });
    for (const [course, userId] of [
      [quiz, outsider.id],
      [quiz, withdrawn.id],
      [later, later.cadet.id],
    ] as const) {
      const browser = await openBrowser(course, userId);
      expect(toStatus(await browser.start())).toBe('404');
      await expect(browser.quizPage()).rejects.toThrow('404');
    }
    expect(await db.attempt.count({ where: { quizId: { in: [quiz.quiz, later.quiz] } } })).toBe(0);
  });

  test('an unknown module or course: 404', async () => {
    const { quiz } = await setUpQuiz();
    const wrongModule = await openBrowser({ ...quiz, module: 'none' }, quiz.cadet.id);
    const wrongCourse = await openBrowser({ ...quiz, course: 'none' }, quiz.cadet.id);
    expect(toStatus(await wrongModule.start())).toBe('404');
    expect(toStatus(await wrongCourse.start())).toBe('404');
  });
});

describe('the order of items and options', () => {
  const toOrder = (page: unknown) => {
    const { items } = page as { items: { id: string; options: { id: string }[] }[] };
    return items.map(({ id, options }) => [id, ...options.map((option) => option.id)].join(' '));
  };

  test('stays the same on every page of the attempt, and on its result', async () => {
    const { startAttempt, attemptPage, post, result } = await setUpQuiz();
    const attempt = await startAttempt();
    const order = toOrder(await attemptPage(attempt));
    expect(toOrder(await attemptPage(attempt))).toEqual(order);
    await post(attempt, { intent: 'confirm-submit' });
    expect(toOrder(await result(attempt))).toEqual(order);
  });

  test('differs between cadets when the quiz shuffles, and is as written when it does not', async () => {
    const shuffled = await publishQuizCourse();
    const fixed = await publishQuizCourse({ policy: { shuffle: false } });
    const ordersOf = async (quiz: QuizCourse) => {
      const orders = new Set<string>();
      for (let n = 0; n < 6; n += 1) {
        const cadet = await createUser();
        await enroll(quiz.cohort.id, cadet.id);
        const browser = await openBrowser(quiz, cadet.id);
        orders.add(toOrder(await browser.attemptPage(await browser.startAttempt())).join('|'));
      }
      return orders;
    };
    expect((await ordersOf(shuffled)).size).toBeGreaterThan(1);
    const [written] = await ordersOf(fixed);
    expect(written).toMatch(/^greeting greeting-a greeting-b greeting-c\|voice /);
  });
});

describe('submitting', () => {
  test('names what is unanswered, by the number on the page, and submits when confirmed', async () => {
    const { startAttempt, post, attemptPage, attempts } = await setUpQuiz();
    const attempt = await startAttempt();
    const answer = await post(attempt, { intent: 'submit-attempt', 'item.voice': 'voice-a' });
    const { items } = (await attemptPage(attempt)) as { items: { id: string; number: number }[] };
    const open = items.filter(({ id }) => id !== 'voice').map(({ id, number }) => ({ id, number }));
    expect(answer).toMatchObject({ data: { unanswered: open } });
    expect(await attempts()).toMatchObject([{ status: 'open' }]);
    const confirmed = await post(attempt, {
      intent: 'confirm-submit',
      'was.voice': 'voice-a',
      'item.voice': 'voice-a',
    });
    expect(toStatus(confirmed)).toBe(`302 ${paths.attemptResult(attempt)}`);
    expect(await attempts()).toMatchObject([{ status: 'submitted', points: 1, passed: false }]);
  });

  test('a full form grades, completes the lessons that waited for the pass, and is in the audit log', async () => {
    const { quiz, startAttempt, post, result } = await setUpQuiz();
    await readLessons(quiz, quiz.cadet.id);
    const attempt = await startAttempt();
    const done = await post(attempt, { intent: 'submit-attempt', ...allRight });
    expect(toStatus(done)).toBe(`302 ${paths.attemptResult(attempt)}`);
    expect((await result(attempt)).attempt).toMatchObject({ points: 4, score: 1, passed: true });
    const completions = await db.completion.findMany({ where: { userId: quiz.cadet.id } });
    expect(completions.map(({ lessonId }) => lessonId).sort()).toEqual([...quiz.lessons].sort());
    const events = await db.auditEvent.findMany({
      where: { subjectId: attempt },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual(['start-attempt', 'submit-attempt']);
    expect(events.every(({ requestId, actorId }) => requestId && actorId === quiz.cadet.id)).toBe(
      true,
    );
  });

  test('not passing completes nothing', async () => {
    const { quiz, take } = await setUpQuiz();
    await readLessons(quiz, quiz.cadet.id);
    await take({ 'item.voice': 'voice-a' });
    expect(await db.completion.count({ where: { userId: quiz.cadet.id } })).toBe(0);
  });

  test('ten times at once gives one result', async () => {
    const { startAttempt, post, attempts } = await setUpQuiz();
    const attempt = await startAttempt();
    const form = { intent: 'submit-attempt', ...allRight };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(attempt, form)));
    expect(new Set(answers.map(toStatus))).toEqual(
      new Set([`302 ${paths.attemptResult(attempt)}`]),
    );
    expect(await db.grading.count({ where: { attemptId: attempt } })).toBe(1);
    expect(
      await db.auditEvent.count({ where: { subjectId: attempt, action: 'submit-attempt' } }),
    ).toBe(1);
    expect(await attempts()).toMatchObject([{ number: 1, passed: true }]);
  });

  test('in two tabs leads both to the same result', async () => {
    const { startAttempt, post, attemptPage } = await setUpQuiz();
    const attempt = await startAttempt();
    const [one, other] = [
      await post(attempt, { intent: 'confirm-submit' }),
      await post(attempt, { intent: 'confirm-submit' }),
    ];
    expect(toStatus(one)).toBe(toStatus(other));
    expect(toStatus(await attemptPage(attempt))).toBe(`302 ${paths.attemptResult(attempt)}`);
  });

  test('the result of an open attempt leads back to it', async () => {
    const { toArgs, startAttempt } = await setUpQuiz();
    const attempt = await startAttempt();
    const args = toArgs(paths.attemptResult(attempt), { attempt });
    expect(toStatus(await settle(resultRoute.loader(args)))).toBe(`302 ${paths.attempt(attempt)}`);
  });
});

describe('attempts allowed', () => {
  test('run out', async () => {
    const { quiz, take, start, quizPage, attempts } = await setUpQuiz();
    await take({});
    await take({});
    expect(toStatus(await start())).toBe(`302 ${paths.quiz(quiz.course, quiz.module)}`);
    expect((await quizPage()).allowance).toMatchObject({ start: 'used-up', left: 0, used: 2 });
    expect((await attempts()).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('end with a pass', async () => {
    const { quiz, take, start } = await setUpQuiz();
    await take(allRight);
    expect(toStatus(await start())).toBe(`302 ${paths.quiz(quiz.course, quiz.module)}`);
  });

  test('may be without limit', async () => {
    const { take, quizPage } = await setUpQuiz({ policy: { attempts: null } });
    for (let n = 0; n < 4; n += 1) await take({});
    expect((await quizPage()).allowance).toMatchObject({ start: 'may-start', used: 4, left: null });
  });
});

describe("someone else's attempt", () => {
  test('is not there, whatever is asked of it', async () => {
    const { quiz, startAttempt } = await setUpQuiz();
    const attempt = await startAttempt();
    const stranger = await createUser();
    await enroll(quiz.cohort.id, stranger.id);
    const { toArgs } = await openBrowser(quiz, stranger.id);
    for (const id of [attempt, 'none']) {
      const params = { attempt: id };
      const get = () => toArgs(paths.attempt(id), params);
      const post = (fields: Fields) => toArgs(paths.attempt(id), params, fields);
      const answers = [
        settle<unknown>(attemptRoute.loader(get())),
        settle<unknown>(resultRoute.loader(get())),
        settle<unknown>(attemptRoute.action(post({ intent: 'save-responses' }))),
        settle<unknown>(
          attemptRoute.action(post({ intent: 'save-responses', 'item.voice': 'voice-a' })),
        ),
        settle<unknown>(attemptRoute.action(post({ intent: 'confirm-submit' }))),
        settle<unknown>(responsesRoute.action(post({ 'item.voice': 'voice-a', 'seq.voice': '1' }))),
      ];
      for (const answer of answers) expect(toStatus(await answer)).toBe('404');
    }
    expect((await db.attempt.findUnique({ where: { id: attempt } }))?.status).toBe('open');
  });

  test('instructors and authors have no attempts of their own here: 403', async () => {
    const { quiz } = await setUpQuiz();
    const instructor = await createUser({ roles: ['instructor', 'author'] });
    const browser = await openBrowser(quiz, instructor.id);
    expect(toStatus(await browser.start())).toBe('403');
  });
});
