import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const grid = paths.cohort('demo-2026-a');

async function moveOn(page: Page): Promise<void> {
  await expect(page.getByRole('listitem').filter({ hasText: 'Amara Whitford' })).toBeVisible();
  await page.getByLabel('Own due date').fill('2027-01-31');
  await page.getByLabel('Reason').fill('A week at the range.');
  await page.getByRole('button', { name: /^Set the date for/ }).click();
  await expect(page.getByRole('status')).toContainText('of their own');
}

test('cadets are ticked by keyboard, asked about, given a date, and it is undone', async ({
  page,
}) => {
  await signIn(page, 'instructor@demo.test');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(grid);
  const rows = page.locator('progress-grid tbody tr');
  const whole = await rows.evaluateAll(
    (all) => all.filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length,
  );
  expect(whole).toBeGreaterThanOrEqual(20);
  const bar = page.locator('.chosen-bar');
  await expect(bar).toBeHidden();
  await page.getByRole('link', { name: 'Amara Whitford' }).focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await expect(bar).toContainText('2 chosen');
  await bar.getByRole('button', { name: 'Set a due date' }).click();
  await expectAccessibleInBothThemes(page, 'cadets asked about');
  await moveOn(page);
  await expectAccessibleInBothThemes(page, 'cadets done');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveURL(grid);
  await expect(page.locator('undo-toast')).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the same by plain forms, on a phone', async ({ page }) => {
    await signIn(page, 'instructor@demo.test');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(grid);
    await page.getByLabel('Choose Amara Whitford').check();
    await page.getByRole('button', { name: 'Set a due date' }).click();
    await moveOn(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  });
});
