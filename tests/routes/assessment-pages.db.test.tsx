import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { AttemptView } from '#app/features/assessment/attempts/attempt-view.tsx';
import type { OpenAttempt } from '#app/features/assessment/attempts/queries.server.ts';
import { QuizView } from '#app/features/assessment/attempts/quiz-view.tsx';
import { ResultView } from '#app/features/assessment/attempts/result-view.tsx';
import { allRight, setUpQuiz } from '#tests/support/quiz-browser.ts';
import { rightAnswers } from '#tests/support/quiz-course.ts';

const secrets = /Feedback on|Misconception|correct|"key"/;

async function openAttempt(browser: Awaited<ReturnType<typeof setUpQuiz>>, attempt: string) {
  const page = await browser.attemptPage(attempt);
  if (page instanceof Response) throw page;
  return page as OpenAttempt;
}

/** The markup with everything that names one option or item taken out. */
function toPattern(input: string): string {
  return input.replace(/(name|value)="[^"]*"/g, '$1');
}

describe("what a cadet's browser receives before submitting", () => {
  test('holds no key, feedback or misconception: page data, HTML, save replies', async () => {
    const browser = await setUpQuiz();
    const attempt = await browser.startAttempt();
    const overview = await browser.quizPage();
    const page = await openAttempt(browser, attempt);
    const saved = await browser.send(attempt, { 'item.voice': 'voice-a', 'seq.voice': '1' });
    const asked = await browser.post(attempt, { intent: 'submit-attempt' });
    const received = [
      JSON.stringify([overview.quiz, overview.introHtml, overview.attempts, page, asked]),
      renderToStaticMarkup(<QuizView {...overview} />),
      renderToStaticMarkup(<AttemptView attempt={page} />),
      await (saved as Response).text(),
    ];
    // The policy's own word is no secret; everything else that says "correct" would be.
    for (const text of received) expect(text.replaceAll('correctOptions', '')).not.toMatch(secrets);
  });

  test('marks every option of a kind alike, right or wrong', async () => {
    const browser = await setUpQuiz();
    const page = await openAttempt(browser, await browser.startAttempt());
    const html = renderToStaticMarkup(<AttemptView attempt={page} />);
    const options = [...html.matchAll(/<label class="option">.*?<\/label>/g)].map(([text]) => text);
    expect(options).toHaveLength(12);
    const inputs = options.map((text) => toPattern(/<input[^>]*>/.exec(text)?.[0] ?? ''));
    expect([...new Set(inputs)].sort()).toEqual([
      '<input type="checkbox" name value/>',
      '<input type="radio" name value/>',
    ]);
  });

  test('releases it on the result page, so the search above would have found it', async () => {
    const browser = await setUpQuiz();
    const result = await browser.result(await browser.take(allRight));
    const html = renderToStaticMarkup(<ResultView result={result} late={0} />);
    expect(html).toContain('Feedback on voice-b');
    expect(html).not.toContain('Misconception');
  });

  test('of a failed attempt shows feedback to the chosen options only', async () => {
    const browser = await setUpQuiz();
    const result = await browser.result(await browser.take({ 'item.voice': 'voice-b' }));
    const html = renderToStaticMarkup(<ResultView result={result} late={0} />);
    expect([...html.matchAll(/Feedback on [a-z-]+/g)].map(([text]) => text)).toEqual([
      'Feedback on voice-b',
    ]);
    expect(html).not.toContain('right answer');
  });
});

describe('the attempt page', () => {
  test('is a form with a fieldset an item, its prompt the legend, native inputs, Save and Submit', async () => {
    const browser = await setUpQuiz();
    const attempt = await browser.startAttempt();
    const html = renderToStaticMarkup(
      <AttemptView attempt={await openAttempt(browser, attempt)} />,
    );
    expect(html.match(/<fieldset>/g)).toHaveLength(4);
    for (const id of Object.keys(rightAnswers))
      expect(html).toMatch(new RegExp(`<legend[^>]*>Prompt of ${id}</legend>`));
    expect(html).toContain('name="item.respect" value="respect-a"');
    expect(html).toMatch(/<button[^>]*value="save-responses"/);
    expect(html).toMatch(/<button[^>]*value="submit-attempt"/);
    expect(html).toContain('0 of 4 answered');
  });

  test('shows what is saved, and since when', async () => {
    const browser = await setUpQuiz();
    const attempt = await browser.startAttempt();
    await browser.send(attempt, { 'item.voice': 'voice-b', 'seq.voice': '40' });
    const page = await openAttempt(browser, attempt);
    const html = renderToStaticMarkup(<AttemptView attempt={page} />);
    expect(html).toContain('1 of 4 answered, all saved');
    expect(html).toMatch(/checked="" value="voice-b"|value="voice-b" checked=""/);
    expect(html.match(/Saved \d\d:\d\d/g)).toHaveLength(1);
    expect(html).toContain('name="was.voice" value="voice-b"');
    expect(page.lastSeq).toBe(40);
    expect(page.sinceStartMs).toBeGreaterThanOrEqual(0);
  });

  test('lists unanswered items as links, with a button to submit anyway', async () => {
    const browser = await setUpQuiz();
    const attempt = await browser.startAttempt();
    const { items, ...rest } = await openAttempt(browser, attempt);
    const unanswered = items.slice(1, 3).map(({ id, number }) => ({ id, number }));
    const html = renderToStaticMarkup(
      <AttemptView attempt={{ items, ...rest }} unanswered={unanswered} />,
    );
    expect(html).toContain('2 items unanswered:');
    expect(html).toContain(`<a href="#item-${unanswered[0]?.id}">2</a>`);
    expect(html).toMatch(/<button[^>]*form="attempt-form"[^>]*value="confirm-submit"/);
  });
});

test('names answers to look at again, with what to write instead', async () => {
  const browser = await setUpQuiz();
  const page = await openAttempt(browser, await browser.startAttempt());
  const hints = [{ id: 'voice', number: 3, message: 'Write one number, such as 14 or 2.5.' }];
  const html = renderToStaticMarkup(<AttemptView attempt={page} hints={hints} />);
  expect(html).toContain('Look at these answers again');
  expect(html).toContain('<a href="#item-voice">Item 3</a>: Write one number');
  expect(html).toMatch(/<button[^>]*value="confirm-submit"/);
});

describe('the result page', () => {
  test('says plainly: passed or not, the score, what comes next', async () => {
    const browser = await setUpQuiz();
    const failed = await browser.result(await browser.take({}));
    const html = renderToStaticMarkup(<ResultView result={failed} late={0} />);
    expect(html).toContain('not passed');
    expect(html).toContain('0 of 4 points (0%); 75% needed');
    expect(html).toContain('Try again, 1 left');
    const passed = await browser.result(await browser.take(allRight));
    const next = renderToStaticMarkup(<ResultView result={passed} late={0} />);
    expect(next).toContain('You passed.');
    expect(next).not.toContain('Try again');
  });

  test('tells of answers that came too late', async () => {
    const browser = await setUpQuiz();
    const attempt = await browser.take({});
    await browser.send(attempt, { 'item.voice': 'voice-a', 'seq.voice': '9' });
    const result = await browser.result(attempt);
    const number = result.items.find(({ id }) => id === 'voice')?.number;
    const html = renderToStaticMarkup(<ResultView result={result} late={0} />);
    expect(html).toContain(`Kept, but not counted: item ${number}.`);
    expect(html).not.toContain('Your answer<');
  });
});
