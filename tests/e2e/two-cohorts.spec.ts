import type { Locator, Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { formatDay } from '#app/words/dates.ts';
import type { AcademyServer } from '#tests/support/academy-server.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** A cadet who has one course in two cohorts: every page goes by the same date. */

test.use({ academyOf: import.meta.url, fixture: 'short-course' });

const course = 'short-course';
const zone = 'America/Halifax';
const inDays = (count: number) => dayOf(new Date(Date.now() + count * 86_400_000), zone);

/** Dates of the course in the demo's cohort and in a second one; `ended`: the demo's is over. */
function setDates(academy: AcademyServer, demo: string, second: string, ended: boolean): void {
  academy.inDatabase((database) => {
    const run = (statement: string, ...values: (string | null)[]) =>
      database.prepare(statement).run(...values);
    run(`INSERT OR IGNORE INTO "Cohort" ("id", "name", "timeZone", "startsOn")
      VALUES ('evening', 'Evening class', '${zone}', '2026-01-05')`);
    run(`INSERT OR IGNORE INTO "Enrollment" ("id", "cohortId", "userId")
      VALUES ('evening', 'evening', 'demo-cadet')`);
    run(`INSERT OR IGNORE INTO "Assignment" ("id", "cohortId", "courseId", "timeZone")
      VALUES ('evening', 'evening', '${course}', '${zone}')`);
    run(`UPDATE "Assignment" SET "dueOn" = ? WHERE "id" = '${course}'`, demo);
    run(`UPDATE "Assignment" SET "dueOn" = ? WHERE "id" = 'evening'`, second);
    run(`UPDATE "Cohort" SET "endsOn" = ? WHERE "id" = 'demo-2026-a'`, ended ? inDays(-1) : null);
  });
}

/** Opens each page that tells when the course is due: all say one day, and none says the other. */
async function expectDay(page: Page, day: string, other: string): Promise<void> {
  const places: [address: string, part: Locator][] = [
    [paths.learn(), page.locator('.card', { hasText: 'A short course' })],
    [paths.course(course), page.getByRole('main')],
    [paths.lesson(course, 'saying-why'), page.getByRole('main')],
    [paths.quiz(course, 'mostly-ratings'), page.getByRole('main')],
  ];
  for (const [address, part] of places) {
    await page.goto(address);
    await expect(part).toContainText(formatDay(day));
    await expect(part).not.toContainText(formatDay(other));
    await expect(part).not.toContainText(/overdue|was due/i);
  }
}

test('Learn, the course, its lesson and its quiz say one date, and an ended cohort outranks none', async ({
  page,
  academy,
}) => {
  await signIn(page, 'cadet@demo.test');
  const [past, near, late] = [inDays(-2), inDays(3), inDays(20)];
  setDates(academy, late, past, false);
  await expectDay(page, late, past);
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await expect(page.locator('#attempt-summary')).toContainText('0 of 3 answered');

  setDates(academy, late, near, true);
  await expectDay(page, near, late);
});
