import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { MailServer } from '#tests/support/mail-server.ts';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

test('from the sign-in page by mail to a new password, without JavaScript', async ({ browser }) => {
  const mail = await MailServer.start();
  const academy = await AcademyServer.start({ variables: { SMTP_URL: mail.url } });
  const context = await browser.newContext({ baseURL: academy.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(paths.login());
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail address').fill('cadet@demo.test');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Look into your mail')).toBeVisible();
  await expect.poll(() => mail.to('cadet@demo.test').length, { timeout: 30_000 }).toBe(1);
  const [letter] = mail.to('cadet@demo.test');
  expect(letter?.from?.text).toContain('no-reply@localhost');

  // The page in the mail fetches nothing and can be read by anyone.
  const reader = await context.newPage();
  await reader.setContent(letter?.html || '');
  await reader.getByRole('link', { name: 'Choose a new password' }).click();
  await expect(reader.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  for (const field of await reader.locator('input[type=password]').all())
    await field.fill('a sentence that came by mail');
  await reader.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(reader).toHaveURL(paths.learn());
  await context.close();
  await academy.remove();
  await mail.stop();
});

test('where there is no mail, the page says whom to ask', async ({ page }) => {
  await page.goto(paths.forgottenPassword());
  await expect(
    page.getByText('Ask your academy’s administrator for a password link'),
  ).toBeVisible();
  await expect(page.locator('main form')).toHaveCount(0);
  await expectAccessible(page);
});
