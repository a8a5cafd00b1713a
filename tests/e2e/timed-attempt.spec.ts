import type { BrowserContext, Page } from '@playwright/test';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessible } from './axe.ts';
import { expect, openTimedAttempt, test, timedQuiz } from './timed-fixtures.ts';

test.use({ academyOf: import.meta.url });
// One cadet, one attempt at a time.
test.describe.configure({ mode: 'default' });

const textField = '#item-quiz-text input';
const truths = '#item-quiz-truth input';

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  const anyway = page.getByRole('button', { name: /^Submit without/ });
  await expect(anyway.or(page.getByRole('heading', { name: /^Attempt \d/ }))).toBeVisible();
  if (await anyway.isVisible()) await anyway.click();
  await expect(page).toHaveURL(/result/);
}

/** Collects what the page's live regions say, over reloads too. */
async function listen(page: Page): Promise<string[]> {
  const said: string[] = [];
  await page.exposeFunction('hear', (text: string) => said.push(text));
  await page.addInitScript(() => {
    const { hear } = window as never as { hear: (text: string) => void };
    addEventListener('DOMContentLoaded', () => {
      for (const region of document.querySelectorAll('#attempt-news, #attempt-time-news')) {
        const tell = () => hear(region.textContent ?? '');
        new MutationObserver(tell).observe(region, { childList: true, subtree: true });
      }
    });
  });
  return said;
}

test('every type of item is answered by keyboard alone', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await openTimedAttempt(page);
  const held = page.locator(':focus');
  const press = (key: string) => page.keyboard.press(key);
  for (let stop = 0; stop < 60; stop += 1) {
    await press('Tab');
    // The header has buttons of its own, which lead elsewhere.
    if (!(await held.evaluate((element) => element.closest('main')))) continue;
    const kind = await held.evaluate((element) =>
      element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase(),
    );
    if (kind === 'radio' || kind === 'checkbox') await press('Space');
    else if (kind === 'select') await press('ArrowDown');
    else if (kind === 'text') await page.keyboard.type('14');
    else if (kind === 'button' && (await held.textContent()) === 'Submit') break;
    // What takes the answer back is passed by.
    else if (kind === 'button' && (await held.getAttribute('name')) !== 'clear')
      await press('Enter');
  }
  await expect(page.locator('#attempt-summary')).toHaveText('9 of 9 answered, all saved');
  await expectAccessible(page);
  await press('Enter');
  await expect(page).toHaveURL(/result$/);
  await expectAccessible(page);
});

test('an order is moved by buttons and by dragging, announced, and kept', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  const list = page.locator('#item-quiz-order');
  const words = () => list.locator('li label').allInnerTexts();
  const [first = '', second = '', third = ''] = await words();
  const down = list.getByRole('button', { name: `Move down: ${first}` });
  await down.press('Enter');
  await expect(list.locator('order-list').getByRole('status')).toHaveText('Moved to place 2 of 5');
  await expect(down).toBeFocused();
  expect((await words()).slice(0, 2)).toEqual([second, first]);
  const row = await list.locator('li').first().boundingBox();
  const below = await list.locator('li').nth(2).boundingBox();
  if (!row || !below) throw new Error('The list is not in view.');
  await page.mouse.move(row.x + 20, row.y + row.height / 2);
  await page.mouse.down();
  await page.mouse.move(row.x + 20, below.y + below.height / 2, { steps: 8 });
  await page.mouse.move(row.x + 20, below.y + below.height - 4, { steps: 4 });
  await page.mouse.up();
  expect((await words()).slice(0, 3)).toEqual([first, third, second]);
  await expect(list.locator('.save-state')).toHaveText(/^Saved \d/);
  await page.reload();
  await expect(list.getByRole('button', { name: `Move up: ${first}` })).toBeVisible();
  expect((await words()).slice(0, 3)).toEqual([first, third, second]);
  await submit(page);
  expect(attempt).not.toBe('');
});

test('the time left is shown and said, and at its end the page goes to the result', async ({
  page,
  timed,
}) => {
  timed.grantExtraTime(1.5);
  await signIn(page, 'cadet@demo.test');
  await page.goto(timedQuiz);
  await expect(page.getByText('45 min (30 min × 1.5, your extra time)')).toBeVisible();
  const attempt = await openTimedAttempt(page);
  await expect(page.getByText(/45 min: 30 × 1\.5, your extra time/)).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^44:\d\d$/);
  await expect(page.getByRole('timer')).toHaveAttribute('aria-live', 'off');
  const said = await listen(page);
  timed.setDeadline(attempt, 34_000);
  await page.reload();
  await page.locator(textField).fill('given in time');
  await expect(page.locator('#item-quiz-text .save-state')).toHaveText(/^Saved/);
  await page.getByText('Time left').click();
  await expect(page.getByRole('timer')).toBeHidden();
  await expect(page.getByText('Time is up', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator(textField)).toBeDisabled();
  await expect(page).toHaveURL(/result/, { timeout: 60_000 });
  await expect(page.getByText('Time ran out')).toBeVisible();
  await expectAccessible(page);
  expect(said.filter((text) => text.endsWith('left'))).toEqual([
    '30 seconds left',
    '10 seconds left',
  ]);
  expect(said.at(-1)).toContain('Time is up.');
  expect(timed.answersOf(attempt).get('quiz-text')).toEqual({
    value: ['given in time'],
    counted: true,
  });
});

