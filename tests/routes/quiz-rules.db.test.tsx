import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { AttemptView } from '#app/features/assessment/attempts/attempt-view.tsx';
import type {
  OpenAttempt,
  QuizOverview,
} from '#app/features/assessment/attempts/queries.server.ts';
import { QuizView } from '#app/features/assessment/attempts/quiz-view.tsx';
import { ResultView } from '#app/features/assessment/attempts/result-view.tsx';
import { allRight, setUpQuiz } from '#tests/support/quiz-browser.ts';

const toText = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const draw = (overview: QuizOverview) => toText(renderToStaticMarkup(<QuizView {...overview} />));

type Browser = Awaited<ReturnType<typeof setUpQuiz>>;

async function grantExtraTime({ quiz }: Browser, factor: number | null) {
  const userId = quiz.cadet.id;
  await db.extraTime.create({
    data: {
      id: newId(),
      userId,
      factor,
      activeKey: userId,
      grantedAt: new Date(),
      grantedById: userId,
    },
  });
}

async function openAttempt(browser: Browser): Promise<OpenAttempt> {
  const page = await browser.attemptPage(await browser.startAttempt());
  if (page instanceof Response) throw page;
  return page as OpenAttempt;
}

describe('the rules of a quiz, before an attempt', () => {
  test('how many of how many, the mark, the attempts, the cap over the course', async () => {
    const { quizPage } = await setUpQuiz({
      policy: { draw: 3, unseenFirst: true, waitHours: 12 },
      failedAttempts: 5,
      remediation: [0],
    });
    const text = draw(await quizPage());
    expect(text).toContain('3, drawn from 4; each scored one is worth one point');
    expect(text).toContain('75% of the points; pass mark set by the authors');
    expect(text).toMatch(/Attempts 2 /);
    expect(text).toContain(
      'After an attempt that is not passed, wait 12 h and read again what the quiz names before the next.',
    );
    expect(text).toContain('questions that you have not met before, as far as there are any');
    expect(text).toMatch(/To read again .*1\.1 Lesson first/);
    expect(text).toContain('0 of 5 failed attempts over all its quizzes');
    expect(text).toContain('No limit. Answers are saved as you give them');
  });

  test('practice counts for nothing', async () => {
    const { quizPage } = await setUpQuiz({ policy: { practice: true } });
    const text = draw(await quizPage());
    expect(text).toContain('Counts for nothing: try as often as you like.');
    expect(text).not.toMatch(/To pass|Attempts|Needed for/);
  });

  test('the time limit, with own extra time where there is some', async () => {
    const browser = await setUpQuiz({ policy: { timeLimitMinutes: 30 } });
    expect(draw(await browser.quizPage())).toMatch(
      /Time 30 min from the moment you start, without a pause.*Your 30 min begin when you press/,
    );
    await grantExtraTime(browser, 1.5);
    expect(draw(await browser.quizPage())).toContain('45 min (30 min × 1.5, your extra time)');
  });

  test('no limit for a person who has none', async () => {
    const browser = await setUpQuiz({ policy: { timeLimitMinutes: 30 } });
    await grantExtraTime(browser, null);
    const text = draw(await browser.quizPage());
    expect(text).toContain('No limit for you: your extra time lifts the 30 min.');
    expect(text).not.toContain('begin when you press');
    expect((await openAttempt(browser)).time).toBeNull();
  });

  test('what is released when, and until when the quiz is open', async () => {
    const dates = { dueOn: '2099-12-12', timeZone: 'America/Halifax' };
    const { quizPage } = await setUpQuiz({
      policy: { feedback: 'never', correctOptions: 'after-due', afterDue: 'closed' },
      dates,
    });
    const text = draw(await quizPage());
    expect(text).toContain('the right answers after Sat 12 Dec 2099, 23:59, Halifax time');
    expect(text).toContain('The quiz closes at Sat 12 Dec 2099, 23:59, Halifax time');
    expect(text).not.toContain('what to learn');
  });
});

