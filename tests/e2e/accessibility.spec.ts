import { paths } from '#app/paths.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { addPageData, pages } from './accessible-pages.ts';
import { expectAccessibleInBothThemes, expectFits } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, module, lessons } = firstModule;

test.beforeAll(({ academy }) => addPageData(academy));

for (const [who, opened] of Object.entries(pages)) {
  test(`axe finds nothing on the pages of ${who}, light and dark`, async ({ page }) => {
    test.setTimeout(60_000 * (1 + opened.length));
    if (who !== 'nobody') await signIn(page, who);
    for (const { address, status } of opened) {
      const answer = await page.goto(address);
      expect({ address, status: answer?.status() }).toEqual({ address, status });
      await expectAccessibleInBothThemes(page, address);
    }
  });
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
    await expectAccessibleInBothThemes(page, step);
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
      await expectFits(page, address);
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
