import { beforeAll, expect, test } from 'vitest';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import { copyCourse, fixtureFolder, itemOf } from './fixture-course.ts';

let parts: LoadedContent;

beforeAll(async () => {
  parts = await loadContent({ contentDir: fixtureFolder('parts'), dataDir: null });
});

function output<K extends Output['kind']>(id: string, kind: K): Extract<Output, { kind: K }> {
  const found = itemOf(parts, id).output;
  const isKind = (each: Output | null): each is Extract<Output, { kind: K }> => each?.kind === kind;
  if (!isKind(found)) throw new Error(`${id} is no ${kind}`);
  return found;
}

test('practicals stand before the quiz of their module, surveys after all modules', () => {
  expect(
    parts.courses[0]?.items.map(({ id, kind, moduleId, position }) => [
      id,
      kind,
      moduleId,
      position,
    ]),
  ).toEqual([
    ['parts-course', 'course', null, 0],
    ['parts-module', 'module', 'parts-module', 1000],
    ['parts-lesson', 'lesson', 'parts-module', 1001],
    ['parts-practical', 'practical', 'parts-module', 1998],
    ['parts-quiz', 'quiz', 'parts-module', 1999],
    ['parts-survey', 'survey', null, 900_000],
  ]);
});

test('links to a practical or survey lead to its page', async () => {
  expect(output('parts-course', 'course').body.html).toMatch(
    /href="\/learn\/parts-course\/parts-module\/practical"[\s\S]*href="\/learn\/parts-course\/surveys\/parts-survey"/,
  );
  const course = copyCourse('parts');
  course.edit('01-first-module/module.mdx', 'id: parts-module\n', '');
  course.edit('surveys/attitude.mdx', 'id: parts-survey\n', '');
  const broken = itemOf(await course.load(), 'parts-course');
  expect(broken.provisional).toBe(true);
});

test('a practical is text and rubrics, with an outline', () => {
  const { body } = output('parts-practical', 'practical');
  expect(body.blocks.map(({ type }) => type)).toEqual(['html', 'rubric', 'html']);
  expect(body.outline.map(({ text }) => text)).toEqual(['How it runs', 'Afterwards']);
  expect(body.blocks[0]).toMatchObject({
    html: expect.stringContaining('<cite class="cite-name">'),
  });
  const rubric = body.blocks.find((block) => block.type === 'rubric')?.rubric;
  expect(rubric).toMatchObject({
    id: 'door-rubric',
    title: 'At the door',
    lesson: 'parts-lesson',
    pass: 4,
    levels: ['Not shown', 'Partly', 'Secure'],
  });
  expect(rubric?.criteria.map(({ html, critical }) => [html, critical])).toEqual([
    ['Asks <strong>first</strong>', false],
    ['Stands safely', true],
    ['Ends well', false],
  ]);
  expect(rubric?.criteria[1]?.levels).toEqual([
    'Stands before the door',
    'Steps aside late',
    'Stands beside the door from the start',
  ]);
});

test('a survey hides which statements are scored in reverse', () => {
  const { body, key } = output('parts-survey', 'survey');
  expect(body.blocks.map(({ type }) => type)).toEqual(['html', 'scale', 'rank']);
  const scale = body.blocks.find((block) => block.type === 'scale');
  expect(scale?.statements.map(({ html }) => html)).toEqual([
    "I want to hear a person's account.",
    'Letting people talk gives them time to make <strong>excuses</strong>.',
    'A short silence can be useful.',
  ]);
  expect(key['voice-scale']?.correct).toEqual([scale?.statements[1]?.id]);
  expect(JSON.stringify(body)).not.toMatch(/\(R\)|reversed/);
  const rank = body.blocks.find((block) => block.type === 'rank');
  expect(rank).toMatchObject({ promptHtml: expect.stringContaining('Which reply is best?') });
  expect(rank?.replies).toHaveLength(3);
});

test('a practice quiz is not limited unless its author says so', async () => {
  const course = copyCourse('parts');
  const quiz = '01-first-module/quiz.mdx';
  course.edit('01-first-module/module.mdx', 'requiresQuiz: true', 'requiresQuiz: false');
  course.edit(quiz, /attempts: 2\nwaitHours: 12/, 'practice: true');
  course.edit(quiz, 'remediation: [parts-lesson]\n', '');
  const made = itemOf(await course.load(), 'parts-quiz').output;
  expect(made?.kind === 'quiz' && made.body.frontmatter).toMatchObject({
    practice: true,
    attempts: null,
  });
});

test('the cache gives back every kind of file as it was', async () => {
  const course = copyCourse('parts');
  const first = await course.load();
  const second = await course.load();
  expect([first.compiled, second.compiled, second.cached]).toEqual([6, 0, 6]);
  expect(second.courses).toEqual(first.courses);
  expect(second.problems).toEqual([]);
});
