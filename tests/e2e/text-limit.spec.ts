import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, openTimedAttempt, test } from './timed-fixtures.ts';

/** Typed answers that are longer than they may be: nothing is cut off, and the reader is told before and after sending. */

test.use({ academyOf: import.meta.url });

const long = 'word '.repeat(102).trim();

test('a check says how much room is left, and keeps what is too long', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.lesson('item-types', 'every-check'));
  const check = page.locator('.check').filter({ has: page.locator('.typed:not(.typed-number)') });
  const field = check.getByLabel('Your answer');
  await field.fill('x'.repeat(460));
  await expect(check.locator('[aria-live]')).toHaveText('40 characters left');
  await field.fill(long);
  await expect(check.locator('[aria-live]')).toHaveText(/^9 characters too many, of at most 500\./);
  await check.getByRole('button', { name: /^Check/ }).click();
  await expect(field).toHaveValue(long);
  await expect(field).toBeFocused();
  await field.fill('x'.repeat(500));
  await expect(check.locator('[aria-live]')).toHaveText('0 characters left');
  await check.getByRole('button', { name: /^Check/ }).click();
  await expect(check.getByRole('button', { name: 'Check again' })).toBeVisible();
});

test('an attempt keeps what is too long in the page, unsaved, until it is shortened', async ({
  page,
}) => {
  await signIn(page, 'cadet@demo.test');
  await openTimedAttempt(page);
  const card = page.locator('#item-quiz-text');
  const field = card.getByLabel('Your answer');
  await field.fill(long);
  await expect(card.locator('.save-state')).toHaveText(/9 characters too many/);
  await expect(page.locator('#attempt-summary')).not.toContainText('all saved');
  await field.fill('Paraphrasing');
  await expect(card.locator('.save-state')).toHaveText(/^Saved/);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('it comes back with the page', async ({ page }) => {
    await signIn(page, 'cadet@demo.test');
    await page.goto(paths.quiz('item-types', 'all-types'));
    await page.getByRole('button', { name: /Start the quiz|Go on with your attempt/ }).click();
    const field = page.locator('#item-quiz-text').getByLabel('Your answer');
    await field.fill(long);
    await page.getByRole('button', { name: 'Save answers' }).click();
    await expect(page.getByText('Write at most 500 characters here.')).toBeVisible();
    await expect(field).toHaveValue(long);
    // Taking another answer back sends all of them: the page comes back with the banner, not at that answer.
    await page.locator('#item-quiz-rating').getByLabel('Fairly sure').check();
    await page.locator('#item-quiz-rating .clear-answer').click();
    const link = page.locator('#attempt-notices').getByRole('link', { name: /^Item \d$/ });
    await expect(link).toBeInViewport();
    await link.click();
    await expect(page).toHaveURL(/#item-quiz-text$/);
    await expect(field).toBeInViewport();
  });
});
