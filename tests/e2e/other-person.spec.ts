import type { BrowserContext, Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** What cannot be saved: a tab was left open, and somebody else signed in beside it, or its session ended; or it is too long. */

test.use({ academyOf: import.meta.url });

const { course, lessons } = firstModule;
const lesson = paths.lesson(course, lessons.at(-1) ?? '');
const [owner, other] = ['cadet@demo.test', 'admin@demo.test'];

async function signOut(context: BrowserContext): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(paths.record());
  // A note that was not taken waits in this browser: it is named, and goes.
  tab.once('dialog', (dialog) => void dialog.accept());
  await tab.locator('.user-menu summary').click();
  await tab.getByRole('button', { name: 'Sign out' }).click();
  await expect(tab).toHaveURL(/login/);
  await tab.close();
}

async function signInBeside(context: BrowserContext, email: string): Promise<void> {
  const tab = await context.newPage();
  await signIn(tab, email);
  await tab.close();
}

async function signInHere(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('rapport-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('a check sent after the session ended comes back with its answer, and is not sent by itself', async ({
      page,
      context,
    }) => {
      await signIn(page, owner);
      await page.goto(lesson);
      const card = page
        .locator('.check')
        .filter({ has: page.locator('input') })
        .first();
      const id = await card.getAttribute('id');
      const chosen = page.locator(`#${id} input:not([type=hidden])`).nth(1);
      const before = await page.locator(`#${id} .feedback`).count();
      await chosen.check();
      await signOut(context);
      await card.getByRole('button', { name: /^Check/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'Nothing was saved: you are signed out',
      );
      await expect(page.getByText('Your session ended before you sent this')).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      await signInHere(page, owner);
      await expect(page).toHaveURL(`${lesson}#${id}`);
      await expect(page.locator(`#${id}`)).toBeInViewport();
      await expect(chosen).toBeChecked();
      await expect(page.locator(`#${id} .field-error`)).toContainText('Not sent yet');
      expect(await page.locator(`#${id} .feedback`).count()).toBeLessThanOrEqual(before);
      await page
        .locator(`#${id}`)
        .getByRole('button', { name: /^Check/ })
        .click();
      await expect(page.locator(`#${id} .feedback`).first()).toBeVisible();
    });

    test('a note typed in the page of one person is stored for no other', async ({
      page,
      context,
    }) => {
      const text = `Only mine, ${javaScriptEnabled ? 'with' : 'without'} scripts: “quoted”`;
      await signIn(page, owner);
      await page.goto(lesson);
      const note = page.locator('.reflect textarea').first();
      const save = page.locator('.reflect').first().getByRole('button', { name: 'Save note' });
      await signOut(context);
      await signInBeside(context, other);
      await note.fill(text);
      await save.click();
      if (javaScriptEnabled) {
        // The page saves as one types: it stays, and says it at the note.
        await expect(page.locator('.reflect .save-state').first()).toContainText(
          'this page was made for somebody else, and Wanda Achebe is signed in now',
        );
        await expect(note).toHaveValue(text);
        await signOut(context);
        await signInBeside(context, owner);
        await save.click();
        await expect(page.locator('.reflect .save-state').first()).toContainText(/^Saved/);
      } else {
        await expect(page.getByText('You are signed in as Wanda Achebe')).toBeVisible();
        await expect(page.getByLabel('What you typed, 1 of 1')).toHaveValue(text);
        await signInHere(page, owner);
        await expect(note).toHaveValue(text);
        await expect(page.locator('.reflect .field-error').first()).toContainText('Not sent yet');
        await save.click();
      }
      await page.goto(lesson);
      await expect(note).toHaveValue(text);
    });

    test('what one person typed is not for another who signs in', async ({ page, context }) => {
      await signIn(page, other);
      await page.goto(paths.adminCohorts());
      await page.getByLabel('Name', { exact: true }).fill('Class of autumn');
      await signOut(context);
      await page.getByRole('button', { name: 'Make the cohort' }).click();
      await expect(page.getByText('Your session ended before you sent this')).toBeVisible();
      await signInHere(page, owner);
      await expect(page.getByText('What was typed before is gone')).toBeVisible();
      await page.getByRole('link', { name: 'Go to my page' }).click();
      await expect(page).toHaveURL(paths.learn());
    });
  });
}

test('a note far beyond its limit is told by how much, and is saved once it is shortened', async ({
  page,
}) => {
  await signIn(page, owner);
  await page.goto(lesson);
  const note = page.locator('.reflect').first();
  const field = note.locator('textarea');
  await field.fill('x'.repeat(80_000));
  await expect(note.locator('.save-state')).toHaveText(/70,000 characters too long/);
  await field.fill('Short');
  await expect(note.locator('.save-state')).toHaveText(/^Saved/);
});

test('what is typed in a note before its script has come is saved as well', async ({ page }) => {
  await signIn(page, owner);
  let letCome = () => {};
  const wait = new Promise<void>((come) => {
    letCome = come;
  });
  await page.route('**/lesson-elements*.js', async (route) => {
    await wait;
    await route.continue();
  });
  await page.goto(lesson, { waitUntil: 'domcontentloaded' });
  const note = page.locator('.reflect').first();
  await note.locator('textarea').fill('Typed at once');
  // Not the words: a note saved earlier says "Saved" from the start.
  const saved = page.waitForResponse((reply) => reply.request().method() === 'POST' && reply.ok());
  letCome();
  await saved;
  await page.reload();
  await expect(note.locator('textarea')).toHaveValue('Typed at once');
});
