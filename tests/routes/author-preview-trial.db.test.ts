import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { ContentFolder } from '#tests/support/content-folder.ts';

/** Trying out what is previewed: a check, a conversation, an attempt at a quiz. Nothing of it is kept. */

// A content folder of its own, set before the environment is read: the tests write to it.
const contentDir = vi.hoisted(() => {
  const folder = `${process.env.DATA_DIR}/content`;
  process.env.CONTENT_DIR = folder;
  return folder;
});

const content = new ContentFolder(contentDir);
const at = (file: string, query = {}) => paths.preview(file.replace(/^courses\//, ''), query);

let browser: TestBrowser;

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  const { id } = await createUser({ roles: ['author'] });
  browser = await TestBrowser.signedInAs(id);
});

beforeEach(() => content.fill('good', 'parts'));

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
    intent: 'answer-check',
    check: 'listening-agrees',
    option: wrong,
  });
  expect(location).toMatch(/#check-listening-agrees$/);
  expect(page.text).toContain('You can hear a person out and still decide against them.');
  expect(await db.checkAnswer.count()).toBe(0);
});

test('the course above a lesson leads to the course, not to one of its modules', async () => {
  const { html } = await browser.get(at(lesson));
  const crumbs = /<nav class="breadcrumbs[\s\S]*?<\/nav>/.exec(html)?.[0];
  expect(crumbs).toContain(`href="${at('courses/parts/course.mdx')}"`);
  expect(html).not.toMatch(/reflect-note|finish-reading/);
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

test('a quiz as cadets get it: drawn, in an order of its own, without the keys, with nothing to send', async () => {
  const quiz = 'courses/good/01-first-module/quiz.mdx';
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

describe('names of what every object has', () => {
  const ids = ['constructor', '__proto__', 'toString'];
  const quiz = 'courses/good/01-first-module/quiz.mdx';

  test.each(ids)('a part with the id %s is shown as wrong', async (id) => {
    content.edit(lesson, 'id="listening-agrees"', `id="${id}"`);
    content.edit(quiz, 'id="which-habit"', `id="${id}"`);
    for (const from of [at(lesson), at(lesson, { view: 'keys' }), at(quiz)]) {
      const { status, text } = await browser.get(from);
      expect([status, text]).toEqual([200, expect.stringContaining(`\`${id}\` cannot be an id`)]);
    }
  });

  test('a file whose own id or settings have one is shown all the same', async () => {
    content.edit(lesson, /^id: .*$/m, `id: constructor\n${ids.map((id) => `${id}: 1`).join('\n')}`);
    const { status, text } = await browser.get(at(lesson));
    expect(status).toBe(200);
    expect(text).toContain('`toString` is not a key of a lesson');
    expect(text).toContain('`id`: the program itself uses this word; choose another');
    expect((await browser.get(paths.author())).status).toBe(200);
  });

  test('an address that says they were answered or played is read', async () => {
    const query = ids.map((id) => `answer.${id}=a&play.${id}=a`).join('&');
    const { status, text } = await browser.get(`${at(lesson)}?${query}`);
    expect(status).toBe(200);
    expect(text).toContain('Before you start');
  });
});
