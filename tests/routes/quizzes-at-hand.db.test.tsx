import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { listQuizzesAtHand } from '#app/features/assessment/attempts/at-hand-queries.server.ts';
import { QuizzesAtHand } from '#app/features/assessment/attempts/quizzes-at-hand.tsx';
import { paths } from '#app/paths.ts';
import { enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishQuizCourse, readLessons } from '#tests/support/quiz-course.ts';
import { allRightValues, noon, plus, setUpTaker } from '#tests/support/quiz-taker.ts';

/** What the learning pages say of quizzes that a cadet is in the middle of, or failed. */

const wrong = { voice: ['voice-b'] };

type Taker = Awaited<ReturnType<typeof setUpTaker>>;

async function said({ actor }: Taker, minutes: number): Promise<string> {
  const quizzes = await listQuizzesAtHand(actor, plus(minutes));
  const html = renderToStaticMarkup(<QuizzesAtHand quizzes={quizzes} now={plus(minutes)} />);
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

test('a running attempt is there with its number and the minutes left, until it is handed in', async () => {
  const taker = await setUpTaker({ policy: { timeLimitMinutes: 30, attempts: 3 } });
  expect(await said(taker, 0)).toBe('');
  await taker.take(wrong, 0);
  const second = await taker.begin(10);
  expect(await said(taker, 27.5)).toMatch(/^Attempt 2 at “.+” is running: 13 minutes left /);
  expect(await said(taker, 40)).toContain('has run out of time');
  await taker.save(second, allRightValues, 20, 1);
  await taker.submit(second, 20);
  expect(await said(taker, 21)).toBe('');
});

test('an attempt without a time limit is under way; a voided one is not', async () => {
  const taker = await setUpTaker();
  const attempt = await taker.begin(0);
  expect(await said(taker, 9000)).toMatch(/^Attempt 1 at “.+” is under way /);
  await db.attempt.update({
    where: { id: attempt },
    data: { status: 'voided', openKey: null, voidedAt: plus(1) },
  });
  expect(await said(taker, 9000)).toBe('');
});

test('a failed quiz says what to read and from when it can be tried again', async () => {
  const taker = await setUpTaker({ remediation: [0], policy: { waitHours: 12, attempts: 3 } });
  const [lesson = ''] = taker.quiz.lessons;
  await taker.take(wrong, 0);
  const blocked = await said(taker, 1);
  expect(blocked).toContain('is not passed yet');
  expect(blocked).toContain(`Read “Lesson ${lesson}” to the end again.`);
  expect(blocked).toContain('You can start again from Wed 13 May, 00:00, Halifax time.');
  await taker.read(lesson, 2);
  expect(await said(taker, 12 * 60)).toContain('You can try again now. 2 attempts left.');
});

test('practice that failed presses nobody, nor does a course that is not theirs any more', async () => {
  const practice = await setUpTaker({ policy: { practice: true } });
  await practice.take(wrong, 0);
  expect(await said(practice, 1)).toBe('');
  const gone = await setUpTaker();
  await gone.take(wrong, 0);
  expect(await said(gone, 1)).not.toBe('');
  await db.enrollment.updateMany({
    where: { userId: gone.user.id },
    data: { withdrawnAt: plus(1) },
  });
  expect(await said(gone, 2)).toBe('');
});

test('Learn and the course page show it before everything else, once', async () => {
  const taker = await setUpTaker();
  await readLessons(taker.quiz, taker.user.id);
  await taker.begin(0);
  const browser = await TestBrowser.signedInAs(taker.user.id);
  for (const path of [paths.learn(), paths.course(taker.quiz.course)]) {
    const { html } = await browser.get(path);
    expect(html, path).toContain('Attempt 1 at “');
    expect(html.indexOf('Attempt 1 at “'), path).toBeLessThan(html.indexOf('course-standing'));
    expect(html, path).not.toContain('Go on with the quiz');
  }
});

/** The words of the link to what is next, and where it leads; null without one. */
function toNext(html: string): string | null {
  return /class="next-step" href="([^"]+)"/.exec(html)?.[1] ?? null;
}

test('what is next is never a quiz that waits for its date: the next thing that can be done is, and the date is said', async () => {
  const taker = await setUpTaker({ policy: { waitHours: 24 * 30, attempts: 3 } });
  await readLessons(taker.quiz, taker.user.id);
  // Pages know no other time than the clock's.
  await taker.take(wrong, (Date.now() - noon.getTime()) / 60_000);
  const browser = await TestBrowser.signedInAs(taker.user.id);
  for (const path of [paths.learn(), paths.course(taker.quiz.course)]) {
    const { html, text } = await browser.get(path);
    expect(toNext(html), path).toBeNull();
    expect(text, path).toMatch(/You can start again from \w+ \d/);
  }
  const other = await publishQuizCourse();
  await enroll(other.cohort.id, taker.user.id);
  const { html } = await browser.get(paths.learn());
  expect(toNext(html)).toBe(paths.lesson(other.course, other.lessons[0] ?? ''));
});

test('a quiz that was closed before anybody began it is told as closed, and led to by nothing', async () => {
  const taker = await setUpTaker({
    policy: { afterDue: 'closed' },
    dates: { dueOn: '2026-05-01', timeZone: 'UTC' },
  });
  await readLessons(taker.quiz, taker.user.id);
  const browser = await TestBrowser.signedInAs(taker.user.id);
  for (const path of [paths.learn(), paths.course(taker.quiz.course)]) {
    const { html, text } = await browser.get(path);
    expect(toNext(html), path).toBeNull();
    expect(text.match(/This quiz is closed/g), path).toHaveLength(1);
  }
});

test('a quiz that can be begun is what is next', async () => {
  const taker = await setUpTaker();
  await readLessons(taker.quiz, taker.user.id);
  const browser = await TestBrowser.signedInAs(taker.user.id);
  for (const path of [paths.learn(), paths.course(taker.quiz.course)]) {
    expect(toNext((await browser.get(path)).html), path).toBe(
      paths.quiz(taker.quiz.course, taker.quiz.module),
    );
  }
});
