import AxeBuilder from '@axe-core/playwright';
import { paths } from '#app/paths.ts';
import { listCourseFiles, readItems } from '#tests/support/answer-key.ts';
import { answerAll, answerChecks, playConversations, signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url, javaScriptEnabled: false });

const { course, modules } = listCourseFiles();

test('a cadet walks the whole course without JavaScript, and axe finds nothing on its lessons', async ({
  page,
}) => {
  test.setTimeout(900_000);
  await signIn(page, 'cadet@demo.test');
  let lessons = 0;
  for (const { id, quiz, lessons: files } of modules) {
    for (const { id: lesson, file } of files) {
      await page.goto(paths.lesson(course, lesson));
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
      expect({ lesson, found }).toEqual({ lesson, found: [] });
      await answerChecks(page, file);
      expect({ lesson, played: await playConversations(page) }).toEqual({ lesson, played: 1 });
      const finish = page.getByRole('button', { name: 'I have read to the end' });
      if (await finish.isVisible()) await finish.click();
      lessons += 1;
    }
    await page.goto(paths.quiz(course, id));
    await page.getByRole('button', { name: 'Start the quiz' }).click();
    const count = await answerAll(page, 'right', readItems(quiz));
    await page.getByRole('button', { name: /^save/i }).click();
    await expect(page.getByText(`${count} of ${count} answered`).first()).toBeVisible();
    await page.getByRole('button', { name: /^submit/i }).click();
    await expect(page).toHaveURL(/result$/);
    await expect(page.locator('.score')).toContainText('100%');
  }
  expect(lessons).toBe(23);
  await page.goto(paths.course(course));
  await expect(page.locator('main')).toContainText('23 of 23 lessons');
});
