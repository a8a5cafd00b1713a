import type { Browser, Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, openTimedAttempt, test, timedQuiz } from './timed-fixtures.ts';

/** The clock of an attempt: what is said of it, extra time from the form that grants it, and a closed lid. */

test.use({ academyOf: import.meta.url });
test.describe.configure({ mode: 'default' });

const truths = '#item-quiz-truth input';
const summary = '#attempt-summary';

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByRole('button', { name: /^Submit without/ }).click();
  await expect(page).toHaveURL(/result/);
}

async function openAs(browser: Browser, baseURL: string, who: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await signIn(page, who);
  return page;
}

test('a screen reader hears each minute, then 30 and 10 seconds, and nothing in between', async ({
  page,
  timed,
}) => {
  await page.clock.install();
  await signIn(page, 'cadet@demo.test');
  const said: string[] = [];
  await page.exposeFunction('hear', (text: string) => said.push(text));
  await page.addInitScript(() => {
    const { hear } = window as never as { hear: (text: string) => void };
    addEventListener('DOMContentLoaded', () => {
      const region = document.querySelector('#attempt-time-news');
      const tell = () => hear(`${region?.role ?? ''}: ${region?.textContent}`);
      if (region) new MutationObserver(tell).observe(region, { childList: true });
    });
  });
  const attempt = await openTimedAttempt(page);
  const timer = page.getByRole('timer');
  // Only the marks speak, politely and in a region of their own; the figures that run are silent.
  await expect(timer).toHaveAttribute('aria-live', 'off');
  await page.clock.runFor('04:30');
  await expect(timer).toHaveText(/^25:\d\d$/);
  await page.clock.runFor('25:20');
  await expect(timer).toHaveText(/^0:0\d$/);
  const minutes = Array.from({ length: 29 }, (_, index) => 29 - index);
  const marks = minutes.map((left) => `${left} minute${left === 1 ? '' : 's'} left`);
  expect(said).toEqual(
    [...marks, '30 seconds left', '10 seconds left'].map((text) => `status: ${text}`),
  );
  timed.setDeadline(attempt, -60_000);
  await page.goto(paths.attemptResult(attempt));
  await expect(page.getByText('Time ran out')).toBeVisible();
});

test('extra time that an instructor grants is shown and holds, also for an attempt under way', async ({
  browser,
  timed,
}) => {
  const cadet = await openAs(browser, timed.url, 'cadet@demo.test');
  const attempt = await openTimedAttempt(cadet);
  await expect(cadet.getByRole('timer')).toHaveText(/^(29|30):/);

  const instructor = await openAs(browser, timed.url, 'instructor@demo.test');
  await instructor.goto(paths.cadet('demo-2026-a', 'demo-cadet'));
  await instructor.getByLabel('From now on').selectOption({ label: '1.5 times the time' });
  await instructor.locator('#extra-time').locator('..').getByRole('button').click();
  await expect(
    instructor.getByText(/has 1\.5 times the time in every quiz with a time limit/),
  ).toBeVisible();

  // The next word of the server sets the open page right; a reload says why.
  await cadet.locator(truths).first().check();
  await expect(cadet.locator('#item-quiz-truth .save-state')).toHaveText(/^Saved \d/);
  await expect(cadet.getByRole('timer')).toHaveText(/^4[45]:/);
  await cadet.reload();
  await expect(cadet.getByText(/45 min: 30 × 1\.5, your extra time/)).toBeVisible();
  // Thirty-five minutes in: over for others, not for this cadet.
  timed.setDeadline(attempt, 10 * 60_000);
  await cadet.reload();
  await expect(cadet.getByRole('timer')).toHaveText(/^(9|10):/);
  await cadet.locator(truths).last().check();
  await expect(cadet.locator(summary)).toHaveText('1 of 9 answered, all saved');
  await submit(cadet);
  await cadet.goto(timedQuiz);
  await expect(cadet.getByText('45 min (30 min × 1.5, your extra time)')).toBeVisible();
  await expect(cadet.getByText('Your 45 min begin when you press the button.')).toBeVisible();
  await Promise.all([cadet.context().close(), instructor.context().close()]);
});

test('a lid closed past the deadline: what was saved counts, and the page says what happened', async ({
  playwright,
  launchOptions,
  timed,
}) => {
  const server = await playwright.chromium.launchServer(launchOptions);
  const browser = await playwright.chromium.connect(server.wsEndpoint());
  const page = await openAs(browser, timed.url, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  await page.locator(truths).first().check();
  await expect(page.locator(summary)).toHaveText('1 of 9 answered, all saved');
  timed.setDeadline(attempt, 15_000);
  await page.reload();
  await expect(page.getByRole('timer')).toHaveText(/^0:[01]\d$/);
  await page.context().setOffline(true);
  await page.locator('#item-quiz-text input').fill('typed as the lid closed');
  await expect(page.locator(summary)).toContainText('1 answer waiting, kept in this browser');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  // Every process of the browser stands still, as when the machine sleeps.
  const pid = server.process().pid ?? 0;
  process.kill(-pid, 'SIGSTOP');
  // The server closes the attempt by itself: nobody is there to ask.
  await expect.poll(() => timed.statusOf(attempt), { timeout: 90_000 }).toBe('expired');
  expect(requests).toEqual([]);
  process.kill(-pid, 'SIGCONT');
  await expect(page.getByText('Time is up, and there is no connection')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page).toHaveURL(/result\?late=1$/);
  await expect(page.getByText('Time ran out')).toBeVisible();
  await expect(page.getByText('What was saved by then is what was graded.')).toBeVisible();
  await expect(page.getByText(/^Kept, but not counted: item \d\.$/)).toBeVisible();
  const counted = [...timed.answersOf(attempt)].map(([item, answer]) => [item, answer.counted]);
  expect(Object.fromEntries(counted)).toEqual({ 'quiz-truth': true, 'quiz-text': false });
  await browser.close();
  await server.close();
});
