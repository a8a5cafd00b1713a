import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import type { LessonBody, QuizBody } from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { copyCourse, fixtureFolder, itemOf } from './fixture-course.ts';

let good: LoadedContent;

beforeAll(async () => {
  good = await loadContent({ contentDir: fixtureFolder('good'), dataDir: null });
});

function lesson(id: string, content = good): { body: LessonBody; key: AnswerKey } {
  const { output } = itemOf(content, id);
  if (output?.kind !== 'lesson') throw new Error(`${id} is no lesson`);
  return output;
}

function quiz(id: string, content = good): { body: QuizBody; key: AnswerKey } {
  const { output } = itemOf(content, id);
  if (output?.kind !== 'quiz') throw new Error(`${id} is no quiz`);
  return output;
}

function htmlOf(body: LessonBody): string {
  return body.blocks.map((block) => (block.type === 'html' ? block.html : '')).join('\n');
}

describe('the good course', () => {
  test('has no problems and is whole', () => {
    expect(good.problems).toEqual([]);
    expect(good.courses.map(({ id, complete }) => [id, complete])).toEqual([['good-course', true]]);
    expect(
      good.courses[0]?.items.map(({ id, moduleId, position }) => [id, moduleId, position]),
    ).toEqual([
      ['good-course', null, 0],
      ['first-module', 'first-module', 1000],
      ['first-lesson', 'first-module', 1001],
      ['second-lesson', 'first-module', 1002],
      ['first-quiz', 'first-module', 1999],
    ]);
  });

  test('every component becomes semantic HTML', () => {
    const html = htmlOf(lesson('first-lesson').body);
    for (const part of [
      '<div class="callout callout-evidence" role="note" aria-label="Evidence: What one study found">',
      '<sup class="cite"><a href="#source-lind-1990"><span class="visually-hidden">Source </span>[1]</a></sup>',
      '<a class="term" href="#term-voice">voice</a>',
      '<figcaption class="figure-caption">Beside, not before, the door.</figcaption>',
      'alt="An officer stands beside a door" width="120" height="80" loading="lazy"',
      '<track kind="captions"',
      '<summary>Transcript</summary>',
      'number {42}',
      '<div class="compare-weak"><p class="compare-label"><span class="compare-mark">Weaker</span> Order</p><p>"Calm down."</p></div>',
      '<div class="compare-strong"><p class="compare-label"><span class="compare-mark">Stronger</span> Offer</p><p>"Take your time. I am listening."</p></div>',
      '<div class="steps"><ol>',
      '<th scope="col" class="align-right">What it sounds like</th>',
      '<a href="https://example.org/page" rel="noopener noreferrer" class="external">',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).not.toContain('A comment for other authors');
    expect(html).not.toMatch(/style=|align=/);
  });

  test('a local rule is the academy’s own where it wrote one, and marked as open where not', () => {
    const html = htmlOf(lesson('first-lesson').body);
    expect(html).toContain(
      'Officers of this academy give name <strong>and</strong> number &#x3C; 10 seconds',
    );
    expect(html).not.toContain('The academy states here when officers give');
    expect(html).toMatch(/local-rule-open"[^>]*Being filmed.*has not written this rule here yet/s);
  });

  test('a lesson says which of the rules that it needs nobody has written', async () => {
    const course = copyCourse();
    const openRules = async () => {
      const { output } = itemOf(await course.load(), 'first-lesson');
      return output?.kind === 'lesson' ? output.body.openRules : null;
    };
    expect(await openRules()).toEqual([]);
    const path = '01-first-module/01-first-lesson.mdx';
    course.edit(path, 'lastReviewed:', 'needsRules: [names-and-numbers, filming]\nlastReviewed:');
    expect(await openRules()).toEqual(['filming']);
    course.write('local-rules/filming.md', 'People may film.');
    expect(await openRules()).toEqual([]);
  });

  test('examples stand in for rules that are missing in the demo academy alone, and say so', async () => {
    const course = copyCourse();
    course.write('local-rules/examples/filming.md', 'An example about cameras.');
    course.write('local-rules/examples/names-and-numbers.md', 'An example about names.');
    const { contentDir, dataDir } = course;
    const read = async (exampleRules: boolean) => {
      const content = await loadContent({ contentDir, dataDir, exampleRules });
      expect(content.problems).toEqual([]);
      return JSON.stringify(itemOf(content, 'first-lesson').output);
    };
    expect(await read(false)).not.toContain('An example about');
    const shown = await read(true);
    expect(shown).toContain('An example about cameras');
    expect(shown).toContain('Example rule of the demo academy');
    expect(shown).not.toContain('An example about names');
    // What was compiled for one is not taken for the other.
    expect(await read(false)).not.toContain('An example about');
  });

  test('headings have anchors of their own, equal ones too, and make the outline', () => {
    expect(lesson('first-lesson').body.outline).toEqual([
      { id: 'section-notes-and-pictures', text: 'Notes and pictures', depth: 2 },
      { id: 'section-words-side-by-side', text: 'Words side by side', depth: 3 },
      { id: 'section-steps-and-rules', text: 'Steps and rules', depth: 2 },
    ]);
    const { outline, blocks } = lesson('second-lesson').body;
    expect(outline.map(({ id }) => id)).toEqual(['section-a-heading', 'section-a-heading-1']);
    for (const { id } of outline) expect(JSON.stringify(blocks)).toContain(`id=\\"${id}\\"`);
  });

  test('links by file become addresses, also with an anchor', () => {
    const html = htmlOf(lesson('first-lesson').body);
    expect(html).toContain('href="/learn/good-course/second-lesson#section-a-heading"');
    expect(html).toContain('href="#section-notes-and-pictures"');
    expect(htmlOf(lesson('second-lesson').body)).toMatch(
      /href="\/files\/[0-9a-f]{16}\.pdf\?name=sheet">practice sheet \(PDF, 1\u00a0kB\)<\/a>/,
    );
    const course = itemOf(good, 'good-course').output;
    expect(course?.kind === 'course' && course.body.html).toContain(
      'href="/learn/good-course/first-lesson"',
    );
  });

  test('references are numbered as cited, then what the frontmatter adds', () => {
    const { references, terms } = lesson('first-lesson').body;
    expect(references.map(({ number, id }) => [number, id])).toEqual([
      [1, 'lind-1990'],
      [2, 'village-report'],
    ]);
    expect(terms).toEqual([
      {
        id: 'voice',
        term: 'Voice',
        meaning: 'People can tell their side before a decision is made.',
      },
    ]);
  });

  test('a source that nobody has checked is marked wherever it is cited', async () => {
    const course = copyCourse();
    for (const file of ['01-first-lesson', 'quiz']) {
      course.edit(`01-first-module/${file}.mdx`, '"lind-1990"', '"village-report"');
    }
    const content = await course.load();
    expect(htmlOf(lesson('first-lesson', content).body)).toContain(
      'Source, not yet checked against the original, </span>[1?]</a>',
    );
    const { key } = quiz('first-quiz', content);
    expect(Object.values(key['which-habit']?.feedback ?? {}).join()).toContain(
      '</a> (not yet checked against the original)</cite>',
    );
  });

  test('a page comes in blocks, cut at headings and interactive parts', () => {
    const { blocks, words } = lesson('second-lesson').body;
    expect(blocks.map(({ type }) => type)).toEqual(['html', 'check', 'html', 'check', 'reflect']);
    expect(
      blocks.flatMap((block) => (block.type === 'check' ? [[block.item.id, block.required]] : [])),
    ).toEqual([
      ['same-rule', true],
      ['two-habits', false],
    ]);
    expect(words).toBeGreaterThan(40);
  });

  test('items: type, prompt, options without a trace of the key', () => {
    const { items } = quiz('first-quiz').body;
    expect(items.map(({ type }) => type)).toEqual(['single', 'multiple', 'single']);
    expect(items[1]?.promptHtml).toBe(
      'Which <strong>two</strong> belong to the authoring language?',
    );
    expect(items[2]?.promptHtml).toContain('<img src="/files/');
    for (const item of items) {
      for (const option of item.options) expect(Object.keys(option)).toEqual(['id', 'html']);
    }
  });

  test('keys: correct options, feedback, misconceptions', () => {
    const { body, key } = quiz('first-quiz');
    const [single, multiple] = body.items;
    const ids = single?.options.map(({ id }) => id) ?? [];
    expect(key['which-habit']?.correct).toEqual([ids[0]]);
    expect(key['which-habit']?.feedback[ids[0] ?? '']).toContain(
      '<cite class="cite-name"><a href="https://example.org/lind-1990" rel="noopener noreferrer" class="external">Lind et al. (1990)</a></cite>',
    );
    expect(key['which-habit']?.misconceptions).toEqual({
      [ids[1] ?? '']: 'Hearing somebody equals agreeing with them.',
    });
    expect(key['two-parts']?.correct.toSorted()).toEqual(
      [multiple?.options[0]?.id, multiple?.options[2]?.id].toSorted(),
    );
    const checks = lesson('second-lesson').key;
    expect(Object.values(checks['same-rule']?.misconceptions ?? {})).toEqual([
      'Being lenient equals being fair.',
      'A bad street makes a bad household.',
    ]);
    expect(Object.values(checks['same-rule']?.feedback ?? {})[0]).toContain(
      'href="#source-lind-1990"',
    );
  });

  test('no body holds a word of any feedback or misconception, or says what is correct', () => {
    for (const id of ['second-lesson', 'first-quiz']) {
      const output = itemOf(good, id).output;
      const text = JSON.stringify(output?.body);
      const secrets = Object.values(output?.key ?? {}).flatMap(({ feedback, misconceptions }) => [
        ...Object.values(feedback).map((html) => html.replace(/<[^>]*>.*/s, '').trim()),
        ...Object.values(misconceptions),
      ]);
      expect(secrets.length).toBeGreaterThanOrEqual(8);
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(text).not.toMatch(/"correct"|\[x\]|misconception|feedback":"?</i);
    }
  });

  test('an option keeps its id when options are moved, added or marked otherwise', async () => {
    const course = copyCourse();
    course.edit(
      '01-first-module/quiz.mdx',
      '- [ ] Before the door',
      '- [ ] Behind the door\n  > Too late.\n- [x] Before the door',
    );
    const changed = itemOf(await course.load(), 'first-quiz').output;
    const ids = (body: QuizBody) => body.items[2]?.options.map(({ id }) => id) ?? [];
    if (changed?.kind !== 'quiz') throw new Error('no quiz');
    expect(ids(changed.body).slice(1)).toEqual(ids(quiz('first-quiz').body));
  });
});

test('a page knows the size of a picture in every format before it has come', async () => {
  const course = copyCourse();
  for (const name of ['lossy.webp', 'plain.avif', 'plain.gif', 'turned.jpg'])
    course.write(`01-first-module/${name}`, readFileSync(`tests/fixtures/pictures/${name}`));
  course.edit(
    '01-first-module/01-first-lesson.mdx',
    /$/,
    '\n![A](./lossy.webp) ![B](./plain.avif) ![C](./plain.gif) ![D](./turned.jpg)\n',
  );
  const html = htmlOf(lesson('first-lesson', await course.load()).body);
  for (const alt of ['A', 'B', 'C']) expect(html).toContain(`alt="${alt}" width="12" height="34"`);
  expect(html).toContain('alt="D" width="34" height="12"');
});
