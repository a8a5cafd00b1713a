import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectFits } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const page = paths.adminDesign();

test('every part is on the page of parts; its pictures are taken light and dark, wide and narrow', async ({
  browser,
  baseURL,
}) => {
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        baseURL,
        colorScheme,
        viewport: { width, height: 900 },
      });
      const tab = await context.newPage();
      await signIn(tab, 'admin@demo.test');
      await tab.goto(page);
      await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Design');
      await expectFits(tab, page);
      await tab.screenshot({
        path: `test-results/design-${width}-${colorScheme}.png`,
        fullPage: true,
      });
      await context.close();
    }
  }
});

test('a form that takes long says so at its button', async ({ page: tab }) => {
  await signIn(tab, 'admin@demo.test');
  await tab.goto(paths.account());
  let give = () => {};
  const answer = new Promise<void>((resolve) => {
    give = resolve;
  });
  await tab.route('**/account', async (route) => {
    if (route.request().method() === 'POST') await answer;
    await route.fulfill({ status: 204 });
  });
  const button = tab.getByRole('main').locator('form[method=post] button[type=submit]').first();
  await button.click({ noWaitAfter: true });
  await expect(button).toHaveAttribute('aria-busy', 'true');
  give();
});
