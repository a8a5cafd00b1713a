import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessible } from './axe.ts';
import { expect, openTimedAttempt, test, timedQuiz } from './timed-fixtures.ts';

/** A chosen radio is taken back: in an attempt, where that is saved, and in a check of a lesson. */

test.use({ academyOf: import.meta.url });
test.describe.configure({ mode: 'default' });

const clearOf = (name: string) => `#item-quiz-${name} .clear-answer`;

test('with a script, by keyboard: saved as unanswered, said, and answered again', async ({
  page,
  timed,
}) => {
  await signIn(page, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  const summary = page.locator('#attempt-summary');
  const saved = () => timed.answersOf(attempt).get('quiz-single')?.value;
  // One for each type that is answered with radios, and only where one is chosen.
  await expect(page.locator('.clear-answer')).toHaveCount(4);
  await expect(page.locator('.clear-answer').filter({ visible: true })).toHaveCount(0);
  await page.locator('#item-quiz-single').getByLabel('Leniency').check();
  await expect(summary).toHaveText('1 of 9 answered, all saved');
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(page.locator(clearOf('single'))).toBeFocused();
  await expect(page.locator(clearOf('single'))).toHaveAccessibleName(
    /^Clear my answer to item \d$/,
  );
  await page.keyboard.press('Enter');
  await expect(page.locator('#item-quiz-single input:checked')).toHaveCount(0);
  await expect(page.locator('#item-quiz-single input').first()).toBeFocused();
  await expect(page.locator('#attempt-news')).toContainText('Your answer is cleared.');
  await expect(page.locator(clearOf('single'))).toBeHidden();
  await expect(summary).toContainText('0 of 9 answered');
  await expect.poll(saved).toEqual([]);

  await page.locator('#item-quiz-single').getByLabel('Leniency').check();
  await page.locator('#item-quiz-spot').getByLabel('At the window').focus();
  await page.keyboard.press('Space');
  await expect(summary).toHaveText('2 of 9 answered, all saved');
  await page.locator(clearOf('spot')).click();
  await expect(summary).toHaveText('1 of 9 answered, all saved');
  await page.reload();
  await expect(page.locator('#item-quiz-spot input:checked')).toHaveCount(0);
  await expect(page.locator('#item-quiz-single').getByLabel('Leniency')).toBeChecked();
});

test('without a connection it waits, as every answer does', async ({ page, context, timed }) => {
  await signIn(page, 'cadet@demo.test');
  const attempt = await openTimedAttempt(page);
  const summary = page.locator('#attempt-summary');
  await page.locator('#item-quiz-truth').getByLabel('True').check();
  await expect(summary).toContainText('all saved');
  await context.setOffline(true);
  await page.locator(clearOf('truth')).click();
  await expect(summary).toContainText('1 answer waiting, kept in this browser');
  expect(timed.answersOf(attempt).get('quiz-truth')?.value).not.toEqual([]);
  await context.setOffline(false);
  await expect.poll(() => timed.answersOf(attempt).get('quiz-truth')?.value).toEqual([]);
});

test('in a check of a lesson, before it is checked', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.lesson('item-types', 'every-check'));
  const check = page
    .locator('.check')
    .filter({ has: page.locator('input[type=radio]') })
    .first();
  const clear = check.getByRole('button', { name: 'Clear my answer' });
  await expect(clear).toBeHidden();
  await check.locator('input[type=radio]').first().check();
  await clear.click();
  await expect(check.locator('input:checked')).toHaveCount(0);
  await expect(check.locator('input[type=radio]').first()).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Your answer is cleared.' })).toHaveCount(
    1,
  );
  await check.locator('input[type=radio]').first().check();
  await check.getByRole('button', { name: 'Check my answer' }).click();
  await expect(check.getByRole('button', { name: 'Check again' })).toBeVisible();
  await expect(clear).toHaveCount(0);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('a button of its own saves it, with what else was chosen', async ({ page, timed }) => {
    await signIn(page, 'cadet@demo.test');
    await page.goto(timedQuiz);
    await page.getByRole('button', { name: /Start the quiz|Go on with your attempt/ }).click();
    const attempt = page.url().split('/').at(-1)?.split('?')[0] ?? '';
    const saved = (name: string) => timed.answersOf(attempt).get(`quiz-${name}`)?.value;
    await page.locator('#item-quiz-rating').getByLabel('Fairly sure').check();
    await page.getByRole('button', { name: 'Save answers' }).click();
    expect(saved('rating')).toHaveLength(1);
    await page.locator('#item-quiz-truth').getByLabel('True').check();
    await page.locator(clearOf('rating')).click();
    await expect(page.locator('#item-quiz-rating input:checked')).toHaveCount(0);
    await expect(page).toHaveURL(/#cleared-quiz-rating$/);
    expect(saved('rating')).toEqual([]);
    expect(saved('truth')).toHaveLength(1);
    await expect(page.locator('#item-quiz-truth').getByLabel('True')).toBeChecked();
    // Once it is submitted there is nothing to take back.
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('button', { name: /^Submit without/ }).click();
    await expect(page).toHaveURL(/result/);
    await expect(page.locator('.clear-answer')).toHaveCount(0);
  });
});
