import type { Browser, Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** Links that an administrator hands over: shown again, never killed by it; and the names that they carry. */

test.use({ academyOf: import.meta.url });

const admin = 'admin@demo.test';
const password = 'a sentence for the class';

const names = [
  'Nguyễn Thị Hoa',
  'علی\u200cرضا کریمی',
  'ශ්\u200dරී පෙරේරා',
  "Aoife O'Brien",
  'Siobhán O’Neil',
  'Jean\u2011Luc Lévesque',
];

/** 40 rows as a spreadsheet copies them; the last one is the first again, in capitals. */
const rows = [
  ...Array.from({ length: 39 }, (_, index) => [
    names[index] ?? `Recruit ${index}`,
    `c${index}@class.test`,
  ]),
  [names[0]?.toUpperCase(), 'C0@class.test'],
].map((cells) => cells.join('\t'));

/** Opens an address in a browser of somebody else, who is not signed in. */
async function openElsewhere(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: new URL(address).origin })).newPage();
  await page.goto(address);
  return page;
}

/** The links that a page shows, by the address that each is for. */
async function readLinks(page: Page): Promise<Map<string, string>> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Links to hand over');
  const rows = page.getByRole('row').filter({ has: page.locator('code.link-once') });
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [row.children[1]?.textContent ?? '', row.querySelector('code')?.textContent]),
  );
  return new Map(cells.map(([email = '', link]) => [email ?? '', link ?? '']));
}

/** The links that the page shows, which loading it again twice leaves as they are. */
async function reloadTwice(page: Page): Promise<Map<string, string>> {
  const links = await readLinks(page);
  for (const _ of ['once', 'twice']) {
    await page.reload();
    expect(await readLinks(page)).toEqual(links);
  }
  return links;
}

async function invite(page: Page, people: readonly string[], cohort?: string): Promise<void> {
  await page.goto(paths.adminUsers());
  await page.getByRole('link', { name: 'Invite people' }).click();
  await page.getByLabel('Names and e-mail addresses').fill(people.join('\n'));
  if (cohort) await page.getByLabel('Cohort they join as cadets').selectOption({ label: cohort });
  await page.getByRole('button', { name: 'Make invitation links' }).click();
}

async function choosePassword(page: Page, button: string): Promise<void> {
  const field = page.getByLabel('Password', { exact: true });
  await field.fill(password);
  const show = page.getByRole('button', { name: 'Show what is typed' }).first();
  await show.click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Hide what is typed' }).click();
  await expect(field).toHaveAttribute('type', 'password');
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: button }).click();
  await expect(page).toHaveURL(paths.learn());
}

async function expectClosed(page: Page, title: string): Promise<void> {
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeVisible();
}

test('a pasted class of 40 gets 39 links, which live until they are used or withdrawn by name', async ({
  page,
  browser,
}) => {
  await signIn(page, admin);
  await invite(page, ['Name\tE-mail', ...rows], 'Demo 2026-A');
  await expect(page.getByRole('status')).toContainText('39 new invitations');
  await expect(page.getByRole('status')).toContainText(
    '1 address stood in the list more than once',
  );
  const links = await reloadTwice(page);
  expect(new Set(links.values()).size).toBe(39);
  for (const link of links.values()) expect((await page.request.get(link)).status()).toBe(200);
  const linkOf = (index: number) => links.get(`c${index}@class.test`) ?? '';

  for (const [index, name] of names.entries()) {
    const theirs = await openElsewhere(browser, linkOf(index));
    await expect(theirs.getByLabel('Your name')).toHaveValue(name);
    await expect(theirs.getByLabel('E-mail address')).toHaveValue(`c${index}@class.test`);
    if (index < 3) {
      await choosePassword(theirs, 'Make my account');
      await theirs.goto(paths.record());
      await expect(theirs.getByRole('main')).toContainText(name);
      await theirs.goto(linkOf(index));
      await expectClosed(theirs, 'This link was used already');
    }
    await theirs.context().close();
  }
  // Used ones are not to be handed over any more; the others are as before.
  await page.reload();
  for (const index of [0, 1, 2]) links.delete(`c${index}@class.test`);
  expect(await readLinks(page)).toEqual(links);

  await invite(page, ['c3@class.test', 'c40@class.test']);
  const asked = page.locator('#renew');
  await expect(asked).toContainText('These have a link that works');
  await expect(asked).toContainText(`${names[3]}, c3@class.test`);
  await page.getByRole('button', { name: 'Make invitation links' }).click();
  await expect(page.getByRole('status')).toContainText('1 new invitation');
  await expect(page.getByRole('status')).toContainText('1 address keeps the link of before');
  const theirs = await openElsewhere(browser, linkOf(3));
  await expect(theirs.getByLabel('Your name')).toHaveValue(names[3] ?? '');

  await page.goto(paths.adminUsers({ show: 'invited' }));
  const row = page.getByRole('row', { name: 'c3@class.test' });
  await row.getByText(`Withdraw the invitation for ${names[3]}`).click();
  await row.getByRole('button', { name: 'Withdraw the invitation' }).click();
  await expect(page.getByRole('status')).toContainText('withdrawn');
  await expectClosed(theirs, 'This link was withdrawn');
  await theirs.goto(linkOf(4));
  await expect(theirs.getByLabel('Your name')).toHaveValue(names[4] ?? '');
});

