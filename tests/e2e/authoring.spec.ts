import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes, expectFits } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });
test.describe.configure({ mode: 'serial' });

const module = 'communication-and-empathy/01-why-trust-is-police-work';
const address = `${module}/02-four-habits-of-fair-process.mdx`;

let academy: AcademyServer;
let file: string;
let good: string;

test.beforeAll(async () => {
  academy = await AcademyServer.start({ ownContent: true });
  file = join(academy.contentFolder, 'courses', address);
  good = readFileSync(file, 'utf8');
});

test.beforeEach(() => writeFileSync(file, good));
test.afterAll(() => academy.remove());

async function open(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ baseURL: academy.url, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await signIn(page, 'author@demo.test');
  return { page, errors, close: () => context.close() };
}

/** Puts words under the last heading of the lesson, as a save of an editor would. */
function save(words: string): void {
  const at = good.lastIndexOf('\n## ');
  const end = good.indexOf('\n', at + 1);
  writeFileSync(file, `${good.slice(0, end)}\n\n${words}\n${good.slice(end)}`);
}

test('a save shows in the open preview, where the author reads, and what is wrong with it', async ({
  browser,
}) => {
  const { page, errors, close } = await open(browser);
  await page.goto(paths.preview(address));
  await expect(page.getByText('Published: cadets see just this')).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('Live');
  const heading = page.locator('.lesson-body h2').last();
  await heading.scrollIntoViewIfNeeded();
  const before = await heading.boundingBox();

  save('Words that were not there a moment ago.');
  await expect(page.getByText('Words that were not there a moment ago.')).toBeVisible();
  await expect(page.getByText('Changed since it was published')).toBeVisible();
  // Nothing above it moved, so the heading stands where it stood.
  const after = await heading.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(4);

  // Half a page more further up: what is read stays on the screen.
  const at = good.indexOf('\n## ');
  const filler = 'A paragraph that pushes everything down. '.repeat(4);
  writeFileSync(file, `${good.slice(0, at)}\n\n${`${filler}\n\n`.repeat(6)}${good.slice(at)}`);
  await expect(page.getByText(filler.trim()).first()).toBeAttached();
  const pushed = await heading.boundingBox();
  expect(Math.abs((pushed?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(4);

  const wrong = '<Calout kind="note">\n\nTyped too fast.\n\n</Calout>';
  save(wrong);
  const problem = page
    .locator('#preview-problems li')
    .filter({ hasText: 'Did you mean <Callout>?' })
    .getByRole('link', { name: /^line \d+, column 1$/ });
  await expect(problem).toBeVisible();
  await expect(page.locator('#preview-problems')).toContainText('Did you mean <Callout>?');
  await expect(page.getByText('Shown without the parts that have errors')).toBeVisible();
  const pointedAt = page.locator('.problem-note:target');
  // The page is made twice after a save: at once, and with the findings of the quality check.
  await expect(page.locator('preview-live[version$=".checked"]')).toBeAttached();
  await problem.click();
  await expect(pointedAt).toBeInViewport();
  await expect(pointedAt).toContainText('Error, line');
  // What was pointed at stays so when the page is made anew around it, and stays where it is.
  const noted = await pointedAt.boundingBox();
  save(`${wrong}\n\nGoing on below it.`);
  await expect(page.getByText('Going on below it.')).toBeVisible();
  await expect(pointedAt).toContainText('Did you mean <Callout>?');
  expect(Math.abs(((await pointedAt.boundingBox())?.y ?? 0) - (noted?.y ?? 0))).toBeLessThan(4);

  writeFileSync(file, good);
  await expect(page.getByText('Shown without the parts that have errors')).toHaveCount(0);
  await expect(page.getByText('Published: cadets see just this')).toBeVisible();
  expect(errors).toEqual([]);
  await close();
});

test('at the width of a phone the frame follows the saves too', async ({ browser }) => {
  const { page, errors, close } = await open(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(paths.preview(address, { width: 'phone' }));
  const frame = page.frameLocator('#preview-frame');
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
  // The page within has the width of a phone, and its layout.
  const width = await frame.locator('body').evaluate(() => innerWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expect(frame.getByRole('button', { name: 'Contents' })).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('Live');
  save('Words for a small screen.');
  await expect(frame.getByText('Words for a small screen.')).toBeAttached();
  // No other page may stand in a frame, whatever its address says.
  const policy = async (where: string) =>
    (await page.request.get(where)).headers()['content-security-policy'];
  expect(await policy(paths.preview(address, { frame: '1' }))).toContain("frame-ancestors 'self'");
  expect(await policy(paths.preview(address))).toContain("frame-ancestors 'none'");
  expect(await policy(`${paths.author()}?frame=1`)).toContain("frame-ancestors 'none'");
  expect(errors).toEqual([]);
  await close();
});

test('checks and the conversation can be tried out; a save in between loses nothing', async ({
  browser,
}) => {
  const { page, errors, close } = await open(browser);
  await page.goto(paths.preview(address));
  const check = page.locator('.check').first();
  await check.getByRole('radio').first().check();
  await check.getByRole('button', { name: 'Check my answer' }).click();
  await expect(page.locator('.check').first().locator('.feedback').first()).toBeVisible();
  const stage = page.locator('.stage');
  await stage.getByRole('button', { name: 'Start the conversation' }).click();
  await page.locator('.stage .reply').first().click();
  await expect(page.locator('.check').first().locator('.feedback').first()).toBeVisible();
  const second = (await page.locator('.stage .scene h4').textContent()) ?? '';
  save('Another paragraph meanwhile.');
  await expect(page.getByText('Another paragraph meanwhile.')).toBeAttached();
  await expect(page.locator('.stage .scene h4')).toHaveText(second);
  await expect(page.locator('.check').first().locator('.feedback').first()).toBeVisible();
  expect(errors).toEqual([]);
  await close();
});

test('what is tried out in an attempt stays over a save', async ({ browser }) => {
  const folder = join(academy.contentFolder, 'courses', 'item-types');
  cpSync('tests/fixtures/courses/item-types', folder, { recursive: true });
  const quiz = 'item-types/01-all-types/quiz.mdx';
  const { page, errors, close } = await open(browser);
  await page.goto(paths.preview(quiz, { view: 'attempt' }));
  await expect(page.getByRole('status').first()).toContainText('Live');
  await expect(page.getByText('30 min from the start')).toBeVisible();
  const item = (id: string) => page.locator(`#item-quiz-${id}`);
  const option = (id: string, words: string) => item(id).getByLabel(words, { exact: true });
  await option('single', 'Neutrality').check();
  await option('multiple', 'You name the feeling you see').check();
  await option('multiple', 'You say back what you heard').check();
  await item('text').getByRole('textbox').fill('restating');
  const pair = item('match').getByRole('combobox').first();
  await pair.selectOption({ label: 'Respect' });
  const entries = item('order').locator('li label');
  await item('order')
    .getByRole('button', { name: /^Move down/ })
    .first()
    .click();
  const order = await entries.allTextContents();

  const path = join(academy.contentFolder, 'courses', quiz);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('1,680 calls a year', '1,680 saved calls a year'));
  await expect(page.getByText('1,680 saved calls a year')).toBeVisible();
  await expect(option('single', 'Neutrality')).toBeChecked();
  await expect(item('multiple').locator(':checked')).toHaveCount(2);
  await expect(item('text').getByRole('textbox')).toHaveValue('restating');
  await expect(pair.locator(':checked')).toHaveText('Respect');
  expect(await entries.allTextContents()).toEqual(order);
  await expect(item('order').getByRole('button', { name: 'Keep this order' })).toBeHidden();
  // An option that is there no more is chosen no more.
  writeFileSync(path, text.replace('[ ] Neutrality', '[ ] Nearness'));
  await expect(option('single', 'Nearness')).not.toBeChecked();
  await expect(item('text').getByRole('textbox')).toHaveValue('restating');
  expect(errors).toEqual([]);
  await close();
  rmSync(folder, { recursive: true });
});

test('without JavaScript: load again, other widths and views are links', async ({ browser }) => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(paths.preview(address));
  save('Words to be loaded.');
  await expect(page.getByText('Words to be loaded.')).toHaveCount(0);
  await page.getByRole('link', { name: 'Load again' }).click();
  await expect(page.getByText('Words to be loaded.')).toBeVisible();
  await page.getByRole('link', { name: 'Phone' }).click();
  await expect(page.frameLocator('#preview-frame').getByText('Words to be loaded.')).toBeAttached();
  await page.getByRole('link', { name: 'This window' }).click();
  await page.getByRole('link', { name: 'Scenario graph' }).click();
  await expect(page.getByRole('img', { name: /The ways through/ })).toBeVisible();
  await close();
});

test('a server that stops does not wait for open previews', async ({ browser }) => {
  const { page, close } = await open(browser);
  await page.goto(paths.preview(address));
  await expect(page.getByRole('status').first()).toContainText('Live');
  const startedAt = Date.now();
  await academy.end('SIGTERM');
  // A wait lasts up to 25 s; a stop must not.
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  await expect(page.getByRole('status').first()).toContainText('Not live');
  await academy.run();
  save('Words after the new start.');
  await expect(page.getByText('Words after the new start.')).toBeAttached();
  await close();
});

test('axe finds nothing on the authors’ pages, light and dark, and they fit a phone', async ({
  browser,
}) => {
  const { page, close } = await open(browser);
  save('<Calout kind="note">\n\nTyped too fast.\n\n</Calout>');
  const pages = [
    paths.author(),
    paths.author('attention'),
    paths.preview(address),
    paths.preview(address, { view: 'scenario' }),
    paths.preview(address, { view: 'keys' }),
    paths.preview(address, { width: 'phone' }),
    paths.preview(address, { frame: '1' }),
    paths.preview(`${module}/quiz.mdx`),
    paths.preview(`${module}/practical.mdx`),
    paths.preview(`${module}/module.mdx`),
    paths.preview(`${module}/quiz.mdx`, { view: 'attempt' }),
    paths.contentHistory('four-habits-of-fair-process'),
  ];
  for (const where of pages) {
    await page.goto(where);
    await expectAccessibleInBothThemes(page, where);
    await expectFits(page, where, 390);
  }
  await close();
});
