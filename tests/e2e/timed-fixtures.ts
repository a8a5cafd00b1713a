import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { TimedAcademy } from '#tests/support/timed-academy.ts';
import { test as base, expect } from './fixtures.ts';

/** `test` on an academy of its own for each spec file, which has a timed quiz with an item of each type. */
export const test = base.extend<object, { timed: TimedAcademy }>({
  timed: [
    async ({ academyOf: _file }, use) => {
      const timed = await TimedAcademy.start();
      await use(timed);
      await timed.remove();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ timed }, use) => use(timed.url),
});

export { expect };

/** The page of the quiz. */
export const timedQuiz = paths.quiz('item-types', 'all-types');

/** Opens the quiz and its attempt, a new one or the one under way, with a script. @returns the attempt's id */
export async function openTimedAttempt(page: Page): Promise<string> {
  await page.goto(timedQuiz);
  await page.getByRole('button', { name: /Start the quiz|Go on with your attempt/ }).click();
  await expect(page.getByRole('timer')).toHaveText(/\d:\d\d/);
  return page.url().split('/').at(-1) ?? '';
}
