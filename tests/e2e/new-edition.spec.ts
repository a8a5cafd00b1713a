import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** A lesson whose law changes after cadets have completed it. */

test.use({ academyOf: import.meta.url, fixture: 'short-course' });

const course = 'short-course';
const lesson = 'asking-first';
const cadet = 'Alex Moreau';

test('is said wherever its reader comes by, a click from the difference, until it is read again', async ({
  page,
  browser,
  academy,
}) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.lesson(course, lesson));
  const standing = page.locator('#lesson-standing');
  await standing.scrollIntoViewIfNeeded();
  await expect(standing).toContainText('You completed it');

  await academy.edit(`${course}/01-reading/01-asking-first.mdx`, (text) =>
    text
      .replace('two years', 'five years')
      .replace('minutes:', 'edition: 2\nchange: legal\nminutes:'),
  );
  const teacher = await (await browser.newContext({ baseURL: academy.url })).newPage();
  await signIn(teacher, 'instructor@demo.test');
  await teacher.goto(paths.teach({ show: 'rereads' }));
  await expect(teacher.getByRole('row', { name: new RegExp(cadet) })).toContainText('1 lesson');

  for (const place of [paths.learn(), paths.course(course)]) {
    await page.goto(place);
    const told = page.locator('.notice', { hasText: 'To be read again' });
    await expect(told).toContainText('1.1 Asking first: law or policy has changed.');
    await told.getByRole('link', { name: 'What changed in Asking first' }).click();
    await expect(page).toHaveURL(paths.lessonChanges(course, lesson));
  }
  await expect(page.getByRole('deletion')).toContainText(['two']);
  await expect(page.getByRole('insertion')).toContainText(['five']);

  await page.goto(paths.lesson(course, lesson));
  const told = page.locator('.notice', { hasText: 'Law or policy has changed' }).first();
  await expect(told).toBeInViewport();
  await expect(told).toContainText('Read this edition to the end as well');
  await told.getByRole('link', { name: 'See what changed' }).click();
  await expect(page).toHaveURL(paths.lessonChanges(course, lesson));

  await teacher.goto(paths.cohort('demo-2026-a', { course }));
  await teacher.getByLabel('Show', { exact: true }).selectOption('New edition not read yet');
  await teacher.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(teacher.getByText('Showing 1 of 40 cadets')).toBeVisible();

  await page.goto(paths.lesson(course, lesson));
  await standing.scrollIntoViewIfNeeded();
  await expect(standing).not.toContainText('Law or policy has changed');
  await page.goto(paths.learn());
  await expect(page.getByText('To be read again')).toHaveCount(0);
  await teacher.reload();
  await expect(teacher.getByText('No cadet fits this filter')).toBeVisible();
  await teacher.context().close();
});
