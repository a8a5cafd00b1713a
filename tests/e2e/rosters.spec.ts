import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes, expectFits } from './axe.ts';
import { expect, test } from './fixtures.ts';

/**
 * A class of 40 without e-mail addresses, the whole way: its list is sent in, looked at, applied, slips are made, one of them
 * opens an account, and its person signs in with the badge number. With scripts, and without.
 */

test.use({ academyOf: import.meta.url });

const admin = 'admin@demo.test';
const password = 'a sentence for the class';

function toList(prefix: string): string {
  const rows = Array.from({ length: 40 }, (_, at) => {
    const number = String(at + 1).padStart(3, '0');
    return `0${prefix}${number},Recruit ${prefix}${number},Given,Cadet,1999-01-0${1 + (at % 9)}`;
  });
  return ['EMPLID,Last Name,First Name,Rank,Birth date', ...rows].join('\n');
}

async function sendIn(page: Page, name: string, text: string): Promise<void> {
  await page.goto(paths.adminRosters());
  await page.getByLabel('List', { exact: true }).setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.getByLabel('Everybody goes into').selectOption({ label: 'Demo 2026-A' });
  await page.getByRole('button', { name: 'Read the list' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

async function walk(page: Page, prefix: string, look: (page: Page) => Promise<void>) {
  const list = toList(prefix);
  await signIn(page, admin);
  await page.goto(paths.adminRosters());
  await look(page);
  await sendIn(page, `class-${prefix}.csv`, list);
  // It is read beside the requests: the page loads again by itself until that has ended.
  await expect(page.getByRole('button', { name: 'Make 40 accounts' })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('1999');
  await look(page);
  await page.getByRole('button', { name: 'Make 40 accounts' }).click();
  await page.getByRole('button', { name: 'Make slips to print' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Slips to hand out');
  const slips = page.locator('.slip');
  await expect(slips).toHaveCount(40);
  await look(page);
  const slip = slips.filter({ hasText: `Given Recruit ${prefix}007` });
  const code = (await slip.locator('.slip-code').textContent()) ?? '';
  const number = `0${prefix}007`;
  await expect(slip).toContainText(`sign in with ${number}`);
  await signOut(page);

  await page.goto(paths.activate());
  await page.getByLabel('Code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose your password');
  await look(page);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(page).toHaveURL(paths.learn());
  await signOut(page);

  await page.goto(paths.login());
  await page.getByLabel('E-mail address or badge number').fill(number);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(paths.learn());
}

async function signOut(page: Page): Promise<void> {
  await page.locator('.user-menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/login/);
}

test('a class without addresses, from its list to the first sign-in', async ({ page }) => {
  await walk(page, '71', async (shown) => {
    await expectAccessibleInBothThemes(shown);
    await expectFits(shown, shown.url(), 390);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the same', async ({ page }) => {
    await walk(page, '72', async () => {});
  });
});
