import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { TimedAcademy } from '#tests/support/timed-academy.ts';
import { addPageData, pages } from './accessible-pages.ts';
import { expect, test } from './fixtures.ts';
import { timedQuiz } from './timed-fixtures.ts';

/** Words that no line of a phone holds, wherever an item shows words: they break, and nothing is pushed off the screen. */

test.use({ academyOf: import.meta.url });

const long = 'Donaudampfschifffahrtsgesellschaftskapitaen';
const url =
  'https://www.example.org/procedures/night-shift/communication?step=summarise&edition=2026';

/** Puts a long word into every part of every item. */
function lengthen(text: string): string {
  return text
    .replaceAll('Leniency', `${long}sleniency`)
    .replaceAll('| Voice |', `| ${long} |`)
    .replaceAll('"Take your time, I am listening."', `"${long}."`)
    .replaceAll('You name the feeling you see', long)
    .replaceAll('5. Summarise', `5. ${url}`)
    .replaceAll('± 0.5 calls', `± 0.5 ${long.toLowerCase()}`)
    .replaceAll('| restat*', `| ${long.toLowerCase()}`)
    .replaceAll('Rating: Not at all sure', `Rating: ${long.slice(0, 36)}`)
    .replaceAll('Yes: the person can correct it.', `Yes: ${url}`)
    .replaceAll('> Paraphrasing: your words', `> ${long}: your words`)
    .replaceAll('At the window (', `${long} (`)
    .replaceAll('How sure are you', `${long}: how sure are you`);
}

/** A word of 94 letters, where people and academies write names, titles and reasons. */
const longest = long.repeat(3).slice(0, 94);

const at = '2026-11-01T12:00:00.000+00:00';
const voidedLesson = {
  kind: 'completion-voided',
  lesson: longest,
  courseId: firstModule.course,
  lessonId: firstModule.lessons[0],
  by: longest,
  reason: longest,
};

/** What makes every name, title and summary long that is stored of the demo academy, and a reason of each kind. */
const lengthening = [
  `UPDATE "User" SET "name" = @word || "name"`,
  `UPDATE "User" SET "email" = @word || '.' || "email" WHERE "id" GLOB 'demo-cadet-*'`,
  `UPDATE "Cohort" SET "name" = @word || "id"`,
  `UPDATE "ContentItem" SET "title" = @word`,
  `UPDATE "ContentRevision" SET "title" = @word, "bodyJson" =
    json_set("bodyJson", '$.frontmatter.title', @word, '$.frontmatter.summary', @word)`,
  // So that the cadet who signs in has a record.
  `UPDATE "Completion" SET "userId" = 'demo-cadet' WHERE "userId" = 'demo-cadet-5'
    AND "lessonId" <> '${firstModule.lessons[0]}'`,
  `UPDATE "Attempt" SET "userId" = 'demo-cadet' WHERE "userId" = 'demo-cadet-5'`,
  `UPDATE "Completion" SET "voidReason" = @word, "voidedById" = 'demo-instructor', "voidedAt" = @at
    WHERE "id" IN (SELECT MAX("id") FROM "Completion" WHERE "id" <> 'of-earlier' GROUP BY "userId")`,
  `UPDATE "Attempt" SET "status" = 'voided', "voidReason" = @word, "voidedById" = 'demo-instructor',
    "voidedAt" = @at WHERE "id" IN (SELECT MAX("id") FROM "Attempt"
      WHERE "status" = 'submitted' AND "userId" <> 'demo-cadet-2' GROUP BY "userId")`,
  `INSERT INTO "Notice"
    ("id", "userId", "kind", "subjectType", "subjectId", "textJson", "createdAt")
    VALUES ('long', 'demo-cadet', 'completion-voided', 'completion', 'x', @notice, @at)`,
  `INSERT INTO "Correction" ("id", "userId", "name", "reason")
    VALUES ('long', 'demo-cadet', @word, @word)`,
  `INSERT INTO "AuditEvent"
    ("at", "actorId", "action", "subjectType", "subjectId", "beforeJson", "afterJson")
    VALUES (@at, 'demo-instructor', 'void-completion', 'completion', @word, @notice, @notice)`,
  `INSERT INTO "Invitation" ("id", "name", "email", "rolesJson", "expiresAt", "createdById")
    VALUES ('long', @word, @word || '@academy.test', '["cadet"]', '2099' || substr(@at, 5),
      'demo-admin')`,
];

