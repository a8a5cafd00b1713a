import { paths } from '#app/paths.ts';
import { firstModule, listModuleFiles } from '#tests/support/answer-key.ts';
import { answerAll, answerChecks, playConversations, signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, module, lessons } = firstModule;
const files = listModuleFiles();

test.use({ javaScriptEnabled: false });
test.describe.configure({ mode: 'serial' });

test('the whole main job without JavaScript', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  for (const [index, lesson] of lessons.entries()) {
    await page.goto(paths.lesson(course, lesson));
    await answerChecks(page, files.lessons[index] ?? '');
    expect(await playConversations(page)).toBe(1);
    const finish = page.getByRole('button', { name: 'I have read to the end' });
    if (await finish.isVisible()) await finish.click();
  }
  const note = page.locator('textarea').first();
  await note.fill('A note of mine.');
  await page.getByRole('button', { name: /save/i }).first().click();
  await expect(page.locator('textarea').first()).toHaveValue('A note of mine.');

  await page.goto(paths.quiz(course, module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  const address = page.url();

  // Submitting what is not finished names the numbers and keeps what was chosen.
  await page.locator('fieldset input[type=radio]').first().check();
  await page.getByRole('button', { name: /^submit/i }).click();
  await expect(page.getByText(/items? unanswered|unanswered: /i).first()).toBeVisible();

  await page.goto(address);
  const count = await answerAll(page);
  await page.getByRole('button', { name: /^save/i }).click();
  await expect(page.getByText(`${count} of ${count} answered`).first()).toBeVisible();
  await page.getByRole('button', { name: /^submit/i }).click();
  await expect(page).toHaveURL(/result$/);
  await page.goto(paths.lesson(course, lessons[2]));
  await expect(page.locator('#lesson-standing')).toContainText('You completed it');
});

test('the instructor reads, filters and sorts the grid without JavaScript', async ({ page }) => {
  await signIn(page, 'instructor@demo.test');
  await page.goto(paths.cohort('demo-2026-a'));
  await page.getByLabel('Name or e-mail').fill('Moreau');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('row', { name: /Alex Moreau/ })).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(1);
});