describe('why no attempt can start', () => {
  test('says until when to wait and what to read, with links', async () => {
    const browser = await setUpQuiz({ policy: { waitHours: 12 }, remediation: [1] });
    const attempt = await browser.take({});
    const overview = await browser.quizPage();
    const html = renderToStaticMarkup(<QuizView {...overview} />);
    expect(toText(html)).toMatch(/Before your next attempt .*You can start again from .* Halifax/);
    expect(html).toContain(`href="/learn/${browser.quiz.course}/${browser.quiz.lessons[1]}"`);
    expect(html).not.toContain('Start the quiz');
    const result = renderToStaticMarkup(
      <ResultView result={await browser.result(attempt)} late={0} />,
    );
    expect(toText(result)).toContain('Before your next attempt');
    expect(result).not.toContain('Try again');
  });

  test('says that nothing more is asked after a pass', async () => {
    const browser = await setUpQuiz();
    await browser.take(allRight);
    expect(draw(await browser.quizPage())).toContain(
      'Nothing more is asked of you here. Your attempts are below.',
    );
  });
});

describe('an attempt with a time limit', () => {
  test('says until when in plain words, gives the script what remains, and hides the running clock', async () => {
    const browser = await setUpQuiz({ policy: { timeLimitMinutes: 20 } });
    await grantExtraTime(browser, 1.5);
    const page = await openAttempt(browser);
    const html = renderToStaticMarkup(<AttemptView attempt={page} />);
    const clock = page.time?.deadlineText ?? '';
    expect(clock).toMatch(/\d\d:\d\d$/);
    expect(toText(html)).toContain(`Open until ${clock} (30 min: 20 × 1.5, your extra time)`);
    expect(toText(html)).toContain(`This attempt closes by itself at ${clock}`);
    const remaining = Number(/data-remaining="(\d+)"/.exec(html)?.[1]);
    expect(remaining).toBeGreaterThan(29 * 60_000);
    expect(remaining).toBeLessThanOrEqual(30 * 60_000);
    expect(html).toMatch(/<div class="time-left" hidden="">/);
    expect(html).toMatch(/role="timer" aria-live="off"/);
    expect(html).toMatch(/<p class="vh" id="attempt-time-news" role="status">/);
  });

  test('that the due date ends is open until the last minute of the due day', async () => {
    const dates = { dueOn: '2099-12-12', timeZone: 'America/Halifax' };
    const page = await openAttempt(await setUpQuiz({ policy: { afterDue: 'closed' }, dates }));
    const text = toText(renderToStaticMarkup(<AttemptView attempt={page} />));
    expect(text).toContain('Open until Sat 12 Dec 2099, 23:59, when the course is due');
  });

  test('without one there is no timer and no word of it', async () => {
    const html = renderToStaticMarkup(
      <AttemptView attempt={await openAttempt(await setUpQuiz())} />,
    );
    expect(html).not.toMatch(/data-remaining|role="timer"|Open until|Time is up/);
  });

  test('whose time is up takes no more, and says where the result will be', async () => {
    const browser = await setUpQuiz({ policy: { timeLimitMinutes: 20 } });
    const page = await openAttempt(browser);
    const time = page.time && { ...page.time, remainingMs: 0 };
    const html = renderToStaticMarkup(<AttemptView attempt={{ ...page, time }} />);
    expect(html).toMatch(/<fieldset disabled="">/);
    expect(html).toMatch(/<div class="offline-banner" data-over="sent"><div/);
    expect(html).not.toMatch(/value="submit-attempt"/);
  });

  test('that ran out says so on its result', async () => {
    const browser = await setUpQuiz({ policy: { timeLimitMinutes: 20 } });
    const { id } = await openAttempt(browser);
    const past = new Date(Date.now() - 60_000);
    await db.attempt.update({ where: { id }, data: { deadlineAt: past } });
    const result = await browser.result(id);
    const text = toText(renderToStaticMarkup(<ResultView result={result} late={0} />));
    expect(text).toContain('Time ran out');
    expect(text).toMatch(/closed \w+ \d+ \w+, \d\d:\d\d/);
    expect(draw(await browser.quizPage())).toContain('time ran out');
  });
});
