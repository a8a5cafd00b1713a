import fc from 'fast-check';
import { expect, test } from 'vitest';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { createReport } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { readScenarios } from '#app/features/curriculum/compiler/parts/scenario-parts.server.ts';
import { checkTree } from '#app/features/curriculum/compiler/syntax/mdx-rules.server.ts';
import { parseMdx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { sceneTextOf } from '#app/features/curriculum/courses/scenario-rules.ts';
import { lessonBodySchema } from '#app/features/curriculum/courses/schema.ts';
import { createQualityReport } from '#app/features/curriculum/quality/report.server.ts';
import { checkScenario } from '#app/features/curriculum/quality/scenarios.server.ts';
import { copyCourse, fixtureFolder, itemOf } from './fixture-course.ts';

/** Text of scenes that is shown only sometimes, from what authors write to what readers get. */

const lesson = '01-first-module/01-lesson.mdx';
const ending = 'It is a wake. He turns it down.';

function lessonOf(content: Awaited<ReturnType<typeof loadContent>>) {
  const { output } = itemOf(content, 'parts-lesson');
  if (output?.kind !== 'lesson') throw new Error('the lesson has errors');
  return output;
}

function wakeOf(content: Awaited<ReturnType<typeof loadContent>>) {
  const block = lessonOf(content).body.blocks.find(({ type }) => type === 'scenario');
  const scenes = block?.type === 'scenario' ? block.scenario.scenes : [];
  const wake = scenes.find(({ id }) => id === 'wake');
  if (wake === undefined) throw new Error('no scene');
  return { wake, others: scenes.filter((scene) => scene !== wake) };
}

const trust = (is: 'at least' | 'below', value: number) => ({ variable: 'trust', is, value });

test('a scene holds its text in order, what is always shown apart', async () => {
  const course = copyCourse('parts');
  course.edit(
    lesson,
    ending,
    `Before.

<When if="trust at least 3 and time at most 5">

**Luis:** "You asked <Source id="lind-1990" />."

<Callout kind="note">

A box.

</Callout>

</When>

Between.

- not a choice

<When if="trust below 2">Short.</When>

After.`,
  );
  const { wake, others } = wakeOf(await course.load());
  expect(wake.html.match(/Before|Between|not a choice|After|asked|Short/g)).toEqual([
    'Before',
    'Between',
    'not a choice',
    'After',
  ]);
  expect(wake.passages.map(({ conditions }) => conditions)).toEqual([
    [],
    [trust('at least', 3), { variable: 'time', is: 'at most', value: 5 }],
    [],
    [trust('below', 2)],
    [],
  ]);
  const [before, sometimes, , short] = wake.passages.map(({ html }) => html);
  expect(before).toBe('<p>Before.</p>');
  expect(sometimes).toContain('<p class="speech"><strong class="speech-who">Luis:</strong>');
  expect(sometimes).toContain('href="#source-lind-1990"');
  expect(sometimes).toContain('callout-note');
  expect(short).toBe('<p>Short.</p>');
  expect(others.flatMap(({ passages }) => passages)).toEqual([]);
});

test('a scene may start or end with it, and a reader gets what fits', async () => {
  const course = copyCourse('parts');
  course.edit(
    lesson,
    ending,
    `<When if="trust at least 3">

First.

</When>

${ending}

<When if="trust below 3">

Last.

</When>`,
  );
  const { wake } = wakeOf(await course.load());
  const text = (value: number) => sceneTextOf(wake, { trust: value }).replace(/<[^>]*>/g, '');
  expect(text(3)).toBe('First.\nIt is a wake. He turns it down.');
  expect(text(2)).toBe('It is a wake. He turns it down.\nLast.');
});

test('what was published before can still be read, and keeps its revision', async () => {
  const content = await loadContent({ contentDir: fixtureFolder('parts'), dataDir: null });
  const output = lessonOf(content);
  const old = {
    ...output,
    body: {
      ...output.body,
      blocks: output.body.blocks.map((block) =>
        block.type === 'scenario'
          ? {
              ...block,
              scenario: {
                ...block.scenario,
                scenes: block.scenario.scenes.map(({ passages: _none, ...scene }) => scene),
              },
            }
          : block,
      ),
    },
  };
  expect(JSON.stringify(old)).not.toContain('passages');
  const read = lessonBodySchema.parse(JSON.parse(JSON.stringify(old.body)));
  expect(read).toEqual(output.body);
  expect(revisionIdOf('parts-lesson', { ...output, body: old.body as typeof read })).toBe(
    revisionIdOf('parts-lesson', output),
  );
});

test('a text or condition that changes makes another revision', async () => {
  const idWith = async (when: string) => {
    const course = copyCourse('parts');
    course.edit(lesson, ending, `${ending}\n\n${when}`);
    return revisionIdOf('parts-lesson', lessonOf(await course.load()));
  };
  const ids = await Promise.all([
    idWith(''),
    idWith('<When if="trust below 2">Short.</When>'),
    idWith('<When if="trust below 2">Shorter.</When>'),
    idWith('<When if="trust below 3">Short.</When>'),
  ]);
  expect(new Set(ids).size).toBe(4);
});

test('any conditions are read as they were written, or reported where they stand', {
  timeout: 60_000,
}, async () => {
  const course = copyCourse('parts');
  const before = course.read(lesson);
  const line = before.slice(0, before.indexOf(ending)).split('\n').length;
  const comparison = fc.constantFrom('at least', 'at most', 'below', 'above', 'is', 'At least', '');
  const part = fc
    .tuple(
      fc.constantFrom('trust', 'time', 'calm', 'Trust', ''),
      comparison,
      fc.constantFrom('3', '-1', '−2', '0', 'two', '1.5', ''),
      fc.constantFrom(' ', '  '),
    )
    .map(([name, is, value, space]) => [name, is, value].join(space));
  const conditions = fc
    .tuple(
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(' and ', '  and ', ' or '),
    )
    .map(([parts, joint]) => parts.join(joint));
  let read = 0;
  await fc.assert(
    fc.asyncProperty(conditions, async (text) => {
      course.write(lesson, before.replace(ending, `${ending}\n\n<When if="${text}">Now.</When>`));
      const content = await course.load();
      const errors = content.problems.filter(({ level }) => level === 'error');
      const known = /^ *(trust|time) +(at least|at most|below|above) +([-−]?\d+) *$/;
      const parts = text.split(/\s+and\s+/).map((each) => known.exec(each));
      expect(errors.length > 0).toBe(parts.includes(null));
      for (const problem of errors) expect(problem).toMatchObject({ line: line + 2, column: 7 });
      if (errors.length > 0) return;
      read += 1;
      expect(wakeOf(content).wake.passages[1]?.conditions).toEqual(
        parts.map((match) => ({
          variable: match?.[1],
          is: match?.[2],
          value: Number(match?.[3]?.replace('−', '-')),
        })),
      );
    }),
    // Right ones are rare by chance.
    { numRuns: 60, examples: [['trust at least 3'], ['time  below −2 and trust above 0']] },
  );
  expect(read).toBeGreaterThan(1);
});

test.each([
  ['three are offered to anybody', 'at least 2', []],
  ['four are offered to somebody', 'at least 1', ['P11-choices']],
])('a scene may hold four choices if %s', (_what, condition, rules) => {
  const choice = (words: string, to: string, ...more: string[]) =>
    [
      `- ["${words}"](#${to})`,
      ...['Resident: One two three.', 'Officer: One two three.', 'Kind: weak', ...more].map(
        (line) => `  > ${line}`,
      ),
    ].join('\n');
  const text = [
    '<Scenario id="s" title="S" variables="trust 1">',
    '<Scene id="go" title="Go">\n\nGo.',
    [choice('A', 'next', 'Effect: trust +1'), choice('B', 'next')].join('\n'),
    '</Scene>',
    '<Scene id="next" title="Next">\n\nNext.',
    [
      choice('C', 'end'),
      choice('D', 'end'),
      choice('E', 'end', 'If: trust below 2'),
      choice('F', 'end', `If: trust ${condition}`),
    ].join('\n'),
    '</Scene>',
    '<Scene id="end" end="good">\n\nEnd.\n\n</Scene>',
    '</Scenario>',
  ].join('\n\n');
  const problems = createReport('made.mdx');
  const { tree } = parseMdx(text, problems);
  checkTree(tree, 'lesson', problems, problems);
  const [scenario] = readScenarios(tree, problems).values();
  if (scenario === undefined) throw new Error('no scenario');
  expect(problems.problems).toEqual([]);
  const report = createQualityReport('made.mdx');
  checkScenario(scenario, false, report);
  const found = report.problems.map(({ rule }) => rule);
  expect(found.filter((rule) => rule === 'P11-choices')).toEqual(rules);
});
