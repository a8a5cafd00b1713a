import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule, listModuleFiles, readItems } from '#tests/support/answer-key.ts';
import { answerItem, listAnswered, signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, module } = firstModule;
const keys = readItems(listModuleFiles().quiz);
const cuts = 20;

test('twenty power cuts in the middle of an attempt lose nothing that was shown as saved', async ({
  browser,
}) => {
  // Twenty starts of a server, on whatever machine.
  test.slow();
  const academy = await AcademyServer.start();
  const context = await browser.newContext({ baseURL: academy.url });
  const page = await context.newPage();
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.quiz(course, module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  const attempt = page.url();
  const count = await page.locator('fieldset').count();

  for (let cut = 0; cut < cuts; cut += 1) {
    const index = cut % count;
    const { id } = await answerItem(page, index, keys, cut % 2 === 0 ? 'wrong' : 'right');
    const card = page.locator(`#item-${id}`);
    await expect(card).toContainText(/saved \d/i);
    await expect(page.locator('#attempt-summary')).toContainText('all saved');
    const before = await listAnswered(page);
    await academy.end('SIGKILL');
    await academy.run();
    // A browser that knows nothing but the sign-in: what it shows is what the disk holds.
    const fresh = await browser.newContext({
      baseURL: academy.url,
      storageState: { cookies: await context.cookies(), origins: [] },
    });
    const other = await fresh.newPage();
    await other.goto(attempt);
    const after = await listAnswered(other);
    expect(after).toEqual(before);
    await fresh.close();
  }
  await context.close();
  await academy.remove();
});

test('answers given while the server is away are kept, survive a reload and are replayed', async ({
  browser,
}) => {
  const academy = await AcademyServer.start();
  const context = await browser.newContext({ baseURL: academy.url });
  const page = await context.newPage();
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.quiz(course, module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  const attempt = page.url();
  const summary = page.locator('#attempt-summary');

  await answerItem(page, 0, keys);
  await expect(summary).toHaveText(/^1 of \d+ answered, all saved/);
  await academy.end('SIGKILL');
  const given = [await answerItem(page, 1, keys), await answerItem(page, 2, keys, 'wrong')];
  await expect(summary).toContainText('kept in this browser');
  await expect(summary).not.toContainText('all saved');

  // The page itself cannot be loaded while the server is away; when it is back, a reload finds the waiting answers.
  await academy.run();
  await page.goto(attempt);
  await expect(summary).toHaveText(/^3 of \d+ answered, all saved/);
  const stored = await browser.newContext({
    baseURL: academy.url,
    storageState: { cookies: await context.cookies(), origins: [] },
  });
  const other = await stored.newPage();
  await other.goto(attempt);
  for (const { id, chosen } of given) {
    // By what labels it: in a picture the place to choose lies apart from its words.
    const labels = await other
      .locator(`#item-${id} input:checked`)
      .evaluateAll((inputs) =>
        inputs.map(
          (input) => (input instanceof HTMLInputElement && input.labels?.[0]?.textContent) || '',
        ),
      );
    // Options stand in an order of the attempt's own.
    const checked = labels.map((label) => label.replace(/\s+/g, ' ').trim());
    expect(checked.sort()).toEqual([...chosen].sort());
  }
  await stored.close();
  await context.close();
  await academy.remove();
});
