import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

/** What A4 across leaves between margins of 12 mm, in CSS pixels. */
const paper = { width: 1031, height: 702 };

test('the printed grid has every column, and nothing lies over a cadet’s row', async ({ page }) => {
  await page.setViewportSize(paper);
  await signIn(page, 'instructor@demo.test');
  await page.goto(paths.cohort('demo-2026-a'));
  await page.emulateMedia({ media: 'print' });
  const grid = page.locator('table.grid');
  const cut = await grid.evaluate((table) => table.getBoundingClientRect().right - innerWidth);
  expect(cut).toBeLessThanOrEqual(0);
  const sticky = await grid.evaluate((table) =>
    [...table.querySelectorAll('th, td')].flatMap((cell) =>
      getComputedStyle(cell).position === 'sticky' ? [cell.textContent] : [],
    ),
  );
  expect(sticky).toEqual([]);
});
