import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
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
const quiz = 'courses/good/01-first-module/quiz.mdx';
const history = paths.contentHistory('second-lesson');

let browser: TestBrowser;

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  const { id } = await createUser({ roles: ['author'] });
  browser = await TestBrowser.signedInAs(id);
});

beforeEach(async () => {
  await db.completion.deleteMany();
  await db.lessonProgress.deleteMany();
  await db.attempt.deleteMany();
  await db.contentItem.deleteMany();
  await db.contentRevision.deleteMany();
  await db.auditEvent.deleteMany();
  content.fill('good');
  await syncContent();
});

const revisionOf = async (contentId: string) =>
  (await db.contentItem.findUniqueOrThrow({ where: { contentId } })).revisionId;

/** Raises the edition of the lesson with another word in it. */
function raise(change: string, word: string): void {
  content.edit(second, /^minutes: 5\n(edition: .*\nchange: .*\n)?/m, (found) => {
    const edition = Number(/edition: (\d+)/.exec(found)?.[1] ?? 1) + 1;
    return `minutes: 5\nedition: ${edition}\nchange: ${change}\n`;
  });
  content.edit(second, 'practice sheet', `practice sheet ${word}`);
}

/** A cadet of a cohort with this course, who has completed the lesson as it is in force. */
async function complete(cohortId: string): Promise<string> {
  const user = await createUser();
  await enroll(cohortId, user.id);
  const revisionId = await revisionOf('second-lesson');
  await db.completion.create({
    data: {
      id: newId(),
      userId: user.id,
      lessonId: 'second-lesson',
      revisionId,
      minutes: 5,
      completedAt: new Date(),
      activeSeconds: 9,
      ruleJson: '{}',
    },
  });
  return user.id;
}

test('one revision: nothing to compare yet; none at all: there is no such page', async () => {
  const { text } = await browser.get(history);
  expect(text).toContain('Questions and notes: history');
  expect(text).toContain('Nothing to compare yet');
  expect((await browser.get(paths.contentHistory('no-such-lesson'))).status).toBe(404);
});

describe('what changed', () => {
  test('is told word by word, with words and not only by color', async () => {
    content.edit(second, 'The checks below are', 'These three checks are');
    await syncContent();
    const { html, text } = await browser.get(history);
    expect(text).toContain('2 words added, 2 words removed.');
    expect(html).toMatch(/<del><span class="vh">removed: <\/span>The<span/);
    expect(html).toMatch(/<ins><span class="vh">added: <\/span>These three<span/);
    expect(text).toMatch(/\d+ lines are the same/);
    expect(text).toContain('The edition is not raised');
  });

  test('between any two revisions, and what the file says now before it is published', async () => {
    const old = await revisionOf('second-lesson');
    raise('wording', 'one');
    await syncContent();
    raise('wording', 'two');
    const { text } = await browser.get(history);
    expect(text).toContain('the file as it is now (edition 3)');
    expect(text).toContain('Whom it will concern');
    expect(text).toContain('practice sheet added: two (end of addition)');
    const both = await browser.get(
      paths.contentHistory('second-lesson', { from: old, to: 'disk' }),
    );
    expect(both.text).toContain('added: two one (end of addition)');
  });

  test('only line breaks: not a word', async () => {
    content.edit(second, 'The checks below are about', 'The checks below\nare about');
    const { text } = await browser.get(history);
    expect(text).toContain('Not a word of the file is different.');
  });

  test('only something the file refers to: said so', async () => {
    content.edit('courses/good/glossary.yml', /meaning: (\w)/, 'meaning: Here $1');
    await syncContent();
    const changed = await db.contentRevision.findMany({ select: { contentId: true } });
    const twice = changed
      .map(({ contentId }) => contentId)
      .filter((id, at, all) => all.indexOf(id) !== at);
    expect(twice).not.toEqual([]);
    const { text } = await browser.get(paths.contentHistory(twice[0] ?? ''));
    expect(text).toContain('What is different is something the file refers to');
  });

  test('markup in a text is shown, not made', async () => {
    content.edit(second, 'The checks below', '<script>alert(1)</script> The checks below');
    const { html } = await browser.get(history);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>alert');
  });
});

