import { createHash } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { paths } from '#app/paths.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { invitationToken, pages } from './accessible-pages.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, module, lessons } = firstModule;

test.beforeAll(({ academy }) => {
  const id = createHash('sha256').update(invitationToken).digest('hex');
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString().replace('Z', '+00:00');
  academy.inDatabase((database) =>
    database
      .prepare(
        `INSERT INTO "Invitation" ("id", "rolesJson", "expiresAt") VALUES (?, '["cadet"]', ?)`,
      )
      .run(id, expiresAt),
  );
  // An edition of before, which the cadet completed: a difference to show to them and to those who teach it.
  const [earlier, lesson, at] = ['an-earlier-edition', lessons[0], '2026-01-01T00:00:00.000+00:00'];
  const columns = '"kind", "contentId", "edition", "title", "source", "bodyJson", "keyJson"';
  academy.inDatabase((database) => {
    database
      .prepare(
        `INSERT INTO "ContentRevision" ("id", ${columns})
          SELECT ?, "kind", "contentId", 1, "title", "source", replace("bodyJson", 'the ', 'a '), "keyJson"
          FROM "ContentRevision" WHERE "id" =
            (SELECT "revisionId" FROM "ContentItem" WHERE "contentId" = ?)`,
      )
      .run(earlier, lesson);
    database
      .prepare(`INSERT INTO "Release" ("contentId", "revisionId", "at") VALUES (?, ?, ?)`)
      .run(lesson, earlier, at);
    return database
      .prepare(
        `INSERT INTO "Completion" ("id", "userId", "lessonId", "revisionId", "completedAt", "minutes",
          "activeSeconds", "ruleJson") VALUES ('of-earlier', 'demo-cadet', ?, ?, ?, 35, 2100, '{}')`,
      )
      .run(lesson, earlier, at);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [who, opened] of Object.entries(pages)) {
    test(`axe finds nothing on the pages of ${who}, ${colorScheme}`, async ({
      browser,
      baseURL,
    }) => {
      test.setTimeout(60_000 * (1 + opened.length));
      const context = await browser.newContext({ baseURL, colorScheme });
      const page = await context.newPage();
      if (who !== 'nobody') await signIn(page, who);
      for (const { address, status } of opened) {
        const answer = await page.goto(address);
        expect({ address, status: answer?.status() }).toEqual({ address, status });
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        expect({ address, found }).toEqual({ address, found: [] });
      }
      await context.close();
    });
  }
}

test('axe finds nothing on an attempt and its result, light and dark', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.quiz(course, module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  const submit = page.getByRole('button', { name: 'Submit', exact: true });
  const anyway = page.getByRole('button', { name: /^Submit without/ });
  const steps = [
    { step: 'open', isShown: () => expect(submit).toBeVisible(), next: submit },
    { step: 'asks to confirm', isShown: () => expect(anyway).toBeVisible(), next: anyway },
    { step: 'result', isShown: () => expect(page).toHaveURL(/result$/), next: null },
  ];
  for (const { step, isShown, next } of steps) {
    await isShown();
    for (const colorScheme of ['light', 'dark'] as const) {
      // Without motion, as colors that fade from one theme to the other have any contrast on the way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect({ step, colorScheme, found }).toEqual({ step, colorScheme, found: [] });
    }
    await next?.click();
  }
});

test('pages fit a phone and a narrow window, and a cold lesson page is small', async ({
  browser,
  baseURL,
}) => {
  for (const width of [320, 390]) {
    const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await signIn(page, 'cadet@demo.test');
    for (const { address } of pages['cadet@demo.test'] ?? []) {
      await page.goto(address);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ address, width, overflow }).toEqual({
        address,
        width,
        overflow: Math.min(overflow, 0),
      });
    }
    await context.close();
  }

  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, 'cadet@demo.test');
  const cookies = await context.cookies();
  await context.close();
  const cold = await browser.newContext({ baseURL, storageState: { cookies, origins: [] } });
  const fresh = await cold.newPage();
  const sizes: number[] = [];
  const client = await cold.newCDPSession(fresh);
  await client.send('Network.enable');
  client.on('Network.loadingFinished', (event) => sizes.push(event.encodedDataLength));
  await fresh.goto(paths.lesson(course, lessons[1]), { waitUntil: 'networkidle' });
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(`cold lesson page: ${bytes} bytes in ${sizes.length} requests\n`);
  expect(bytes).toBeLessThan(100_000);
  expect(sizes.length).toBeLessThanOrEqual(10);
  await cold.close();
});
