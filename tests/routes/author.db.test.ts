import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { ContentFolder } from '#tests/support/content-folder.ts';

// A content folder of its own, set before the environment is read: the tests write to it.
const contentDir = vi.hoisted(() => {
  const folder = `${process.env.DATA_DIR}/content`;
  process.env.CONTENT_DIR = folder;
  return folder;
});

const content = new ContentFolder(contentDir);
const second = 'courses/good/01-first-module/02-second-lesson.mdx';

let browser: TestBrowser;

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  const { id } = await createUser({ roles: ['author'] });
  browser = await TestBrowser.signedInAs(id);
});

beforeEach(async () => {
  await db.contentItem.deleteMany();
  await db.contentRevision.deleteMany();
  await db.contentSync.deleteMany();
  forgetSnapshot();
  content.fill('good');
});

/** The words of a row of the overview, from its title to the next row. */
async function rowOf(title: string, path = paths.author()): Promise<string> {
  const { html } = await browser.get(path);
  const row = html.split('<tr').find((each) => each.includes(`>${title}</a>`)) ?? '';
  return row
    .replace(/<[^>]*>/g, ' ')
    .replace(/^[^>]*>/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the overview', () => {
  test('comes at once where many files were never judged, says so, and has everything soon', async () => {
    const lesson = content.read(second);
    for (let number = 20; number < 34; number += 1)
      content.write(
        `courses/good/01-first-module/${number}-more.mdx`,
        lesson.replace(/^id: .*$/m, `id: more-${number}`),
      );
    const { text } = await browser.get(paths.author());
    expect(text).toMatch(/The quality check of \d\d files is under way/);
    expect(text).toContain('1. The first module');
    await vi.waitFor(
      async () => expect((await browser.get(paths.author())).text).not.toContain('is under way'),
      { timeout: 100_000, interval: 300 },
    );
    expect(await rowOf('1.2 Questions and notes')).toMatch(/\d+ errors?, \d+ warnings?/);
  });

  test('tells an academy without content how to begin, and one whose folder is gone', async () => {
    content.fill();
    expect((await browser.get(paths.author())).text).toContain('There is no course yet');
    content.remove('courses');
    const { text } = await browser.get(paths.author());
    expect(text).toContain('The content folder cannot be read');
    expect(text).toContain('this folder cannot be read');
  });

  test('has every file with what cadets see of it, its edition, its review and ways to look closer', async () => {
    const fresh = await rowOf('1.2 Questions and notes');
    expect(fresh).toContain('nothing: not published yet');
    expect(fresh).toContain('never yet');
    content.edit('courses/good/01-first-module/module.mdx', '---\n', '---\ndraft: true\n');
    expect(await rowOf('1.2 Questions and notes')).toContain('nothing: its module is a draft');
    content.edit('courses/good/01-first-module/module.mdx', 'draft: true\n', '');
    await syncContent();
    const published = await rowOf('1.2 Questions and notes');
    expect(published).toContain('02-second-lesson.mdx this');
    expect(published).toContain('Edition 1 since');
    expect(published).toContain('due 1 Nov 2027 not yet reviewed by practitioners');
    expect(published).toMatch(/\d+ errors?, \d+ warnings?/);
    // That nobody reviewed it stands under Review; it is no problem more.
    const preview = await browser.get(paths.preview('good/01-first-module/02-second-lesson.mdx'));
    expect(preview.text).toContain('P1-reviewers');
    const warnings = (words: string) => Number(/(\d+) warnings?/.exec(words)?.[1]);
    expect(warnings(published)).toBe(warnings(preview.text) - 1);
    const { html, text } = await browser.get(paths.author());
    expect(html).toContain(`href="${paths.preview('good/01-first-module/02-second-lesson.mdx')}"`);
    expect(html).toContain(`href="${paths.contentHistory('second-lesson')}"`);
    expect(text).toContain('1. The first module');
    expect(await rowOf('Quiz of the first module')).toContain('no attempts yet');
  });

  test('follows the files: changed, waiting, broken, gone', async () => {
    await syncContent();
    content.edit(second, 'The checks below', 'These checks');
    expect(await rowOf('1.2 Questions and notes')).toContain('the revision before this change');
    content.edit(second, 'minutes: 5', 'minutes: 5\nreleaseAt: 2100-01-01T08:00');
    await syncContent();
    expect(await rowOf('1.2 Questions and notes')).toContain(
      'the edition before until Fri 1 Jan 2100, 08:00',
    );
    content.edit(second, '<Reflect', '<Reflekt');
    expect(await rowOf('1.2 Questions and notes')).toContain('the last good revision');
    const { text } = await browser.get(paths.author());
    expect(text).toMatch(/\d files? ha(s|ve) errors/);
    content.remove(second);
    expect((await browser.get(paths.author())).text).toContain(
      'Published, and no file has its id any more Questions and notes (lesson second-lesson )',
    );
  });

  test('does not say that cadets lack what a file held that cannot be read now', async () => {
    await syncContent();
    for (const text of ['', 'a \0 b']) {
      content.write(second, text);
      const row = await rowOf('1.2 No title yet');
      expect(row).toContain('the last good revision, if it was ever published');
      expect(row).toContain('not known');
      const { text: page } = await browser.get(paths.author());
      expect(page).toContain(
        'Published, and in no file that can be read Questions and notes (lesson second-lesson )',
      );
      expect(page).not.toContain('no file has its id any more');
      const preview = await browser.get(paths.preview('good/01-first-module/02-second-lesson.mdx'));
      expect(preview.text).toContain('if it was published, cadets keep the last good revision');
    }
  });

  test('says when a review is overdue', async () => {
    content.edit(second, 'lastReviewed: 2026-11-01', 'lastReviewed: 2020-02-01');
    expect(await rowOf('1.2 Questions and notes')).toContain('was due 31 Jan 2021');
  });

  test('can be cut down to what needs attention', async () => {
    await syncContent();
    const { text } = await browser.get(paths.author('attention'));
    expect(text).toContain('What needs attention (');
    expect(text).toContain('1.2 Questions and notes');
    // Nothing is wrong with this one.
    expect(text).not.toContain('module.mdx');
  });

  test('shows what the last sync held back, and problems of files without a page', async () => {
    const problem: ContentProblem = {
      file: second,
      line: 1,
      column: 1,
      rule: 'renamed-id',
      level: 'error',
      message: 'the lesson `b` is new here, and `a`, which cadets have records of, is gone.',
    };
    const problemsJson = JSON.stringify([problem]);
    await db.contentSync.create({ data: { changed: 0, problemsJson } });
    content.write('courses/good/sources.yml', 'lind-1990:\n\tauthors: x\n');
    const { text } = await browser.get(paths.author());
    expect(text).toContain('Held back when content was last published');
    expect(text).toContain(problem.message);
    expect(text).toContain(
      'Nothing of this file was published; what was published before it stays.',
    );
    expect(text).toContain('Problems in other files courses/good/sources.yml');
    expect(text).toContain('a tab indents this line');
    content.write('courses/good/01-first-module/03-UPPER.MDX', '---');
    const { text: later } = await browser.get(paths.author());
    expect(later).toContain('Nobody sees this: it is not read under its name.');
  });

  test('keeps its head with a hundred lessons and a title that never ends', async () => {
    for (let number = 3; number <= 102; number += 1) {
      const text = content
        .read(second)
        .replace(/^(id|title): .*$/gm, `$1: long-${number}`)
        .replace(/(same-rule|two-habits|own-street|answer-checks)/g, `$1-${number}`);
      content.write(`courses/good/01-first-module/${number}-long.mdx`, text);
    }
    content.edit(second, 'title: Questions and notes', `title: ${'Unendinglylong'.repeat(8)}`);
    const { status, text } = await browser.get(paths.author());
    expect(status).toBe(200);
    expect(text).toContain('1.102 long-102');
  });
});
