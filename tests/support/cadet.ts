import { expect, type Locator, type Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { type KnownItem, listModuleFiles, readItems } from './answer-key.ts';

/** Signs in through the form, as people do. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(paths.login());
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('rapport-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/login/);
}

/** The options of a fieldset whose text is one of these. */
async function choose(fieldset: Locator, texts: readonly string[]): Promise<void> {
  const labels = fieldset.locator('label');
  const shown = await labels.allInnerTexts();
  // Where only so many can be chosen, others are taken back first.
  const ticked = fieldset.locator('input[type=checkbox]:checked');
  while ((await ticked.count()) > 0) await ticked.first().uncheck();
  for (const text of texts) {
    const index = shown.findIndex((label) => label.replace(/\s+/g, ' ').trim().includes(text));
    if (index < 0) throw new Error(`No option "${text}" among ${JSON.stringify(shown)}`);
    await labels
      .nth(index)
      .locator('input')
      .or(fieldset.locator('input').nth(index))
      .first()
      .check();
  }
}

/** Pairs the lists of a matching item with what belongs to them, or with what does not. */
async function match(fieldset: Locator, item: KnownItem, how: 'right' | 'wrong'): Promise<void> {
  for (const [index, [left]] of item.pairs.entries()) {
    const [, right] = item.pairs[how === 'right' ? index : (index + 1) % item.pairs.length] ?? [];
    const list = fieldset.locator('.match').filter({ hasText: left }).getByRole('combobox');
    const labels = await list.locator('option').allInnerTexts();
    await list.selectOption({ label: labels.find((label) => label.endsWith(right ?? '')) ?? '' });
  }
}

/** Whether scripts run here: only where they do not are the contents of noscript elements (HTML, 4.12.2). */
const hasScripts = (page: Page) =>
  page.evaluate(() => {
    const holder = document.createElement('div');
    holder.innerHTML = '<noscript><br></noscript>';
    return holder.querySelector('br') === null;
  });

/** Puts an ordering item into this order: by its buttons, or by its lists where no script runs. */
async function order(fieldset: Locator, entries: readonly string[]): Promise<void> {
  const rows = fieldset.locator('order-list li');
  if (await hasScripts(fieldset.page()))
    await expect(fieldset.getByRole('button', { name: /^Move up/ }).first()).toBeVisible();
  else {
    for (const [index, entry] of entries.entries())
      await rows
        .filter({ hasText: entry })
        .getByRole('combobox')
        .selectOption({ index: index + 1 });
    return;
  }
  for (const [index, entry] of entries.entries()) {
    for (let turn = 0; turn < entries.length; turn += 1) {
      const texts = await rows.allTextContents();
      if (texts.findIndex((text) => text.includes(entry)) <= index) break;
      await fieldset.getByRole('button', { name: `Move up: ${entry}` }).click();
    }
  }
  const keep = fieldset.getByRole('button', { name: 'Keep this order' });
  if (await keep.isVisible()) await keep.click();
}

/** Answers an item that is not chosen from options; false if it is. */
async function arrange(fieldset: Locator, item: KnownItem, how: 'right' | 'wrong') {
  if (item.pairs.length > 0) await match(fieldset, item, how);
  else if (item.order.length > 0)
    await order(fieldset, how === 'right' ? item.order : [...item.order].reverse());
  else if (item.typed !== null) {
    // Leaving the field saves it where a script runs.
    await fieldset.getByRole('textbox').fill(how === 'right' ? item.typed : '0');
    await fieldset.getByRole('textbox').blur();
  } else return false;
  return true;
}

/** Plays every conversation of a lesson page to an ending, by the first reply each time. */
export async function playConversations(page: Page): Promise<number> {
  const cards = await page
    .locator('[id^="scenario-"].stage')
    .evaluateAll((all) => all.map(({ id }) => id));
  for (const id of cards) {
    const card = page.locator(`#${id}`);
    const start = card.getByRole('button', { name: 'Start the conversation' });
    if (await start.isVisible()) await start.click();
    const step = card.locator('input[name="step"]').first();
    for (let turn = 0; turn < 30; turn += 1) {
      await expect(card.locator('.replies, .scene-end').first()).toBeVisible();
      if (await card.locator('.scene-end').isVisible()) break;
      const before = await step.inputValue();
      await card.locator('.replies button').first().click();
      const later = `input[name="step"]:not([value="${before}"])`;
      await expect(card.locator(`.scene-end, ${later}`).first()).toBeAttached();
    }
    await expect(card.locator('.scene-end')).toBeVisible();
  }
  return cards.length;
}

/** Answers every check of a lesson page, right or wrong, one form at a time. */
export async function answerChecks(page: Page, lessonFile: string): Promise<number> {
  const items = readItems(lessonFile);
  for (const [id, item] of items) {
    const card = page.locator(`#check-${id}`);
    const fieldset = card.locator('fieldset');
    if (!(await arrange(fieldset, item, 'right'))) await choose(fieldset, item.right);
    await card.getByRole('button', { name: 'Check my answer' }).click();
    await expect(page.locator(`#check-${id} .feedback`).first()).toBeVisible();
  }
  return items.size;
}

/** Answers the n-th item shown of an attempt, as the key says or wrongly. Returns what was chosen. */
export async function answerItem(
  page: Page,
  index: number,
  keys: Map<string, KnownItem>,
  how: 'right' | 'wrong' = 'right',
): Promise<{ id: string; chosen: string[] }> {
  const fieldset = page.locator('fieldset').nth(index);
  const name = await fieldset.locator('input, select').first().getAttribute('name');
  const id = name?.replace(/^item\./, '') ?? '';
  const item = keys.get(id);
  if (!item) throw new Error(`No key for item ${id}`);
  const chosen = how === 'right' ? item.right : item.wrong.slice(0, 1);
  if (!(await arrange(fieldset, item, how))) await choose(fieldset, chosen);
  return { id, chosen };
}

/** Answers every item of the attempt on the page. Returns how many there were. */
export async function answerAll(
  page: Page,
  how: 'right' | 'wrong' = 'right',
  keys = readItems(listModuleFiles().quiz),
): Promise<number> {
  const count = await page.locator('fieldset').count();
  for (let index = 0; index < count; index += 1) await answerItem(page, index, keys, how);
  return count;
}

/** What a page shows as answered, as 'name=value' in order: chosen options and lists. */
export async function listAnswered(page: Page): Promise<string[]> {
  const answered = await page
    .locator('fieldset input:checked, fieldset select')
    .evaluateAll((inputs) =>
      inputs.map((input) =>
        input instanceof HTMLInputElement || input instanceof HTMLSelectElement
          ? `${input.name}=${input.value}`
          : '',
      ),
    );
  return answered.sort();
}
