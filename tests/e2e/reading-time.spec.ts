import type { Locator, Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** Certified minutes beside the time that was measured: who is asked about it, and a course that asks for more of it. */

test.use({ academyOf: import.meta.url, fixture: 'short-course' });
test.describe.configure({ mode: 'serial' });

const course = 'short-course';
const cadet = 'Alex Moreau';

/** Opens a lesson and goes to its end at once; the page has one second of words. */
async function hurryThrough(page: Page, lesson: string): Promise<Locator> {
  await page.goto(paths.lesson(course, lesson));
  const standing = page.locator('#lesson-standing');
  await standing.scrollIntoViewIfNeeded();
  await expect(standing).toContainText('You read to the end.');
  return standing;
}

test('a lesson ended in seconds is on record, and a question to the instructor', async ({
  page,
}) => {
  await signIn(page, 'cadet@demo.test');
  await expect(await hurryThrough(page, 'asking-first')).toContainText('You completed it');
  await page.goto(paths.record());
  const line = page.getByRole('row', { name: 'Asking first' });
  await expect(line).toContainText('20 min');
  await expect(line).toContainText('under 1 min');

  await page.context().clearCookies();
  await signIn(page, 'instructor@demo.test');
  await page.getByRole('link', { name: '1 hardly any time measured' }).first().click();
  const asked = page.getByRole('row', { name: new RegExp(cadet) });
  await expect(asked).toContainText('1 lesson');
  const needs = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'A short course' }) })
    .last();
  await needs.getByRole('link', { name: 'A short course' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption('Hardly any time measured');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('Showing 1 of 40 cadets')).toBeVisible();
  const shown = page.locator('progress-grid tbody').getByRole('row');
  await expect(shown).toHaveCount(1);
  await expect(shown).toContainText(cadet);
  await shown.getByRole('link', { name: cadet }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(cadet);
  await expect(page.getByRole('main')).toContainText('under 1 min');
});

test('with a least time, the end alone completes nothing: the page says how much is missing', async ({
  page,
  academy,
}) => {
  await academy.edit(`${course}/course.mdx`, (text) =>
    text.replace('rereadOn:', 'leastTime: 50\nrereadOn:'),
  );
  await signIn(page, 'cadet@demo.test');
  const standing = await hurryThrough(page, 'saying-why');
  await expect(standing).toContainText('One thing is still open.');
  await expect(standing).toContainText(
    'Spend 10 more minutes with this lesson: this course asks for at least 10 min, and 0 min were measured.',
  );
  await expect(standing).not.toContainText('You completed it');
  // What was completed before the course asked stays so.
  await page.goto(paths.lesson(course, 'asking-first'));
  await expect(standing).toContainText('You completed it');

  // Ten minutes later.
  academy.inDatabase((database) =>
    database
      .prepare(`UPDATE "LessonProgress" SET "activeSeconds" = 600 WHERE "lessonId" = ?`)
      .run('saying-why'),
  );
  await page.goto(paths.lesson(course, 'saying-why'));
  await expect(standing).toContainText('You completed it');
});
