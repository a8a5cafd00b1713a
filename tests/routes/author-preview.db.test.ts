import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { syncContent } from '#app/features/curriculum/mutations.server.ts';
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

  test('a quiz as cadets get it: drawn, in an order of its own, without the keys, with nothing to send', async () => {
    const quiz = `${module}/quiz.mdx`;
    content.edit(quiz, 'shuffle: true', 'shuffle: true\ndraw: 2');
    const drawn = async (query: object) => {
      const { html, text } = await browser.get(at(quiz, { view: 'attempt', ...query }));
      expect(text).toContain('Attempt 1 of 3');
      expect(text).not.toContain('What an attempt draws');
      for (const word of ['gives up no authority', 'Misconception: Hearing', 'Movement keeps'])
        expect(text).not.toContain(word);
      expect(html).not.toContain('start-attempt');
      return [...html.matchAll(/id="item-([\w-]+)"/g)].map(([, id]) => id);
    };
    const orders = await Promise.all([1, 2, 3, 4, 5, 6].map((draw) => drawn({ draw: `${draw}` })));
    for (const order of orders) expect(new Set(order).size).toBe(2);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
    expect(await drawn({})).toEqual(orders[0]);
    const { html, text } = await browser.get(at(quiz, { view: 'attempt', draw: '6' }));
    expect(text).toContain('Attempt 6 of those that may be drawn');
    expect(html).toContain('view=attempt&amp;draw=7');
    expect(await db.attempt.count()).toBe(0);
  });

  test('not while they answer that very quiz', async () => {
    await syncContent();
    const { revisionId } = await db.contentItem.findUniqueOrThrow({
      where: { contentId: 'first-quiz' },
    });
    await db.attempt.create({
      data: {
        ...{ id: newId(), userId: authorId, quizId: 'first-quiz', revisionId, number: 1, seed: 1 },
        ...{ status: 'open', startedAt: new Date() },
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

describe('trying it out', () => {
  const lesson = 'courses/parts/01-first-module/01-lesson.mdx';

  async function send(fields: Record<string, string | string[]>, from = at(lesson)) {
    const { status, location } = await browser.post(from, fields);
    expect(status).toBe(302);
    return { location: location ?? '', page: await browser.get(location ?? '') };
  }

  test('a check is judged as for a cadet, and nothing is stored', async () => {
    const { html } = await browser.get(at(lesson));
    const card = html.slice(html.indexOf('id="check-listening-agrees"'));
    const wrong = /value="([^"]+)"[^>]*>\s*<span>True/.exec(card)?.[1] ?? '';
    const { location, page } = await send({
      ...{ intent: 'answer-check', check: 'listening-agrees', option: wrong },
    });
    expect(location).toMatch(/#check-listening-agrees$/);
    expect(page.text).toContain('You can hear a person out and still decide against them.');
    expect(await db.checkAnswer.count()).toBe(0);
  });

  test('a conversation is played, gone back in and skipped in the address alone', async () => {
    const before = await browser.get(at(lesson));
    expect(before.text).toContain('Before you start');
    const scenario = 'noise-upstairs';
    const started = await send({ intent: 'start-scenario', scenario, run: '1' });
    expect(started.page.text).toContain('The stairs are dark.');
    const choice = /name="choice" value="([^"]+)"/.exec(started.page.html)?.[1] ?? '';
    const fields = { scenario, revision: 'disk', run: '1' };
    const gone = await send(
      { intent: 'choose-reply', ...fields, step: '1', choice },
      started.location.replace(/#.*/, ''),
    );
    expect(gone.page.text).toContain('At the door');
    // The author rewords that choice: the way stops before it.
    content.edit(lesson, '- [Go on](#door)', '- [Walk on](#door)');
    expect((await browser.get(gone.location)).text).toContain('The stairs are dark.');
    const skipped = await send({ intent: 'skip-scenario', scenario, run: '1' }, gone.location);
    expect(skipped.page.text).toContain('You skipped this conversation');
    expect(await db.scenarioRun.count()).toBe(0);
  });

  test('a form that is none of the lesson’s is refused', async () => {
    expect((await browser.post(at(lesson), { intent: 'sell-lesson' })).status).toBe(400);
  });
});
