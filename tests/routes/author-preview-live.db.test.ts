import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { env } from '#app/env.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { ContentFolder } from '#tests/support/content-folder.ts';

/** A preview that is open while its author saves: it asks for what comes after the version it shows. */

// A content folder of its own, set before the environment is read: the tests write to it.
const contentDir = vi.hoisted(() => {
  const folder = `${process.env.DATA_DIR}/content`;
  process.env.CONTENT_DIR = folder;
  return folder;
});

const content = new ContentFolder(contentDir);
const module = 'courses/good/01-first-module';
const second = `${module}/02-second-lesson.mdx`;
const address = paths.preview(second.replace('courses/', ''));

let browser: TestBrowser;

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  const { id } = await createUser({ roles: ['author'] });
  browser = await TestBrowser.signedInAs(id);
});

beforeEach(() => content.fill('good'));

const versionIn = (html: string) => /<preview-live[^>]* version="([^"]+)"/.exec(html)?.[1] ?? '';
const since = (version: string) => `${address}?since=${version}`;

test('the next version comes with the save, at once without the quality check and then with it', async () => {
  const { html } = await browser.get(address);
  const version = versionIn(html);
  expect(version).toMatch(/\.checked$/);
  let answered = false;
  const next = browser.get(since(version)).then((page) => {
    answered = true;
    return page;
  });
  await new Promise((done) => setTimeout(done, 150));
  expect(answered).toBe(false);
  content.edit(second, 'The checks below', 'These checks');
  const fast = await next;
  expect(fast.text).toContain('These checks are about');
  expect(versionIn(fast.html)).toMatch(/\.fast$/);
  expect(versionIn(fast.html).split('.')[0]).not.toBe(version.split('.')[0]);
  const full = await browser.get(since(versionIn(fast.html)));
  expect(versionIn(full.html)).toBe(versionIn(fast.html).replace('fast', 'checked'));
  // What the check found before is kept meanwhile, so that nothing flickers.
  expect(fast.text).toContain('P1-reviewers');
  expect(full.text).toContain('P1-reviewers');
});

test('a save that came before the question is answered at once; a version that is none too', async () => {
  const version = versionIn((await browser.get(address)).html);
  content.edit(second, 'The checks below', 'These checks');
  expect((await browser.get(since(version))).text).toContain('These checks are about');
  expect(versionIn((await browser.get(since('nonsense'))).html)).toMatch(/\.checked$/);
});

test('a file that is new or replaced as editors do is noticed', async () => {
  const version = versionIn((await browser.get(address)).html);
  const next = browser.get(since(version));
  await new Promise((done) => setTimeout(done, 100));
  content.write(`${module}/.02-second.swp`, 'passing');
  content.write(`${module}/03-third.mdx`, content.read(second));
  expect((await next).text).toContain('is also used in courses/good/01-first-module/03-third.mdx');
});
