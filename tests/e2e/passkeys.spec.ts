import type { CDPSession, Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes, expectFits } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** Passkeys in a real browser, whose authenticator is the one that DevTools offers for this. */

test.use({ academyOf: import.meta.url });

/** A device that holds passkeys, and presses its own button. */
async function plugIn(page: Page): Promise<{ client: CDPSession; authenticatorId: string }> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { client, authenticatorId };
}

/** Axe finds nothing, in the light and in the dark, and nothing is wider than a phone. */
async function look(page: Page): Promise<void> {
  await expectAccessibleInBothThemes(page);
  await expectFits(page, page.url(), 390);
}

/** Names a passkey and makes it. */
async function makePasskey(page: Page, name: string): Promise<void> {
  await page.goto(paths.secondFactor());
  await page.getByLabel('Name of the new passkey').fill(name);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.locator('.user-menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

async function typePassword(page: Page): Promise<void> {
  await page.goto(paths.account());
  await page.getByLabel('E-mail').fill('instructor@demo.test');
  await page.getByLabel('Password').fill('rapport-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('are made, shown and removed', async ({ page, browser, academy }) => {
  test.setTimeout(240_000);
  const { client, authenticatorId } = await plugIn(page);
  await signIn(page, 'instructor@demo.test');
  await page.goto(paths.secondFactor());
  await expect(page.getByText('A passkey needs JavaScript')).toHaveCount(0);
  // The Enter key makes one, too.
  await page.getByLabel('Name of the new passkey').fill('Key ring');
  await page.getByLabel('Name of the new passkey').press('Enter');
  await expect(page.getByText('Your passkey is made')).toBeVisible();
  await page.getByRole('button', { name: 'I have put them away' }).click();
  await expect(page.getByRole('rowheader', { name: 'Key ring' })).toBeVisible();
  await look(page);

  await makePasskey(page, 'The same one again');
  await expect(page.getByRole('alert')).toHaveText(
    'This device has a passkey for your account already.',
  );
  await look(page);
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials.map(({ rpId }) => rpId)).toEqual(['localhost']);

  await signOut(page);
  await typePassword(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in: your passkey');
  await look(page);

  // Without it, the browser says so, and the page stays.
  await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  const empty = await plugIn(page);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page.getByRole('alert')).toContainText('No passkey was used');
  await look(page);
  const { authenticatorId: emptyId } = empty;
  const [credential] = credentials;
  if (!credential) throw new Error('The device kept no passkey.');
  await client.send('WebAuthn.addCredential', { authenticatorId: emptyId, credential });

  // The answer is caught on its way, to be sent once more.
  let answer = '';
  page.on('request', (request) => {
    if (request.method() === 'POST') answer = request.postData() ?? answer;
  });
  const halfIn = await page.context().storageState();
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page).toHaveURL(paths.account());
  await expect(page.getByText('with 1 passkey')).toBeVisible();
  expect(answer).toContain('passkey=');
  const thief = await browser.newContext({ storageState: halfIn, baseURL: academy.url });
  const replayed = await thief.request.post(paths.loginCode(), {
    data: answer,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: academy.url },
    maxRedirects: 0,
  });
  expect([replayed.status(), await replayed.text()]).toEqual([
    400,
    expect.stringContaining('This passkey did not open your account'),
  ]);
  await thief.close();

  // A change a while later asks for it once more.
  const createdAt = new Date(Date.now() - 20 * 60_000).toISOString();
  academy.inDatabase((database) =>
    database.prepare('UPDATE "Session" SET "createdAt" = ?, "confirmedAt" = NULL').run(createdAt),
  );
  await page.goto(paths.secondFactor());
  await page.getByRole('button', { name: 'Make new recovery codes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is it you?');
  await look(page);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page.getByText('New codes are made')).toBeVisible();
  await page.getByRole('button', { name: 'I have put them away' }).click();

  await page.getByRole('button', { name: /Remove.*Key ring/ }).click();
  await expect(page.getByRole('alert')).toContainText('This is all that you can show');
  const second = await plugIn(page);
  await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: emptyId });
  await makePasskey(page, 'Spare key');
  await expect(page.getByText('Your passkey is made')).toBeVisible();
  await page.getByRole('button', { name: /Remove.*Key ring/ }).click();
  await expect(page.getByText('The passkey is removed')).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveText(['Spare key']);
  await signOut(page);
  await typePassword(page);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page).toHaveURL(paths.account());
  expect(second.authenticatorId).not.toBe(emptyId);
});

test('belong to the address of the site', async ({ page, academy }) => {
  await plugIn(page);
  const elsewhere = academy.url.replace('localhost', '127.0.0.1');
  await page.goto(`${elsewhere}${paths.login()}`);
  await page.getByLabel('E-mail').fill('author@demo.test');
  await page.getByLabel('Password').fill('rapport-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${elsewhere}${paths.secondFactor()}`);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(page.getByRole('alert')).toHaveText(
    'Passkeys belong to the address localhost. Open this page there.',
  );
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what a passkey needs', async ({ page }) => {
    await signIn(page, 'cadet@demo.test');
    await page.goto(paths.secondFactor());
    await expect(page.getByText('A passkey needs JavaScript')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Make a passkey' })).toBeHidden();
  });
});
