import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { firstModule, listModules, readItems } from '#tests/support/answer-key.ts';
import { answerAll, answerChecks, playConversations, signIn } from '#tests/support/cadet.ts';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url, javaScriptEnabled: false, actionTimeout: 20_000 });

const { course } = firstModule;

// `AXE=all` looks at every lesson, a minute and a half more; else at one of each module, the page of every other kind too.
const looksAtAll = process.env.AXE === 'all';

/** Opens the page in a browser with scripts, as axe is one, and looks at it there. */
async function expectClean(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expectAccessible(page);
}

test('a cadet walks the whole course without JavaScript; axe finds nothing on the way', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(900_000);
  await signIn(page, 'cadet@demo.test');
  const cookies = await page.context().cookies();
  const storageState = { cookies, origins: [] };
  const scripted = await browser.newContext({ baseURL, storageState, javaScriptEnabled: true });
  const look = await scripted.newPage();
  let lessons = 0;
  for (const { id, quiz, lessons: files } of listModules()) {
    for (const [index, { id: lesson, file }] of files.entries()) {
      await page.goto(paths.lesson(course, lesson));
      await answerChecks(page, file);
      expect({ lesson, played: await playConversations(page) }).toEqual({ lesson, played: 1 });
      const finish = page.getByRole('button', { name: 'I have read to the end' });
      if (await finish.isVisible()) await finish.click();
      if (looksAtAll || index === 0) await expectClean(look, paths.lesson(course, lesson));
      lessons += 1;
    }
    await expectClean(look, paths.practical(course, id));
    await page.goto(paths.quiz(course, id));
    await page.getByRole('button', { name: 'Start the quiz' }).click();
    const count = await answerAll(page, 'right', readItems(quiz));
    await page.getByRole('button', { name: /^save/i }).click();
    await expect(page.getByText(`${count} of ${count} answered`).first()).toBeVisible();
    await page.getByRole('button', { name: /^submit/i }).click();
    await expect(page).toHaveURL(/result$/);
    await expect(page.locator('.score')).toContainText('100%');
    await expectClean(look, page.url());
  }
  expect(lessons).toBe(26);
  await page.goto(paths.course(course));
  await expect(page.locator('main')).toContainText('26 of 26 lessons');
  await expectClean(look, paths.course(course));
  await scripted.close();
});