test('a password link is shown again and asked for twice without dying, and withdrawn by name', async ({
  page,
  browser,
}) => {
  const ask = async (email: string) => {
    await page.goto(paths.adminUsers({ q: email }));
    const row = page.getByRole('row', { name: email });
    await row.getByText(/^Change/).click();
    await row.getByRole('button', { name: 'Make a password link' }).click();
  };
  await signIn(page, admin);
  await ask('cadet@demo.test');
  const link = (await reloadTwice(page)).get('cadet@demo.test') ?? '';
  await ask('cadet@demo.test');
  await expect(page.getByRole('alert')).toContainText('link');
  const theirs = await openElsewhere(browser, link);
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Choose a new password');
  await choosePassword(theirs, 'Set the password and sign in');
  await theirs.goto(link);
  await expectClosed(theirs, 'This link was used already');

  const email = 'amara.whitford@demo.test';
  await ask(email);
  await theirs.goto((await readLinks(page)).get(email) ?? '');
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Choose your password');
  await page.goto(paths.adminUsers({ show: 'invited' }));
  await page.getByText('Withdraw the password link for Amara Whitford').click();
  await page.getByRole('button', { name: 'Withdraw the password link' }).click();
  await expect(page.getByRole('status')).toContainText('withdrawn');
  await expectClosed(theirs, 'This link was withdrawn');
  await theirs.context().close();
});

test('the name of an invitation stands until the academy corrects it, with a reason, on record', async ({
  page,
  browser,
}) => {
  await signIn(page, admin);
  await invite(page, ['Bruno Wayne <bruno@class.test>'], 'Demo 2026-A');
  const link = (await readLinks(page)).get('bruno@class.test') ?? '';
  const theirs = await openElsewhere(browser, link);
  await expect(theirs.getByLabel('Your name')).toHaveValue('Bruno Wayne');
  await theirs.getByLabel('Your name').fill('Batman');
  await choosePassword(theirs, 'Make my account');
  await theirs.goto(paths.record());
  await expect(theirs.getByRole('main')).toContainText('Bruno Wayne');
  await expect(theirs.locator('body')).not.toContainText('Batman');

  const decide = async () => {
    await page.goto(paths.adminUsers());
    await page.getByRole('link', { name: 'Decide on the correction for Bruno Wayne' }).click();
  };
  await decide();
  await page.getByLabel('Why not').fill('Not the name in your passport.');
  await page.getByRole('button', { name: 'Decline' }).click();
  await theirs.locator('.user-menu summary').click();
  await theirs.getByRole('link', { name: 'Your account' }).click();
  await expect(theirs.getByText('Not corrected')).toBeVisible();
  await expect(theirs.getByText('Not the name in your passport.')).toBeVisible();
  await theirs.getByLabel('Name as it should stand on your record').fill('=Bruno Wáyne');
  await theirs.getByLabel('E-mail address to sign in with').fill('b.wayne@class.test');
  await theirs.getByLabel('Why', { exact: true }).fill('Married in May');
  await theirs.getByRole('button', { name: 'Ask for the correction' }).click();
  await expect(theirs.getByText('Waits for a decision')).toBeVisible();

  await decide();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('=Bruno Wáyne');
  await expect(page.getByLabel('E-mail address')).toHaveValue('b.wayne@class.test');
  await page.getByLabel('Reason').fill('Certificate seen');
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.getByRole('link', { name: 'What was done to this account' }).click();
  const event = page.getByRole('row').filter({ hasText: 'Certificate seen' });
  await expect(event).toContainText('Wanda Achebe');
  await expect(event).toContainText('=Bruno Wáyne');
  await expect(event).toContainText('b.wayne@class.test');

  await theirs.goto(paths.record());
  await expect(theirs.getByRole('main')).toContainText('=Bruno Wáyne');
  await theirs.context().close();

  // A spreadsheet that opens the export gets a text, not a formula.
  await page.context().clearCookies();
  await signIn(page, 'instructor@demo.test');
  const csv = await page.request.get(paths.cohortExport('demo-2026-a'));
  expect(await csv.text()).toMatch(/^'=Bruno Wáyne,b\.wayne@class\.test,/m);
});
