import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose verdict hangs on colors: all that a second theme can break, as the page is otherwise the same. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** Another document within the page, which is looked at on its own. */
const framed = '#preview-frame';

async function listFaults(page: Page, rules: { tags: string[] } | { rules: string[] }) {
  // In the page itself: else axe opens a second page in each round to put its findings together.
  const axe = new AxeBuilder({ page }).exclude(framed).setLegacyMode();
  const chosen = 'tags' in rules ? axe.withTags(rules.tags) : axe.withRules(rules.rules);
  const { violations } = await chosen.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Axe finds nothing on this page as it is shown, and nothing of it is wider than its window. `step` names it in a failure. */
export async function expectAccessible(page: Page, step = page.url()): Promise<void> {
  const found = await listFaults(page, { tags });
  expect({ step, found }).toEqual({ step, found: [] });
  await expectFits(page, step);
}

/** As `expectAccessible`, in the light and in the dark. */
export async function expectAccessibleInBothThemes(page: Page, step = page.url()): Promise<void> {
  // Without motion, as colors that fade from one theme to the other have any contrast on the way.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectAccessible(page, step);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const found = await listFaults(page, { rules: colorRules });
  expect({ step, theme: 'dark', found }).toEqual({ step, theme: 'dark', found: [] });
}

/** Nothing of this page is wider than a window of this width, or than its own. */
export async function expectFits(page: Page, step: string, width?: number): Promise<void> {
  const size = page.viewportSize();
  if (width) await page.setViewportSize({ width, height: 800 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect({ step, overflow: Math.max(0, overflow) }).toEqual({ step, overflow: 0 });
  if (width && size) await page.setViewportSize(size);
}
