import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';

// Parts of the quality criteria that the compiler enforces, because a page without them would be wrong for cadets.

const clean = resolve('tests/fixtures/quality/course');
const folder = mkdtempSync(join(tmpdir(), 'rapport-structure-'));
cpSync(clean, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const give = '01-handing-over/01-giving-a-handover.mdx';
const take = '01-handing-over/02-taking-over.mdx';
const practical = '01-handing-over/practical.mdx';

/** What the criteria ask, the compiler's rule for it, the file, the edit, and words on the line of the finding. */
const faults: [string, string, string, string | RegExp, string, string][] = [
  ['P1 every key', 'missing-key', give, 'minutes: 31\n', '', 'id: giving-a-handover'],
  ['P1 dates', 'bad-value', give, 'lastReviewed: 2026-11-01', 'lastReviewed: May', 'lastReviewed'],
  [
    'P6 keys resolve',
    'unknown-source',
    give,
    '<Source id="holt-2015" />',
    '<Source id="hult-2051" />',
    'hult-2051',
  ],
  [
    'P6 whole records',
    'missing-key',
    'sources.yml',
    / {2}limits: .*followed one.*\n/,
    '',
    'ward-2011:',
  ],
  ['P9 alt text', 'missing-attribute', give, /alt="A board[^"]*" /, '', '<Figure'],
  ['P9 one h1', 'heading-level', give, '## Four lines', '# Four lines', '# Four lines'],
  ['P9 levels', 'heading-level', give, '### Ordinary', '#### Ordinary', '#### Ordinary'],
  [
    'P9 captions',
    'missing-attribute',
    give,
    '## Four lines',
    '<Video src="./a.mp4" transcript="./a.md" title="A film" />\n\n## Four lines',
    '<Video',
  ],
  [
    'P10 a key',
    'item-key',
    give,
    '- [x] Who was told',
    '- [ ] Who was told',
    '<Check id="which-comes-first"',
  ],
  [
    'P11 reachable',
    'scenario-graph',
    give,
    '(#the-sergeant)',
    '(#kept)',
    '<Scene id="the-sergeant"',
  ],
  ['P11 no dead end', 'scenario-graph', give, ' end="good"', '', '<Scene id="kept"'],
  [
    'P11 no loop',
    'scenario-graph',
    give,
    'about that."](#the-words)',
    'about that."](#the-coat)',
    'Nobody told me',
  ],
  [
    'P11 consequences',
    'scenario-choice',
    give,
    '  > Officer: You now know what she was told.\n',
    '',
    'What exactly did you',
  ],
  ['P12 criteria', 'rubric', practical, /\| (The words|★ Danger) .*\n/g, '', '| Criterion |'],
  [
    'P8 unique ids',
    'duplicate-id',
    take,
    'id="my-last-nod"',
    'id="what-went-home-with-me"',
    'what-went-home',
  ],
];

test.each(faults)(
  '%s: the compiler finds a planted fault (%s)',
  async (_what, rule, file, before, after, at) => {
    const text = readFileSync(join(clean, file), 'utf8');
    const changed = text.replace(before, after);
    expect(changed).not.toBe(text);
    writeFileSync(join(folder, file), changed);
    const { problems } = await loadContent({ contentDir: folder, dataDir: null });
    cpSync(join(clean, file), join(folder, file));
    const line = changed.split('\n').findIndex((each) => each.includes(at)) + 1;
    expect(problems.filter((problem) => problem.rule === rule).map(toProblemLine)).toEqual(
      expect.arrayContaining([expect.stringContaining(`${file}:${line}:`)]),
    );
  },
);

test('the course without a fault compiles without a problem', async () => {
  const { problems } = await loadContent({ contentDir: folder, dataDir: null });
  expect(problems.map(toProblemLine)).toEqual([]);
});
