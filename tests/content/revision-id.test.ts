import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import {
  revisionIdOf,
  whatCounts,
} from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import {
  type LoadedContent,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import { bodySchemas } from '#app/features/curriculum/courses/schema.ts';
import { later } from '#app/features/curriculum/items/hash-schema.ts';
import { answerKeySchema } from '#app/features/curriculum/items/schema.ts';
import { copyCourse, fixtureFolder, itemOf } from './fixture-course.ts';

let courses: LoadedContent[];

beforeAll(async () => {
  courses = await Promise.all(
    ['good', 'parts', 'item-types'].map((name) =>
      loadContent({ contentDir: fixtureFolder(name), dataDir: null }),
    ),
  );
});

function outputOf(id: string, contents: LoadedContent[] = courses): Output {
  const content = contents.find((each) =>
    each.courses.some(({ items }) => items.some((item) => item.id === id)),
  );
  const output = content === undefined ? null : itemOf(content, id).output;
  if (output === null) throw new Error(`${id} has errors`);
  return output;
}

const idOf = (id: string, contents?: LoadedContent[]) => revisionIdOf(id, outputOf(id, contents));

// As they were when databases first held them: records made then still name what their cadets saw. Quizzes that ask for
// several options have a new one since guessing gains nothing: the same answers may earn other points. The second lesson has
// one since links to handouts say what they lead to.
test.each([
  ['good-course', '145ced09e98cf0bb49d2e8a0b4056a8a9fc425f0dca1f9b38865fe7dab9a8e70'],
  ['first-module', '8bf34a512fc9cf087ab860f70fef665a68c8ff43fcf9d31249b7f067c32f328d'],
  ['first-lesson', 'b77e0fbb685e9f00b87737dedffcfcd6c46859078cb035b0ccacedce7f852bac'],
  ['second-lesson', '6e52227b57918edea0dad2e2f46ac9d6628096581fdc001794911c8488f7d30c'],
  ['first-quiz', 'cd89dc323ca509cfbe75350bb1d6d68b8ead4d62fab52f88c1009f55eea0f6ba'],
  ['parts-course', 'd5e1cd688cb6c6fd8043959b6aa206321f6a104d87c5dde2b18588da50e5bf48'],
  ['parts-module', 'f54e63dd3235eeb7ec961c4b006836f8ceb439b52c2b80201b37f06a5d2a71c9'],
  ['parts-lesson', 'a13f7e59f7f108c479db8f9b4d6b27d88be727a24affa1d01d7cbcd8f3b1a111'],
  ['parts-practical', '129eb5b004e2d70d1b7563fc9a4438768117a338e72296885ea0b504398d64fd'],
  ['parts-quiz', '8606832dd4287b05c4ac4ff56562b5d814ab738e56cfe94636e09a0dcf724e25'],
  ['parts-survey', '8236795360d3e59b5c89a732204e252dd48189f506c65d453e612df208b07b2a'],
  ['item-types', '9a2d67db83292997dde0c91af8ceb495716a206c6ca4a9645c5ee6559c1f8387'],
  ['all-types', '7b9b9fe00556e888235688194f878698281de2f0f968921d86d5c7b3c0c6b7c4'],
  ['every-check', '9697248d0acbf02fd758767aaaa5d64a5c63d4cf3be228c8d718ba6053aa59e0'],
  ['all-types-quiz', '6da076bc5b49933bd6d5b78d493469d5871109b52916c36c4989ead5d5c0abbf'],
])('%s keeps its revision as long as its author changes nothing', (id, revision) => {
  expect(idOf(id)).toBe(revision);
});

test.each([
  ['a pattern', '01-first-module/01-lesson.mdx', 'restat*', 'restate', 'parts-lesson'],
  ['a tolerance', '01-first-module/01-lesson.mdx', '14 ± 1', '14 ± 2', 'parts-lesson'],
  ['an explanation', '01-first-module/01-lesson.mdx', 'Ends count', 'Both count', 'parts-lesson'],
  ['a tag', '01-first-module/01-lesson.mdx', 'contact, first', 'contact', 'parts-lesson'],
  [
    'what a choice is',
    '01-first-module/01-lesson.mdx',
    'Kind: repair',
    'Kind: fair',
    'parts-lesson',
  ],
  ['what follows', '01-first-module/01-lesson.mdx', 'He looks up', 'He looks away', 'parts-lesson'],
  [
    'a condition',
    '01-first-module/01-lesson.mdx',
    'trust below 2',
    'trust below 3',
    'parts-lesson',
  ],
  [
    'where it leads',
    '01-first-module/01-lesson.mdx',
    'tonight?"](#wake)',
    'tonight?"](#written)',
    'parts-lesson',
  ],
  ['an ending', '01-first-module/01-lesson.mdx', 'end="poor"', 'end="mixed"', 'parts-lesson'],
  ['the waiting time', '01-first-module/quiz.mdx', 'waitHours: 12', 'waitHours: 0', 'parts-quiz'],
  ['the blueprint', '01-first-module/quiz.mdx', 'items: 2', 'items: 1', 'parts-quiz'],
  ['a star', '01-first-module/practical.mdx', '★ ', '', 'parts-practical'],
  ['a level', '01-first-module/practical.mdx', 'Walks off', 'Runs off', 'parts-practical'],
  ['a reversed statement', 'surveys/attitude.mdx', ' (R)', '', 'parts-survey'],
])('%s that changes makes another revision', async (_what, path, before, after, id) => {
  const course = copyCourse('parts');
  course.edit(path, before, after);
  expect(idOf(id, [await course.load()])).not.toBe(idOf(id));
});

/** What the fields that came later hold when nobody touched them, and a value that no field has. */
const quiet: readonly unknown[] = [null, false, 0, [], {}, 'open', 'new'];

/** Fields that are left out of a revision's id, as `schema.field`, with the one value that is. */
const mayBeLeftOut = new Set([
  'course.frontmatter.failedAttempts null',
  'course.frontmatter.leastTime null',
  'course.frontmatter.rereadOn []',
  'quiz.frontmatter.practice false',
  'quiz.frontmatter.waitHours 0',
  'quiz.frontmatter.timeLimitMinutes null',
  'quiz.frontmatter.draw null',
  'quiz.frontmatter.blueprint null',
  'quiz.frontmatter.unseenFirst false',
  'quiz.frontmatter.remediation []',
  'quiz.frontmatter.afterDue "open"',
  ...['lesson.blocks.item', 'quiz.items'].flatMap((item) => [
    `${item}.tags []`,
    `${item}.targets []`,
    `${item}.columns null`,
    `${item}.unit null`,
    `${item}.picture null`,
  ]),
  'lesson.blocks.scenario.scenes.passages []',
  'key.*.explanation null',
  'key.*.range null',
  'key.*.patterns []',
  'key.*.choices {}',
]);

/** What to try everywhere: what is left out somewhere, and a name that no schema has. */
const tried: [name: string, held: unknown][] = [
  ...quiet.map((held): [string, unknown] => ['novel', held]),
  ...[...new Set([...mayBeLeftOut].map((each) => each.slice(each.lastIndexOf('.') + 1)))].map(
    (each): [string, unknown] => {
      const [name = '', text = ''] = each.split(' ');
      return [name, JSON.parse(text)];
    },
  ),
];

type Found = { at: string; value: Record<string, unknown> };

/** Every object within a value, with its place: names of fields, `*` for the keys of a record. */
function findObjects(value: unknown, at: string, inRecord = false): Found[] {
  if (Array.isArray(value)) return value.flatMap((each) => findObjects(each, at));
  if (value === null || typeof value !== 'object') return [];
  const isRecord = ['key', 'key.*.feedback', 'key.*.misconceptions', 'key.*.choices'].includes(at);
  const inner = Object.entries(value).flatMap(([name, each]) =>
    findObjects(each, `${at}.${isRecord ? '*' : name}`, isRecord),
  );
  const own = { at, value: value as Record<string, unknown> };
  return isRecord && !inRecord ? inner : [own, ...inner];
}

test('a field of any schema changes the revision, whatever it holds, unless its schema says that it does not', () => {
  const found = new Set<string>();
  const leftOut = new Set<string>();
  const allOutputs = courses.flatMap((content) =>
    content.courses.flatMap(({ items }) =>
      items.flatMap(({ id, output }) => (output === null ? [] : [{ id, output }])),
    ),
  );
  for (const { id, output } of allOutputs) {
    const copy = structuredClone(output);
    const places = [...findObjects(copy.body, copy.kind), ...findObjects(copy.key, 'key')];
    const count = () =>
      [whatCounts(bodySchemas[copy.kind], copy.body), whatCounts(answerKeySchema, copy.key)].map(
        (each) => JSON.stringify(each),
      );
    for (const { at, value } of places) {
      // Once a kind of object, or the whole takes minutes.
      if (found.has(`${copy.kind} ${at} ${value.type}`)) continue;
      found.add(`${copy.kind} ${at} ${value.type}`);
      for (const [name, held] of tried) {
        const had = Object.hasOwn(value, name);
        const before = value[name];
        delete value[name];
        const without = count().join();
        value[name] = held;
        if (count().join() === without) leftOut.add(`${at}.${name} ${JSON.stringify(held)}`);
        if (had) value[name] = before;
        else delete value[name];
      }
    }
    expect(revisionIdOf(id, copy)).toBe(revisionIdOf(id, output));
  }
  expect([...leftOut].sort()).toEqual([...mayBeLeftOut].sort());
  expect(found.size).toBeGreaterThan(40);
});

test('when a text takes force is no part of its revision; an item called like that is', () => {
  const quiz = structuredClone(outputOf('first-quiz'));
  const id = revisionIdOf('first-quiz', quiz);
  quiz.body.frontmatter.draft = true;
  quiz.body.frontmatter.releaseAt = '2026-12-01T08:00';
  expect(revisionIdOf('first-quiz', quiz)).toBe(id);
  if (quiz.kind !== 'quiz') throw new Error('no quiz');
  const [key] = Object.values(quiz.key);
  if (key === undefined) throw new Error('no key');
  quiz.key.draft = key;
  expect(revisionIdOf('first-quiz', quiz)).not.toBe(id);
});

test('a schema that gets a field gets other revisions, unless the field is marked', () => {
  const value = { items: [{ id: 'one', level: null }] };
  const extended = (level: z.ZodType) =>
    z.object({ items: z.array(z.union([z.object({ id: z.string(), level })])).nullable() });
  const novel = z.string().nullable().default(null);
  expect(whatCounts(extended(novel), value)).toEqual(value);
  expect(whatCounts(extended(later(novel)), value)).toEqual({ items: [{ id: 'one' }] });
  expect(
    whatCounts(extended(later(z.string().nullable().default(null))), {
      items: [{ id: 'one', level: 'high' }],
    }),
  ).toEqual({ items: [{ id: 'one', level: 'high' }] });
});
