import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes } from './axe.ts';
import { expect, test, timedQuiz } from './timed-fixtures.ts';

/** Each state that a timed attempt can be in, on a phone and in both themes: nothing for axe to find, nothing cut off. */

test.use({ academyOf: import.meta.url });
test.describe.configure({ mode: 'default' });

test('axe is clean in every state of a timed attempt, light and dark', async ({
  browser,
  timed,
}) => {
  const viewport = { width: 390, height: 800 };
  const context = await browser.newContext({ baseURL: timed.url, viewport });
  const page = await context.newPage();
  await signIn(page, 'cadet@demo.test');
  await page.goto(timedQuiz);
  await expectAccessibleInBothThemes(page, 'before the start');
  await page.getByRole('button', { name: /Start the quiz/ }).click();
  await expect(page.getByRole('timer')).toHaveText(/^\d+:\d\d$/);
  await expectAccessibleInBothThemes(page, 'time running');
  const attempt = page.url().split('/').at(-1) ?? '';

  const summary = page.locator('#attempt-summary');
  await page.locator('#item-quiz-number input').fill('fourteen');
  await expect(summary).toHaveText('1 of 9 answered, all saved');
  await expect(page.locator('#item-quiz-number [data-hint]')).toBeVisible();
  await expectAccessibleInBothThemes(page, 'a saved answer that cannot be read as a number');
  const other = await context.newPage();
  await other.goto(page.url());

  await context.setOffline(true);
  await page.locator('#item-quiz-truth input').first().check();
  await expect(page.getByText('No connection to the server')).toBeVisible();
  await expect(summary).toContainText('1 answer waiting, kept in this browser');
  await expectAccessibleInBothThemes(page, 'no connection');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.locator('#not-submitted')).toContainText('the server did not answer');
  await expectAccessibleInBothThemes(page, 'not submitted');
  await context.setOffline(false);
  await expect(summary).toHaveText('2 of 9 answered, all saved');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Submit without/ })).toBeVisible();
  await expectAccessibleInBothThemes(page, 'asks about what is unanswered');

  timed.setDeadline(attempt, 3_000);
  // The page leaves by itself, when it has been looked at.
  let letGo = () => {};
  const looked = new Promise<void>((done) => {
    letGo = done;
  });
  await page.route(/\/result$/, async (route) => {
    await looked;
    await route.continue();
  });
  await page.reload();
  await expect(page.getByText('Time is up', { exact: true })).toBeVisible();
  await expectAccessibleInBothThemes(page, 'time is up');
  letGo();
  await expect(page).toHaveURL(/result/, { timeout: 60_000 });
  await expect(page.getByText('Time ran out')).toBeVisible();
  await expectAccessibleInBothThemes(page, 'the result of an attempt that closed by itself');
  await other.locator('#item-quiz-single input').first().click();
  await expect(other).toHaveURL(/result\?late=1$/);
  await expect(other.getByText(/Kept, but not counted: item \d/)).toBeVisible();
  await expectAccessibleInBothThemes(other, 'the result with a late answer');

  await page.goto(timedQuiz);
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await expect(page.getByRole('timer')).toHaveText(/^\d+:\d\d$/);
  await other.goto(page.url());
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByRole('button', { name: /^Submit without/ }).click();
  await expect(page).toHaveURL(/result$/);
  await other.locator('#item-quiz-single input').first().click();
  await expect(other.locator('[data-reach="closed"]')).toBeVisible();
  await expectAccessibleInBothThemes(other, 'submitted from another window');
  await context.close();
});
