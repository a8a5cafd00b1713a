import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { signIn } from '#tests/support/cadet.ts';
import { IdentityProvider } from '#tests/support/identity-provider.ts';
import { expectAccessibleInBothThemes, expectFits } from './axe.ts';
import { test as base, expect } from './fixtures.ts';

/** Signing in and out by a real identity provider, in a browser with the site's own policies. */

const test = base.extend<object, { provider: IdentityProvider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs off its parameter.
    async ({}, use) => {
      const provider = await IdentityProvider.start();
      await use(provider);
      await provider.goAway();
    },
    { scope: 'worker' },
  ],
  academy: [
    async ({ provider }, use) => {
      const academy = await AcademyServer.start({ variables: provider.variables() });
      provider.admit(academy.url);
      await use(academy);
      await academy.remove();
    },
    { scope: 'worker' },
  ],
});

test.use({ academyOf: import.meta.url });

const begin = (page: Page) => page.getByRole('link', { name: 'Sign in with Academy ID' }).click();

async function beAtProvider(page: Page, person: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Academy ID' })).toBeVisible();
  await page.getByLabel('Who are you?').fill(person);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** axe finds nothing, light and dark, and the page fits a phone. */
async function look(page: Page): Promise<void> {
  await expectAccessibleInBothThemes(page);
  await expectFits(page, page.url(), 390);
}

test('a cadet signs in by it the first and the second time, comes back to the page they wanted, and signs out', async ({
  page,
  provider,
}) => {
  provider.tell({ sub: 'alex', email: 'cadet@demo.test', name: 'Alex Moreau' });
  await page.goto(paths.record());
  await expect(page).toHaveURL(/login/);
  await look(page);
  await begin(page);
  await beAtProvider(page, 'alex');
  await expect(page).toHaveURL(paths.record());
  await page.goto(paths.account());
  await expect(page.getByText('cadet@demo.test at localhost')).toBeVisible();
  await look(page);

  const signOut = async () => {
    await page.locator('.user-menu summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out of Rapport')).toBeVisible();
  };
  await signOut();
  await look(page);
  // The provider knows the browser still: nothing is asked.
  await begin(page);
  await expect(page).toHaveURL(paths.learn());
  await signOut();
  await page.getByRole('link', { name: 'Sign out of Academy ID' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(paths.login());
  await begin(page);
  await expect(page.getByLabel('Who are you?')).toBeVisible();
});

test('it works without scripts', async ({ browser, baseURL, provider }) => {
  provider.tell({ sub: 'iris', email: 'instructor@demo.test' });
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(paths.login());
  await begin(page);
  await beAtProvider(page, 'iris');
  await expect(page).toHaveURL(paths.teach());
  await page.locator('.user-menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign out of Academy ID' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(paths.login());
  await context.close();
});

test('who refuses there, or has no account here, is told so and can begin anew', async ({
  page,
  provider,
}) => {
  await page.goto(paths.login());
  await begin(page);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByText('You were not signed in by Academy ID')).toBeVisible();
  await look(page);
  provider.tell({ sub: 'nobody', email: 'nobody@demo.test' });
  await page.getByRole('link', { name: 'Try again' }).click();
  await beAtProvider(page, 'nobody');
  await expect(page.getByText('You have no account here yet')).toBeVisible();
  await look(page);
});

test('while the provider is away that is said, and passwords open', async ({
  page,
  provider,
  academy,
}) => {
  // A server that has not asked it yet.
  await academy.end('SIGTERM');
  await provider.goAway();
  await academy.run();
  const answer = await page.goto(paths.ssoStart());
  expect(answer?.status()).toBe(503);
  await expect(page.getByText('The server of Academy ID does not answer just now')).toBeVisible();
  await look(page);
  expect((await page.goto(paths.ssoLeave()))?.status()).toBe(503);
  await look(page);
  await signIn(page, 'cadet@demo.test');
  await expect(page).toHaveURL(paths.learn());
  await provider.comeBack();
  await expect(async () => {
    await page.goto(paths.ssoStart());
    await expect(page.getByLabel('Who are you?')).toBeVisible({ timeout: 1000 });
  }).toPass();
});
