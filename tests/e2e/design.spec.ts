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
    await answer;
    await route.fulfill({ status: 204 });
  });
  const form = tab.getByRole('main').locator('form[method=post]').first();
  for (const field of await form.locator('input[required]').all())
    await field.fill('a long password');
  // Asked in the page itself: from outside it is out of reach while it waits for the next one.
  const busy = form.locator('button[type=submit]').evaluate(
    (button) =>
      new Promise<string | null>((resolve) => {
        const tell = () => resolve(button.getAttribute('aria-busy'));
        new MutationObserver(tell).observe(button, { attributeFilter: ['aria-busy'] });
      }),
  );
  await form.locator('button[type=submit]').click({ noWaitAfter: true });
  expect(await busy).toBe('true');
  give();
});
