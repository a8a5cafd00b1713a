import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes, expectFits } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** A second factor as a person meets it: set up by its owner, and shown after the password. */

test.use({ academyOf: import.meta.url });

const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

/** Axe finds nothing, in the light and in the dark, and nothing is wider than a phone. */
async function look(page: Page): Promise<void> {
  await expectAccessibleInBothThemes(page);
  await expectFits(page, page.url(), 390);
}

test('is set up by its owner, and asked for', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, 'admin@demo.test');
  await page.goto(paths.account());
  await page.getByRole('link', { name: 'Set it up' }).click();
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
  await look(page);
  const secret = ((await page.locator('.typed-secret').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code from your app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.locator('.recovery-codes li')).toHaveCount(10);
  await look(page);
  const [recovery = ''] = await page.locator('.recovery-codes code').allTextContents();
  await page.getByRole('button', { name: 'I have put them away' }).click();
  await expect(page.getByText('10 of 10 are left')).toBeVisible();
  await look(page);

  await page.locator('.user-menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(paths.adminUsers());
  await page.getByLabel('E-mail').fill('admin@demo.test');
  await page.getByLabel('Password').fill('rapport-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in: your code');
  await look(page);
  await page.getByLabel('Code from your app').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('This code does not fit');
  await look(page);
  await page.getByText('Without your phone?').click();
  await page.getByLabel('Recovery code').fill(recovery);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(paths.adminUsers());
});
