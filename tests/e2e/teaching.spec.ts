import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import type { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** Those who teach: the ways from Teach to what they teach and to what waits for them, and reading without a trace. */

test.use({ academyOf: import.meta.url, ownContent: true });

const { course, module, lessons } = firstModule;
const quiz = `${module}-quiz`;
const courseTitle = 'Communication, empathy and trust';

const records = ['LessonProgress', 'CheckAnswer', 'Reflection', 'Completion', 'Attempt'];

/** How many rows there are of each record that reading could make. */
const countRecords = (academy: AcademyServer) =>
  academy.inDatabase((database) =>
    records.map((table) => database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()),
  );

async function openFromTeach(page: Page, lesson: RegExp): Promise<void> {
  await page.goto(paths.teach());
  await page.getByRole('link', { name: 'Courses and quizzes' }).click();
  await expect(page).toHaveURL(paths.taughtCourses());
  await page.getByRole('link', { name: courseTitle }).click();
  await page.getByRole('link', { name: lesson }).click();
  await expect(page.getByText('You read this as a teacher')).toBeVisible();
}

for (const who of ['instructor@demo.test', 'admin@demo.test']) {
  test(`${who} reads a lesson from its title in Teach, with keys when asked, and leaves no record`, async ({
    page,
    academy,
  }) => {
    await signIn(page, who);
    const before = countRecords(academy);
    await openFromTeach(page, /Four habits of fair process/);
    await expect(page).toHaveURL(paths.taughtLesson(course, lessons[1]));
    await expect(page.getByText('Misconception:')).toHaveCount(0);
    const check = page
      .locator('.check')
      .filter({ has: page.getByRole('radio') })
      .first();
    await check.getByRole('radio').first().check();
    await check.getByRole('button', { name: 'Check my answer' }).click();
    await expect(page.locator('.check .feedback').first()).toBeVisible();
    await page.getByRole('link', { name: 'With keys and feedback' }).click();
    await expect(page.getByText('Misconception:').first()).toBeVisible();
    await page.getByRole('link', { name: 'As cadets see it' }).click();
    await expect(page.getByText('Misconception:')).toHaveCount(0);
    await page.locator('#lesson-standing').scrollIntoViewIfNeeded();
    await expect(page.locator('#lesson-standing')).toContainText(
      'Nothing is recorded of your reading',
    );
    // A cadet’s address, sent on by somebody, leads to the teacher’s page of the same lesson.
    await page.goto(paths.lesson(course, lessons[1]));
    await expect(page).toHaveURL(paths.taughtLesson(course, lessons[1]));
    expect(countRecords(academy)).toEqual(before);
  });
}

test('each link of a quiz’s row leads where it says, in the course and in the list of courses', async ({
  page,
}) => {
  await signIn(page, 'instructor@demo.test');
  const ways = [
    ['Module 1 quiz', paths.quizQuestions(quiz)],
    ['Statistics', paths.quizStatistics(quiz)],
    ['Regrade', paths.quizRegrade(quiz)],
  ] as const;
  const rows = [
    [paths.taughtCourse(course), 'listitem'],
    [paths.taughtCourses(), 'row'],
  ] as const;
  for (const [list, role] of rows) {
    for (const [name, leadsTo] of ways) {
      await page.goto(list);
      const row = page.getByRole(role).filter({ hasText: 'Module 1 quiz' });
      // A link under another one is never clicked: not a wait as long as the test.
      await row.getByRole('link', { name }).click({ timeout: 20_000 });
      await expect(page).toHaveURL(leadsTo);
    }
  }
});

test('the grid’s heads lead to lessons and statistics, and Teach to the answers to be read', async ({
  page,
}) => {
  await signIn(page, 'instructor@demo.test');
  const head = page.locator('progress-grid thead');
  await page.getByRole('link', { name: 'Demo 2026-A' }).click();
  await head.getByRole('link', { name: 'Four habits of fair process' }).click();
  await expect(page).toHaveURL(paths.taughtLesson(course, lessons[1]));
  await page.goBack();
  await head.getByRole('link', { name: 'Module 1 quiz' }).click();
  await expect(page).toHaveURL(paths.quizStatistics(quiz));
  await page.getByRole('link', { name: 'Teach', exact: true }).click();
  await page.getByRole('link', { name: 'Answers to read' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Answers to read');
});

test('a changed key waits in Teach as a decision, until it is made', async ({ page, academy }) => {
  await academy.edit(`${course}/01-${module}/quiz.mdx`, (text) =>
    text
      .replace('[x] Cooperation right now', '[ ] Cooperation right now')
      .replace('[ ] Trust in the officer', '[x] Trust in the officer')
      .replace(/^edition: (\d+)$/m, (_line, edition) => `edition: ${Number(edition) + 1}`),
  );
  await signIn(page, 'instructor@demo.test');
  await page.goto(paths.teach());
  const work = page.getByText('The key of Module 1 quiz changed');
  await work.getByRole('link', { name: /^decide what it means/ }).click();
  await expect(page).toHaveURL(paths.quizRegrade(quiz));
  await expect(page.getByText('its key was changed')).toBeVisible();
  // Whoever chose what was right falls by the new key: some did, whatever the demo's cadets answered.
  await page.getByLabel('Scores that would fall').selectOption('fall; a pass may be lost');
  await page.getByRole('button', { name: 'Show what this does' }).click();
  await page.getByLabel('Reason').fill('Staying would have cost her the bus, not her trust.');
  await page.getByRole('button', { name: /^Apply to \d+ attempts?$/ }).click();
  await expect(page.getByRole('status')).toContainText('Applied');
  await page.goto(paths.teach());
  await expect(page.getByRole('link', { name: 'Demo 2026-A' })).toBeVisible();
  await expect(work).toHaveCount(0);
});
