import { paths } from '#app/paths.ts';
import { firstModule, listModuleFiles, readItems } from '#tests/support/answer-key.ts';
import { answerAll, signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, module, lessons } = firstModule;

/** Text as it may hide in HTML, JSON or JavaScript: letters and digits only. */
const bare = (text: string) =>
  text
    .replace(/&#x?[0-9a-f]+;|&[a-z]+;|\\u[0-9a-f]{4}/gi, '')
    .replace(/<[^>]*>/g, '')
    .replace(/[^a-z0-9]+/gi, '')
    .toLowerCase();

test('nothing a browser receives before submitting holds a key or feedback', async ({ page }) => {
  const received: { url: string; text: string }[] = [];
  const pending: Promise<void>[] = [];
  page.on('response', (response) => {
    const kind = response.headers()['content-type'] ?? '';
    if (!/text|json|javascript|xml/.test(kind)) return;
    const read = response.text().then(
      (text) => void received.push({ url: response.url(), text }),
      () => undefined,
    );
    pending.push(read);
  });

  await signIn(page, 'cadet@demo.test');
  for (const lesson of lessons) await page.goto(paths.lesson(course, lesson));
  await page.goto(paths.quiz(course, module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await answerAll(page);
  await expect(page.locator('#attempt-summary')).toContainText('all saved');
  await page.reload();
  await Promise.all(pending);

  const secrets = [...listModuleFiles().lessons, listModuleFiles().quiz].flatMap((file) =>
    [...readItems(file).values()].flatMap((item) => item.secrets),
  );
  expect(secrets.length).toBeGreaterThan(100);
  expect(received.length).toBeGreaterThan(10);
  for (const { url, text } of received) {
    const haystack = bare(text);
    const found = secrets.filter((secret) => haystack.includes(bare(secret)));
    expect({ url, found }).toEqual({ url, found: [] });
    expect(text).not.toMatch(/"correct"\s*:|"key(Json)?"\s*:|isCorrect|data-(correct|right|key)/);
  }
});

test('nobody is told which routes there are', async ({ page }) => {
  await page.goto(paths.login());
  for (const address of [
    '/__manifest?p=/teach&p=/admin&version=1',
    '/teach.data',
    '/teach?_data=root',
  ])
    expect((await page.request.get(address)).status()).toBe(404);
});

test('inputs of right and wrong options differ in nothing but their ids', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(paths.quiz(course, module));
  await page.locator('main form button').click();
  const keys = readItems(listModuleFiles().quiz);
  for (const fieldset of await page.locator('fieldset').all()) {
    const shapes = await fieldset.locator('label').evaluateAll((labels) =>
      labels.map((label) => {
        const input = label.querySelector('input') ?? label.previousElementSibling;
        const names = [...(input?.attributes ?? [])]
          .map(({ name }) => name)
          // What was answered before shows: the answer itself, and boxes shut once enough are ticked.
          .filter((name) => name !== 'checked' && name !== 'disabled');
        return `${label.className} ${names.sort().join(',')}`;
      }),
    );
    expect(new Set(shapes).size).toBe(1);
  }
  expect(keys.size).toBeGreaterThan(9);
});
