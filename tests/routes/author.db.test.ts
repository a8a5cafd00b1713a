import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import type { ContentProblem } from '#app/features/curriculum/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/snapshot.server.ts';
import { paths } from '#app/paths.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishLearningCourse } from '#tests/support/learning-course.ts';

// A content folder of its own, set before the environment is read: the test writes to it.
const contentDir = vi.hoisted(() => {
  const folder = `${process.env.DATA_DIR}/content`;
  process.env.CONTENT_DIR = folder;
  return folder;
});

let browser: TestBrowser;
let authorId: string;

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  authorId = (await createUser({ roles: ['author'] })).id;
  browser = await TestBrowser.signedInAs(authorId);
});

async function report(problems: ContentProblem[]): Promise<void> {
  await db.contentSync.create({ data: { changed: 0, problemsJson: JSON.stringify(problems) } });
  forgetSnapshot();
}

const problem: ContentProblem = {
  file: 'courses/c/01-m/02-broken.mdx',
  ...{ line: 12, column: 3, rule: 'unknown-component', level: 'error' },
  message: 'there is no component `Calout`; write `Callout`.',
};

test('an academy without content is told how to begin', async () => {
  const { text } = await browser.get(paths.author());
  expect(text).toContain('Nothing is published yet');
  expect(text).toContain('Nothing is wrong with the files');
});

test('courses, modules, lessons and quizzes with revision, minutes and day', async () => {
  const course = await publishLearningCourse();
  const { text, html } = await browser.get(paths.author());
  expect(text).toContain('Trust');
  expect(text).toContain(`Module ${course.modules[0]}`);
  expect(text).toContain(`1.1 Lesson ${course.lessons.checks} ${course.lessons.checks} 40`);
  expect(text).toContain('Quiz of module 1 (1 item)');
  const item = await db.contentItem.findUniqueOrThrow({
    where: { contentId: course.lessons.checks },
  });
  expect(html).toContain(`<code>${item.revisionId.slice(0, 8)}</code>`);
  const lesson = `href="${paths.lesson(course.course, course.lessons.checks)}"`;
  expect(html).not.toContain(lesson);
  await db.userRole.create({ data: { userId: authorId, role: 'cadet' } });
  await enroll(course.cohort.id, authorId);
  expect((await browser.get(paths.author())).html).toContain(lesson);
});

test('every problem with its place, and what cadets see meanwhile', async () => {
  const course = await publishLearningCourse();
  const folder = join(env.CONTENT_DIR, 'courses/c/01-m');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, '02-broken.mdx'),
    `---\nid: ${course.lessons.plain}\n---\n<Calout />\n`,
  );
  await report([
    { ...problem, file: 'courses/c/sources.yml', level: 'warning', message: 'never cited.' },
    problem,
    { ...problem, line: 40, message: 'a second thing.' },
    { ...problem, file: 'courses/c/01-m/03-new.mdx', message: 'a new file.' },
  ]);
  const { text } = await browser.get(paths.author());
  expect(text).toContain('2 files have errors.');
  expect(text).toContain('courses/c/01-m/02-broken.mdx:12:3 error, unknown-component');
  expect(text).toContain('there is no component `Calout`; write `Callout`.');
  expect(text).toContain('courses/c/01-m/02-broken.mdx:40:3');
  expect(text).toContain(`Cadets see the last good revision of “Title of ${course.lessons.plain}”`);
  expect(text).toContain('Cadets do not see this lesson: it was never published without errors.');
  expect(text.indexOf('sources.yml')).toBeGreaterThan(text.indexOf('03-new.mdx'));
});