test('a lid closed past the deadline: what came too late is kept and not counted', async ({
  page,
  context,
  timed,
}) => {
  await page.clock.install();
  await signIn(page, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  await page.locator(truths).first().check();
  await expect(page.getByText('1 of 9 answered, all saved')).toBeVisible();
  await context.setOffline(true);
  await page.locator(textField).fill('typed as the lid closed');
  timed.setDeadline(attempt, -60_000);
  await page.clock.fastForward('50:00');
  await expect(page.getByText('Time is up, and there is no connection')).toBeVisible();
  await expect(page.getByText('1 answer waiting, kept in this browser')).toBeVisible();
  await context.setOffline(false);
  await expect(page).toHaveURL(/result\?late=1$/);
  await expect(page.getByText(/Kept, but not counted: item \d/)).toBeVisible();
  const answers = timed.answersOf(attempt);
  expect(answers.get('quiz-truth')?.counted).toBe(true);
  expect(answers.get('quiz-text')).toEqual({
    value: ['typed as the lid closed'],
    counted: false,
  });
});

async function onAnotherMachine(page: Page, context: BrowserContext): Promise<Page> {
  const browser = context.browser();
  if (!browser) throw new Error('The context has no browser.');
  const storageState = { cookies: await context.cookies(), origins: [] };
  const other = await (await browser.newContext({ storageState })).newPage();
  await other.goto(page.url());
  return other;
}

test('two windows, another machine, a reload and ten seconds without network', async ({
  page,
  context,
  timed,
}) => {
  await signIn(page, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  const window = await context.newPage();
  await window.goto(page.url());
  const machine = await onAnotherMachine(page, context);
  await page.locator(textField).fill('from the first window');
  await expect(window.locator(textField)).toHaveValue('from the first window');

  await context.setOffline(true);
  await page.locator(textField).fill('older, without network');
  await page.locator(truths).first().check();
  await expect(page.getByText(/2 answers waiting, kept in this browser/)).toBeVisible();
  await machine.locator(textField).fill('newer, on the other machine');
  await expect(machine.locator('#item-quiz-text .save-state')).toHaveText(/^Saved \d/);
  await page.waitForTimeout(10_000);
  await context.setOffline(false);
  await expect(page.locator(textField)).toHaveValue('newer, on the other machine');
  await expect(page.locator('#item-quiz-text .save-state')).toHaveText('Saved in another window');
  await expect(page.getByText('2 of 9 answered, all saved')).toBeVisible();

  await page.reload();
  await expect(page.locator(textField)).toHaveValue('newer, on the other machine');
  await expect(page.locator(truths).first()).toBeChecked();
  await submit(machine);
  await window.locator('#item-quiz-single input').first().check();
  await expect(window.getByText('This attempt is closed', { exact: true }).first()).toBeVisible();
  await expect(window.locator('#item-quiz-single .save-state')).toHaveText('Not counted');
  const counted = [...timed.answersOf(attempt)].filter(([, answer]) => answer.counted);
  expect(Object.fromEntries(counted.map(([id, { value }]) => [id, value[0]]))).toEqual({
    'quiz-text': 'newer, on the other machine',
    'quiz-truth': expect.any(String),
  });
});

test('a window that did not hear of an answer given in another one cannot undo it', async ({
  page,
  context,
  timed,
}) => {
  await signIn(page, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  const deaf = await context.newPage();
  await deaf.addInitScript(() => {
    addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true });
  });
  await deaf.goto(page.url());
  await page.route('**/responses', (route) => route.abort());
  // The other window may look at what waits at any time: it has no network either until the words were seen.
  await context.route('**/responses', (route) => route.abort());
  await page.locator(textField).fill('from a window without network');
  await expect(page.getByText('1 answer waiting, kept in this browser')).toBeVisible();
  await context.unroute('**/responses');
  // It sends what waits in their common storage, as a window does when it is looked at.
  await deaf.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(deaf.getByText('1 of 9 answered, all saved')).toBeVisible();
  await expect(deaf.locator(textField)).toHaveValue('from a window without network');
  await submit(deaf);
  expect(timed.answersOf(attempt).get('quiz-text')).toEqual({
    value: ['from a window without network'],
    counted: true,
  });
});
