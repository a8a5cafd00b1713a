import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** A quiz of one scored question beside two ratings: ratings are asked, and neither drawn nor counted. */

test.use({ academyOf: import.meta.url, fixture: 'short-course' });

const course = 'short-course';
const quiz = paths.quiz(course, 'mostly-ratings');
const nothing = /\b0 of 0\b|100\s?%/;

test('an attempt without a point to earn is passed on every page, and nowhere “0 of 0”', async ({
  page,
  browser,
  academy,
}) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(quiz);
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  // The one scored question is drawn, whatever the seed, and both ratings stand beside it.
  await page.getByLabel('Leniency').check();
  for (const rating of await page.getByLabel('Fairly sure').all()) await rating.check();
  await expect(page.locator('#attempt-summary')).toHaveText('3 of 3 answered, all saved');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  const score = page.locator('.score');
  await expect(score).toContainText('0 of 1 point (0%); 80% needed');
  const result = page.url();

  // Its question is taken out: of this attempt, only ratings are left.
  await academy.edit(`${course}/02-mostly-ratings/quiz.mdx`, (text) =>
    text
      .replace('id="voice"', 'id="another"')
      .replace('passMark:', 'edition: 2\nchange: substantive\npassMark:'),
  );
  const teacher = await (await browser.newContext({ baseURL: academy.url })).newPage();
  await signIn(teacher, 'instructor@demo.test');
  await teacher.goto(paths.quizRegrade('mostly-ratings-quiz'));
  await teacher.getByLabel('How item 1 is graded').selectOption({
    label: 'Drop the item: out of the points for everyone who had it so',
  });
  await teacher.getByRole('button', { name: 'Show what this does' }).click();
  await expect(teacher.getByRole('row', { name: 'Alex Moreau' })).toContainText(
    'no points to earn',
  );
  await teacher.getByLabel('Reason').fill('Two of its answers were right.');
  await teacher.getByRole('button', { name: 'Apply to 1 attempt' }).click();
  await expect(teacher.getByRole('status')).toContainText('Applied');

  const passed: [address: string, words: string][] = [
    [result, 'You passed.'],
    [quiz, 'You have passed this quiz'],
    [paths.learn(), 'You have passed.'],
    [paths.record(), 'Passed'],
  ];
  for (const [address, words] of passed) {
    await page.goto(address);
    const main = page.getByRole('main');
    await expect(main).toContainText(words);
    await expect(main).toContainText('no points to earn');
    await expect(main).not.toContainText(nothing);
  }
  await teacher.goto(paths.cadet('demo-2026-a', 'demo-cadet', course));
  await expect(teacher.getByText('Attempt 1: submitted, no points to earn, passed')).toBeVisible();
  await teacher.context().close();
});
