import { paths } from '#app/paths.ts';
import { firstModule, listModuleFiles } from '#tests/support/answer-key.ts';
import { answerAll, answerChecks, playConversations, signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, module, lessons } = firstModule;
const files = listModuleFiles();

test.describe.configure({ mode: 'serial' });

test('a cadet reads the lessons, passes the quiz, and has completed them', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await page
    .getByRole('link', { name: /1\.1 Trust, legitimacy/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Trust, legitimacy');

  for (const [index, lesson] of lessons.entries()) {
    await page.goto(paths.lesson(course, lesson));
    await answerChecks(page, files.lessons[index] ?? '');
    expect(await playConversations(page)).toBe(1);
    const finish = page.getByRole('button', { name: 'I have read to the end' });
    if (await finish.isVisible()) await finish.click();
    await expect(page.locator('#lesson-standing')).toContainText(/quiz/i);
    await expect(page.locator('#lesson-standing')).not.toContainText('You completed it');
  }

  await page.goto(paths.quiz(course, module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  const count = await answerAll(page);
  expect(count).toBeGreaterThanOrEqual(10);
  await expect(page.getByText(`${count} of ${count} answered, all saved`)).toBeVisible();
  await page.getByRole('button', { name: /submit/i }).click();
  await expect(page).toHaveURL(/result$/);
  await expect(page.getByText(/100\s?%/).first()).toBeVisible();

  await page.goto(paths.lesson(course, lessons[0]));
  await expect(page.locator('#lesson-standing')).toContainText('You completed it');
  await page.goto(paths.record());
  await expect(page.getByText('Trust, legitimacy and consent').first()).toBeVisible();
});

test('the instructor sees it at once, down to each response and its revision', async ({ page }) => {
  await signIn(page, 'instructor@demo.test');
  await page.getByRole('link', { name: 'Demo 2026-A' }).click();
  const row = page.getByRole('row', { name: /Alex Moreau/ });
  await expect(row.getByRole('gridcell', { name: /^done/ })).toHaveCount(3);
  await expect(row).toContainText('100');
  await row.getByRole('link', { name: 'Alex Moreau' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Alex Moreau');
  await page
    .getByText(/^Checks: /)
    .first()
    .click();
  await expect(page.getByText(/revision [0-9a-f]{8}/).first()).toBeVisible();
  await expect(page.getByText(/Attempt 1/).first()).toBeVisible();
});

test('the grid moves by arrow keys, and its export is a CSV file', async ({ page }) => {
  await signIn(page, 'instructor@demo.test');
  await page.goto(paths.cohort('demo-2026-a'));
  // One stop for the Tab key; the keys move on from there.
  const stop = page.locator('progress-grid tbody [tabindex="0"]');
  await expect(stop).toHaveCount(1);
  await stop.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('progress-grid td:focus');
  await expect(focused).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /CSV/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});
