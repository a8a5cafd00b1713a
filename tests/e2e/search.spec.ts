import { paths } from '#app/paths.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

/** The search by keyboard, without JavaScript, and on a phone. */

test.use({ academyOf: import.meta.url });

const { course, lessons } = firstModule;

test('by keyboard: a slash, a word, Enter, and on to the place in the lesson', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.learn());
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search' });
  await expect(field).toBeFocused();
  await page.keyboard.type('perspective / voice');
  await expect(field).toHaveValue('perspective / voice');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('voice');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(paths.search('voice'));
  const results = page.getByRole('region', { name: /^Lessons/ }).getByRole('link');
  await expect(results.first()).toBeVisible();
  await expect(page.locator('mark').first()).toHaveText(/^voice/i);
  const [target] = await results.evaluateAll((links) =>
    links.map((link) => link.getAttribute('href') ?? '').filter((href) => href.includes('#')),
  );
  await page.locator(`a[href="${target}"]`).press('Enter');
  await expect(page).toHaveURL(target ?? '');
  await expect(page.locator(`[id="${target?.split('#')[1]}"]`)).toBeInViewport();
});

test('a slash stays one where something is typed, and does nothing where nobody is signed in', async ({
  page,
}) => {
  await page.goto(paths.login());
  await page.keyboard.press('/');
  await expect(page).toHaveURL(paths.login());
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.search());
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('and/or');
  await expect(page.getByRole('searchbox')).toHaveValue('and/or');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const email of ['cadet', 'instructor', 'author', 'admin'].map((who) => `${who}@demo.test`))
    test(`${email} is one tap from the search, with its field ready`, async ({ page }) => {
      await signIn(page, email);
      await page.goto(paths.account());
      await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
      await expect(page.getByRole('searchbox')).toBeFocused();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(390);
    });

  test('a slash opens its page there', async ({ page }) => {
    await signIn(page, 'cadet@demo.test');
    await page.goto(paths.lesson(course, lessons[1]));
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an administrator finds a person, and reads on in one group', async ({ page }) => {
    await signIn(page, 'admin@demo.test');
    await page.goto(paths.adminAudit());
    await page.getByRole('searchbox', { name: 'Search' }).fill('demo');
    await page.getByRole('searchbox', { name: 'Search' }).press('Enter');
    const all = page.getByRole('link', { name: /^Show all \d+: people/ });
    const count = Number(/\d+/.exec((await all.textContent()) ?? '')?.[0]);
    expect(count).toBeGreaterThan(40);
    await all.click();
    const people = page.getByRole('region', { name: /^People/ }).getByRole('listitem');
    await expect(people).toHaveCount(count);
    await page.getByRole('link', { name: 'Search everywhere' }).click();
    await expect(page.getByRole('region')).not.toHaveCount(1);
    await page.getByRole('searchbox').fill('zzyzx quantum');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByRole('heading', { name: /Nothing found for/ })).toBeVisible();
  });
});
