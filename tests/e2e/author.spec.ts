import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

const { course, lessons } = firstModule;

test('an author breaks a lesson: the author reads where, cadets keep the last good revision', async ({
  browser,
}) => {
  const academy = await AcademyServer.start({ ownContent: true });
  const module = join(academy.contentFolder, 'courses', course);
  const folder = join(module, readdirSync(module).find((name) => name.startsWith('01-')) ?? '');
  const name = readdirSync(folder).find((file) => file.startsWith('01-')) ?? '';
  const file = join(folder, name);
  const good = readFileSync(file, 'utf8');
  const lines = good.split('\n');
  const at = lines.findIndex((line) => line.startsWith('## ')) + 1;
  lines.splice(at, 0, '', '<Calout kind="note">', '', 'Typed too fast.', '', '</Calout>', '');
  writeFileSync(file, lines.join('\n'));
  await academy.end('SIGTERM');
  await academy.run();

  const ready = await (await fetch(`${academy.url}${paths.ready()}`)).json();
  expect(ready).toMatchObject({ ready: true, content: 'last good revisions' });

  const context = await browser.newContext({ baseURL: academy.url });
  const page = await context.newPage();
  await signIn(page, 'author@demo.test');
  await page.goto(paths.author());
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('the last good revision');
  await row.getByRole('link', { name: /error/ }).click();
  await expect(page.getByText(`line ${at + 2}, column 1`)).toBeVisible();
  await expect(page.locator('#preview-problems')).toContainText('Did you mean <Callout>?');
  await context.close();

  const other = await browser.newContext({ baseURL: academy.url });
  const reader = await other.newPage();
  await signIn(reader, 'cadet@demo.test');
  await reader.goto(paths.lesson(course, lessons[0]));
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('Trust, legitimacy');
  await expect(reader.getByText('Typed too fast.')).toHaveCount(0);

  writeFileSync(file, good.replace(/^title: .*$/m, 'title: Trust, legitimacy and mending'));
  await academy.end('SIGTERM');
  await academy.run();
  await reader.reload();
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('mending');
  await other.close();
  await academy.remove();
});