describe('whom it concerns', () => {
  test.each([
    [
      'wording',
      'Edition 2: wording only.',
      '2 cadets have completed an older edition. Nobody needs to do it again.',
    ],
    [
      'substantive',
      'Edition 2: what people must know has changed.',
      '2 cadets have completed an older edition and should go through the new one.',
    ],
    ['legal', 'Edition 2: law or policy has changed.', 'should go through the new one.'],
  ])('a change of %s', async (change, words, effect) => {
    const cohort = await createCohort();
    await assignCourse(cohort.id, 'good-course');
    await complete(cohort.id);
    await complete(cohort.id);
    raise(change, 'more');
    const { text } = await browser.get(history);
    expect(text).toContain(words);
    expect(text).toContain(effect);
    expect(text).toContain(`${cohort.name} 2`);
    const asks = text.includes('Completions stay valid as the record of the edition that was read');
    expect(asks).toBe(change !== 'wording');
  });

  test('the gravest change on the way counts; who has done the new one does not', async () => {
    const cohort = await createCohort();
    await assignCourse(cohort.id, 'good-course');
    const old = await revisionOf('second-lesson');
    const early = await complete(cohort.id);
    raise('legal', 'one');
    await syncContent();
    await complete(cohort.id);
    raise('wording', 'two');
    await syncContent();
    const latest = await revisionOf('second-lesson');
    await db.lessonProgress.create({
      data: {
        userId: (await createUser()).id,
        lessonId: 'second-lesson',
        revisionId: latest,
        firstViewedAt: new Date(),
        lastViewedAt: new Date(),
      },
    });
    const query = { from: old, to: latest };
    const before = await browser.get(paths.contentHistory('second-lesson', query));
    expect(before.text).toContain('Edition 3: law or policy has changed.');
    expect(before.text).toContain('2 cadets have completed an older edition');
    expect(before.text).toContain('1 cadet has begun and not completed it');
    await db.completion.create({
      data: {
        id: newId(),
        userId: early,
        lessonId: 'second-lesson',
        revisionId: latest,
        minutes: 5,
        completedAt: new Date(),
        activeSeconds: 9,
        ruleJson: '{}',
      },
    });
    const after = await browser.get(paths.contentHistory('second-lesson', query));
    expect(after.text).toContain('1 cadet has completed an older edition');
  });

  test('a quiz: attempts under way go on, finished ones stay', async () => {
    const revisionId = await revisionOf('first-quiz');
    const attempt = (userId: string, status: string) => ({
      id: newId(),
      userId,
      quizId: 'first-quiz',
      revisionId,
      number: 1,
      seed: 1,
      status,
      startedAt: new Date(),
    });
    for (const status of ['submitted', 'expired', 'open', 'voided'])
      await db.attempt.create({ data: attempt((await createUser()).id, status) });
    content.edit(quiz, /^(id: .*)$/m, '$1\nedition: 2\nchange: substantive');
    const { text } = await browser.get(paths.contentHistory('first-quiz'));
    expect(text).toContain('2 cadets have finished an attempt at an older edition');
    expect(text).toContain(
      '1 cadet has an attempt under way: it goes on with the edition it began with.',
    );
    expect(text).toContain('Results stay valid');
  });
});

test('a release that waits is shown with its time, against what is in force', async () => {
  raise('substantive', 'later');
  content.edit(second, 'change: substantive', 'change: substantive\nreleaseAt: 2100-01-01T08:00');
  await syncContent();
  const { text } = await browser.get(history);
  expect(text).toContain('takes force Fri 1 Jan 2100, 08:00');
  expect(text).toContain('Whom it will concern');
  expect(text).toContain('added: later');
});
