import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
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
const module = 'courses/good/01-first-module';
const first = `${module}/01-first-lesson.mdx`;
const second = `${module}/02-second-lesson.mdx`;
const address = (file: string) => file.replace(/^courses\//, '');
const at = (file: string, query = {}) => paths.preview(address(file), query);

let browser: TestBrowser;
let authorId: string;

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  authorId = (await createUser({ roles: ['author'] })).id;
  browser = await TestBrowser.signedInAs(authorId);
});

beforeEach(async () => {
  await db.attempt.deleteMany();
  await db.contentItem.deleteMany();
  await db.contentRevision.deleteMany();
  content.fill('good', 'parts');
});

describe('a file as it is on disk', () => {
  test('is shown as cadets would see it, published or not, and nothing is written', async () => {
    const before = content.snapshot();
    const { status, text, html } = await browser.get(at(second));
    expect(status).toBe(200);
    expect(text).toContain('Questions and notes');
    expect(text).toContain('1.2');
    expect(text).toContain('Which line is neutral ?');
    expect(text).toContain('Not published yet: cadets get it when');
    expect(text).not.toContain('Kindness to one household');
    expect(html).toContain('Check my answer');
    expect(content.snapshot()).toBe(before);
    expect(await db.contentItem.count()).toBe(0);
  });

  test('is told apart from what is published', async () => {
    await syncContent();
    expect((await browser.get(at(second))).text).toContain('Published: cadets see just this');
    content.edit(second, 'The checks below', 'These checks');
    const { text } = await browser.get(at(second));
    expect(text).toContain('These checks are about');
    expect(text).toContain('Changed since it was published: cadets get it when');
    content.edit(second, 'minutes: 5', 'minutes: 5\ndraft: true');
    expect((await browser.get(at(second))).text).toContain(
      'A draft: cadets see the edition before',
    );
    content.edit(second, '\ndraft: true', '');
    content.edit(second, 'minutes: 5', 'minutes: 5\nreleaseAt: 2100-01-01T08:00');
    await syncContent();
    expect((await browser.get(at(second))).text).toContain('Takes force Fri 1 Jan 2100, 08:00');
  });

  test('has links to other previews, not to pages that cadets have', async () => {
    const { html } = await browser.get(at(first));
    expect(html).toContain(`href="${at(second)}#section-a-heading"`);
    expect(html).not.toMatch(/href="\/learn/);
  });

  test('says why it cannot be read', async () => {
    content.write(second, 'a \0 b');
    const { status, text } = await browser.get(at(second));
    expect(status).toBe(200);
    expect(text).toContain('Nothing of this file can be shown');
    expect(text).toContain('this is not a text file (it holds zero bytes); save it as UTF-8 text.');
  });

  test('can be named by ids, with and without its module', async () => {
    for (const name of [
      'good-course/second-lesson',
      'good-course/first-module/second-lesson',
      'good/01-first-module/second-lesson',
    ])
      expect((await browser.get(paths.preview(name))).text).toContain('Questions and notes');
  });

  test.each([
    '../../../etc/passwd',
    '..%2f..%2fgood%2fcourse.mdx',
    'good/../../../package.json',
    'good/%2e%2e/%2e%2e/secret.mdx',
    '//etc/passwd',
    'good//etc/passwd',
    'good/sources.yml',
    'good/01-first-module/door.svg',
    'good/02-other/second-lesson',
    'good/01-first-module/02-second-lesson.mdx/x',
    'parts/01-first-module/02-second-lesson.mdx',
    'good',
    'constructor/__proto__',
  ])('nothing else can be named: %s', async (name) => {
    const { status, html } = await browser.get(`${paths.preview('')}${name}`);
    expect(status).toBe(404);
    expect(html).not.toContain('root:');
  });

  test('in a frame, there is the page alone', async () => {
    const { html, text } = await browser.get(at(second, { frame: '1' }));
    expect(html).toContain('class="preview-framed"');
    expect(html).not.toContain('id="preview-head"');
    expect(text).toContain('Which line is neutral ?');
    const phone = await browser.get(at(second, { width: 'phone' }));
    expect(phone.html).toContain(`src="${at(second, { frame: '1' })}"`);
    expect(phone.text).not.toContain('Which line is neutral ?');
  });
});

describe('a file with errors', () => {
  test('shows them at their lines, and the rest of itself; other files are as they were', async () => {
    content.edit(second, '<Reflect id="own-street">', '<Reflekt id="own-street">');
    content.edit(second, '</Reflect>', '</Reflekt>');
    content.edit(second, 'minutes: 5', 'minutes: five');
    const { text, html } = await browser.get(at(second));
    expect(text).toMatch(/\d+ errors/);
    expect(text).toContain('error line 5, column 1');
    expect(text).toContain('minutes: five');
    expect(text).toContain('<Reflekt id="own-street">');
    const anchor = /href="#(problem-\d+)">line 4\d, column 1</.exec(html)?.[1];
    expect(html).toContain(`id="${anchor}"`);
    expect(text).toContain('Did you mean <Reflect>?');
    expect(text).toMatch(/What stands here \(line 4\d\) has an error and is not shown/);
    expect(text).toContain('Which line is neutral ?');
    expect(text).toContain('Has errors: cannot be published');
    expect((await browser.get(at(first))).text).not.toContain('Shown without the parts');
  });

  test('a syntax error in the middle is told at its line, and what stands around it is shown', async () => {
    const lines = content.read(second).split('\n');
    const line = lines.findIndex((each) => each.startsWith('<Reflect')) + 1;
    content.edit(second, '<Reflect id="own-street">', '<Reflect id="own-street>');
    const { text } = await browser.get(at(second));
    expect(text).toContain(`error line ${line}`);
    expect(text).toContain('Which line is neutral ?');
  });

  test('code is never run, not even in what is shown of a broken file', async () => {
    content.edit(second, 'Print the', '{process.exit(3)} Print the');
    content.edit(
      second,
      '## A heading',
      '## A heading\n\n<script>alert(1)</script>\n\n<Callout kind="note" onClick={() => alert(1)}>\n\nWords.\n\n</Callout>',
    );
    const { status, html, text } = await browser.get(at(second));
    expect(status).toBe(200);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('onclick');
    expect(text).toContain('Which two are habits?');
  });

  test('nothing readable at all is said in a sentence', async () => {
    content.write(second, 'no frontmatter and no sense <');
    const { text, status } = await browser.get(at(second));
    expect(status).toBe(200);
    expect(text).toContain('error line 1');
    expect(text).toContain('No title yet');
  });
});

describe('what authors may see and cadets not', () => {
  test('a quiz with keys, feedback, misconceptions and what it draws', async () => {
    const { text } = await browser.get(at(`${module}/quiz.mdx`));
    expect(text).toContain('What an attempt draws');
    expect(text).toContain('Listening gives up no authority');
    expect(text).toContain('Misconception:');
    expect(text).toMatch(/right \(?/);
  });

  test('not while they answer that very quiz', async () => {
    await syncContent();
    const { revisionId } = await db.contentItem.findUniqueOrThrow({
      where: { contentId: 'first-quiz' },
    });
    await db.attempt.create({
      data: {
        id: newId(),
        userId: authorId,
        quizId: 'first-quiz',
        revisionId,
        number: 1,
        seed: 1,
        status: 'open',
        startedAt: new Date(),
      },
    });
    const { text } = await browser.get(at(`${module}/quiz.mdx`));
    expect(text).toContain('You take this quiz yourself');
    expect(text).not.toContain('Listening gives up no authority');
    const asCadets = await browser.get(at(`${module}/quiz.mdx`, { view: 'attempt' }));
    expect(asCadets.text).not.toContain('shows which habit');
    content.edit(`${module}/quiz.mdx`, 'Take your time.', 'No hurry.');
    const history = await browser.get(paths.contentHistory('first-quiz'));
    expect(history.text).toContain('You take this quiz yourself');
    expect(history.text).not.toContain('No hurry.');
  });

  test('a scenario as a graph with all its scenes; checks with their keys', async () => {
    const lesson = 'courses/parts/01-first-module/01-lesson.mdx';
    const graph = await browser.get(at(lesson, { view: 'scenario' }));
    expect(graph.html).toContain('aria-label="The ways through “Noise upstairs”');
    expect(graph.text).toContain('Variables: trust from 2, time from 0.');
    expect(graph.text).toContain('Luis hears a threat before he hears a question');
    const keys = await browser.get(at(lesson, { view: 'keys' }));
    // Notes on problems stand beside the text as cadets see it: only there do links lead to them.
    const asCadetsSeeIt = await browser.get(at(lesson));
    expect(asCadetsSeeIt.html).toContain('href="#problem-');
    for (const { html } of [graph, keys]) expect(html).not.toContain('href="#problem-');
    expect(keys.text).toContain('Hearing equals agreeing.');
    expect(keys.text).toContain('Right: 13 to 15 percent');
    expect(keys.text).toContain('restat*');
    expect(keys.text).toContain('Offered, and belonging to nothing');
  });

  test('a scenario whose scenes do not hang together is drawn and not played', async () => {
    const lesson = 'courses/parts/01-first-module/01-lesson.mdx';
    content.edit(lesson, '- [Go on](#door)', '- [Go on](#dor)');
    const graph = await browser.get(at(lesson, { view: 'scenario' }));
    expect(graph.text).toContain('has no scene `dor`');
    expect(graph.text).toContain('#dor Not written');
    expect(graph.text).toContain('no scene: #dor');
    expect(graph.text).toContain('Luis hears a threat before he hears a question');
    const asCadetsSeeIt = await browser.get(at(lesson));
    expect(asCadetsSeeIt.text).toContain('“Noise upstairs” cannot be played yet');
    expect(asCadetsSeeIt.html).toContain('view=scenario');
    // What is wrong with a scene itself leaves the whole of it out, as anywhere.
    content.edit(lesson, 'The stairs are dark.', '### The stairs are dark.');
    const broken = await browser.get(at(lesson, { view: 'scenario' }));
    expect(broken.text).not.toContain('Luis hears a threat');
  });

  test('practicals, surveys, modules and courses', async () => {
    const practical = await browser.get(at('courses/parts/01-first-module/practical.mdx'));
    expect(practical.text).toContain('Rubric:');
    const survey = await browser.get(at('courses/parts/surveys/attitude.mdx'));
    expect(survey.text).toContain('scored in reverse; readers are not told');
    const page = await browser.get(at('courses/parts/course.mdx'));
    expect(page.html).toContain(`href="${at('courses/parts/01-first-module/01-lesson.mdx')}"`);
    expect((await browser.get(at('courses/parts/01-first-module/module.mdx'))).status).toBe(200);
  });
});
