import { paths } from '#app/paths.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** A machine that others use: signing out leaves nothing of the person there, and what would be lost is named first. */

test.use({ academyOf: import.meta.url });

const lesson = paths.lesson(firstModule.course, firstModule.lessons.at(-1) ?? '');
const note = 'Only I may read this.';

test('a note that was not saved is named before it is deleted, and is gone afterwards', async ({
  page,
}) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(lesson);
  const heading = await page.locator('h1').textContent();
  const area = page.locator('reflect-note textarea').first();
  // The server is out of reach: what is typed stays in this browser.
  await page.route(`**${paths.lessonProgress()}`, (route) => route.abort());
  await area.fill(note);
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(kept).toContain(note);

  const signOut = async () => {
    await page.locator('.user-menu summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
  };
  page.once('dialog', async (dialog) => {
    expect(dialog.message()).toContain(`• your note in “${heading}”: “${note}”`);
    await dialog.dismiss();
  });
  await signOut();
  await expect(page).toHaveURL(lesson);
  expect(await kept()).toContain(note);

  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/login/);
  expect(await kept()).toBe('{}');
});