function lengthenRecords(file: string): void {
  const database = new Database(file, { timeout: 10_000 });
  const values = { word: longest, at, notice: JSON.stringify(voidedLesson) };
  for (const statement of lengthening) database.prepare(statement).run(values);
  database.close();
}

/** That a page is not too wide: on a phone, in a narrow window, and on a tablet, where labels stand side by side. */
async function expectFits(page: Page, what: string): Promise<void> {
  for (const width of [390, 320, 700]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect
      .soft({ what, width, overflow: Math.max(0, overflow) })
      .toEqual({ what, width, overflow: 0 });
  }
}

test('long words break in checks, attempts, results and previews', async ({ browser }) => {
  const academy = await TimedAcademy.start(lengthen);
  const context = await browser.newContext({ baseURL: academy.url });
  const page = await context.newPage();
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.lesson('item-types', 'every-check'));
  await expect(page.getByRole('button', { name: /^Move up/ }).first()).toBeVisible();
  await expectFits(page, 'checks');
  for (const check of await page.locator('.check').all()) {
    const id = (await check.getAttribute('id')) ?? '';
    const first = page.locator(`[id="${id}"]`).locator('input:not([type=hidden])').first();
    if (id.includes('number')) await first.fill('1');
    else if (id.includes('text')) await first.fill(long);
    else if (id.includes('match'))
      for (const list of await check.getByRole('combobox').all())
        await list.selectOption({ index: 1 });
    else if (id.includes('order')) await check.getByText('Keep this order').click();
    else await first.check();
    await check.getByRole('button', { name: 'Check my answer' }).click();
    await expect(check.getByRole('button', { name: 'Check again' })).toBeVisible();
  }
  await expectFits(page, 'checks that were answered');

  await page.goto(timedQuiz);
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await expect(page.getByRole('button', { name: /^Move up/ }).first()).toBeVisible();
  await expectFits(page, 'attempt');
  await page.locator('#item-quiz-text input').fill(long);
  await page.locator('#item-quiz-number input').fill(long);
  for (const list of await page.locator('#item-quiz-match').getByRole('combobox').all())
    await list.selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Keep this order' }).click();
  await page.locator('#item-quiz-multiple input').nth(1).check();
  await expect(page.locator('#attempt-summary')).toHaveText('5 of 9 answered, all saved');
  await expectFits(page, 'attempt with answers');
  const attempt = page.url().split('/').at(-1) ?? '';
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByRole('button', { name: /^Submit without/ }).click();
  await expect(page).toHaveURL(/result$/);
  await expectFits(page, 'result');

  await context.clearCookies();
  await signIn(page, 'instructor@demo.test');
  for (const where of [paths.attemptReview(attempt), paths.waitingAnswers()]) {
    await page.goto(where);
    await expectFits(page, where);
  }
  await context.clearCookies();
  await signIn(page, 'author@demo.test');
  const file = 'item-types/01-all-types/quiz.mdx';
  for (const view of [undefined, 'keys', 'attempt'] as const) {
    await page.goto(paths.preview(file, view && { view }));
    await expectFits(page, `preview ${view}`);
  }
  await context.close();
  await academy.remove();
});

test('long names, titles and reasons break on every page that shows what is stored', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const academy = await AcademyServer.start();
  addPageData(academy);
  await academy.end('SIGTERM');
  lengthenRecords(join(academy.folder, 'rapport.db'));
  await academy.run();
  for (const [who, opened] of Object.entries(pages)) {
    if (who === 'nobody') continue;
    const context = await browser.newContext({ baseURL: academy.url });
    const page = await context.newPage();
    await signIn(page, who);
    for (const { address, status } of opened) {
      const answer = await page.goto(address);
      expect({ address, status: answer?.status() }).toEqual({ address, status });
      await page.evaluate(() => {
        for (const folded of document.querySelectorAll('main details'))
          folded.setAttribute('open', '');
      });
      await expectFits(page, address);
    }
    await context.close();
  }
  await academy.remove();
});
