import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startContent } from '#app/features/authoring/starter.server.ts';
import {
  freeId,
  nextNumber,
  planQuestions,
  toSlug,
} from '#app/features/authoring/starter-rules.ts';
import { checkContent } from '#app/features/curriculum/quality/content-check.server.ts';

const today = '2026-11-22';

type Maker = {
  contentDir: string;
  make: (
    kind: Parameters<typeof startContent>[0]['kind'],
    where: string,
    title: string,
  ) => ReturnType<typeof startContent>;
  /** Problem lines of the check, and its errors. */
  check: (day?: string) => Promise<{ errors: number; lines: string[] }>;
};

function newFolder(): Maker {
  const contentDir = mkdtempSync(join(tmpdir(), 'rapport-new-'));
  onTestFinished(() => rmSync(contentDir, { recursive: true, force: true }));
  mkdirSync(join(contentDir, 'courses'));
  return {
    contentDir,
    make: (kind, where, title) => startContent({ kind, where, title, today, contentDir }),
    async check(day = today) {
      const lines: string[] = [];
      const errors = await checkContent(contentDir, (line) => lines.push(line), { today: day });
      return { errors, lines };
    },
  };
}

/** A course with a module of one lesson. */
async function withLesson(): Promise<Maker & { course: string; module: string }> {
  const maker = newFolder();
  const { id: course } = await maker.make('course', '', 'Words that hold');
  await maker.make('module', course, 'At the door');
  const module = `${course}/01-at-the-door`;
  await maker.make('lesson', module, 'Hearing silence');
  return { ...maker, course, module };
}

test('files of every kind pass the check; what is left to do are warnings', async () => {
  const { make, check, course, module, contentDir } = await withLesson();
  await make('lesson', module, 'Saying “sorry”: twice');
  await make('quiz', module, 'Quiz of the first module');
  await make('practical', module, 'Practical of the first module');
  await make('survey', course, 'Before and after');
  // After the quiz: its questions do not cover this one yet.
  await make('lesson', module, 'The third lesson: a "quoted" one');
  const { errors, lines } = await check();
  expect(lines.filter((line) => line.includes(' error '))).toEqual([]);
  expect(errors).toBe(0);
  const rules = lines.flatMap((line) => / warning (\S+)/.exec(line)?.[1] ?? []);
  expect(new Set(rules)).toEqual(
    new Set([
      'P1-reviewers',
      'P3-grade-target',
      'P5-minutes',
      'P5-words',
      'P6-few',
      'P10-key-opening',
      'P10-pool',
      'P11-same-way',
      'unwritten',
    ]),
  );
  expect(readdirSync(join(contentDir, 'courses', module)).sort()).toEqual([
    '01-hearing-silence.mdx',
    '02-saying-sorry-twice.mdx',
    '03-the-third-lesson-a-quoted-one.mdx',
    'module.mdx',
    'practical.mdx',
    'quiz.mdx',
  ]);
});

describe('each kind by itself', () => {
  test.each(['course', 'module'] as const)('%s', async (kind) => {
    const { make, check } = newFolder();
    const { id } = await make('course', '', 'Words that hold');
    if (kind === 'module') await make('module', id, 'At the door');
    expect((await check()).errors).toBe(0);
  });

  test.each(['lesson', 'quiz', 'practical', 'survey'] as const)('%s', async (kind) => {
    const { make, check, course, module } = await withLesson();
    if (kind !== 'lesson') await make(kind, kind === 'survey' ? course : module, 'One of these');
    expect((await check()).errors).toBe(0);
  });
});

test('nothing that is there is overwritten', async () => {
  const { make, module, contentDir } = await withLesson();
  await make('quiz', module, 'The quiz');
  const path = join(contentDir, 'courses', module, 'quiz.mdx');
  const before = readFileSync(path, 'utf8');
  await expect(make('quiz', module, 'Another quiz')).rejects.toThrow(
    'quiz.mdx is there already; nothing was changed.',
  );
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('two things of one title get ids of their own', async () => {
  const { make, check, module } = await withLesson();
  const again = await make('lesson', module, 'Hearing silence');
  expect(again.id).toBe('hearing-silence-2');
  expect(again.files).toEqual([`courses/${module}/02-hearing-silence-2.mdx`]);
  const { lines } = await check();
  expect(lines.join('\n')).not.toContain('duplicate-id');
});

test('a source is added below what `sources.yml` says of itself', async () => {
  const { check, contentDir, course } = await withLesson();
  const path = join(contentDir, 'courses', course, 'sources.yml');
  const known = readFileSync('content/courses/communication-and-empathy/sources.yml', 'utf8');
  const [record = ''] = /^[a-z0-9-]+:\n(?: {2}.*\n)+/m.exec(known) ?? [];
  expect(record).toContain('evidence:');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n${record}`);
  const found = (await check()).lines.filter((line) => line.includes(' error '));
  // It is read, and not cited yet.
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/sources\.yml:13:1 error P6-unused/);
});

test('sources that cannot be read are not told to be of the wrong kind', async () => {
  const { check, contentDir, course, module } = await withLesson();
  const lesson = join(contentDir, 'courses', module, '01-hearing-silence.mdx');
  const text = readFileSync(lesson, 'utf8');
  writeFileSync(lesson, text.replace('sources: []  ', 'sources: [lind-1990]'));
  const rules = async () => (await check()).lines.filter((line) => line.includes('P6-primary'));
  expect(await rules()).toHaveLength(1);
  writeFileSync(join(contentDir, 'courses', course, 'sources.yml'), 'lind-1990:\n\tauthors: x\n');
  expect(await rules()).toEqual([]);
});

test('one tab is one message, and a draft with it stays one', async () => {
  const { check, contentDir, module } = await withLesson();
  const path = join(contentDir, 'courses', module, '01-hearing-silence.mdx');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('    text: Explain', '\ttext: Explain'));
  const found = (await check()).lines.filter((line) => line.includes(' error '));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/01-hearing-silence\.mdx:10:1 error yaml a tab indents this line/);
});

describe('without its `draft: true`', () => {
  const open = (contentDir: string, file: string) => {
    const path = join(contentDir, 'courses', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^---\ndraft: true /);
    writeFileSync(path, text.replace(/^draft: true.*\n/m, ''));
    return text;
  };

  test('every text that is still to be written is an error at its line, and quality counts', async () => {
    const { check, contentDir, module } = await withLesson();
    const file = `${module}/01-hearing-silence.mdx`;
    const lines = open(contentDir, file).split('\n').slice(2);
    const left = lines.flatMap((line, index) =>
      /Write: |\(write it\)/.test(line) ? [`${index + 2}`] : [],
    );
    expect(left.length).toBeGreaterThan(40);
    const found = (await check()).lines.flatMap(
      (line) => /01-hearing-silence\.mdx:(\d+):\d+ error unwritten/.exec(line)?.[1] ?? [],
    );
    expect(found).toEqual(left);
    expect((await check()).lines.join('\n')).toContain('error P6-few');
  });

  test('a module does not wait for a quiz that is a draft', async () => {
    const { make, check, contentDir, module } = await withLesson();
    await make('quiz', module, 'The quiz');
    const path = join(contentDir, 'courses', module, 'module.mdx');
    const wait = (text: string) => text.replace('requiresQuiz: false', 'requiresQuiz: true');
    writeFileSync(path, wait(readFileSync(path, 'utf8')));
    expect((await check()).lines.join('\n')).not.toContain('draft-quiz');
    open(contentDir, `${module}/module.mdx`);
    expect((await check()).lines.join('\n')).toMatch(
      /module\.mdx:5:1 error draft-quiz .*take `draft: true` out of quiz\.mdx/,
    );
  });
});

test.each([
  ['a place that is none', 'words-that-hold/09-nowhere', 'A title', 'There is no module.mdx'],
  ['a place outside', '../../../../etc', 'A title', 'There is no module.mdx'],
  ['no title', 'words-that-hold/01-at-the-door', ' ', 'Give it a title'],
])('%s is refused in words', async (_what, where, title, message) => {
  const { make } = await withLesson();
  await expect(make('lesson', where, title)).rejects.toThrow(message);
});

test('a module of another content folder is refused', async () => {
  const { make } = await withLesson();
  const other = resolve('tests/fixtures/courses/good/01-first-module');
  await expect(make('lesson', other, 'A title')).rejects.toThrow('is not in the content folder');
  expect(existsSync(join(other, '03-a-title.mdx'))).toBe(false);
});

test('a quiz or practical of a module without lessons is refused', async () => {
  const { make } = newFolder();
  const { id } = await make('course', '', 'Words that hold');
  await make('module', id, 'At the door');
  await expect(make('quiz', `${id}/01-at-the-door`, 'Quiz')).rejects.toThrow(
    'make its lessons first',
  );
});

test('the command says how it is used', () => {
  const run = (...words: string[]) => {
    try {
      return execFileSync('npx', ['tsx', 'app/commands/content-new.ts', ...words], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (cause) {
      return cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : '';
    }
  };
  expect(run('poster', 'x', 'y')).toContain('npm run content:new -- lesson | quiz | practical');
});

describe('names', () => {
  test.each([
    ['Hearing silence', 'hearing-silence'],
    ['Don’t say “calm down”', 'dont-say-calm-down'],
    ['Über Ängste', 'uber-angste'],
    ['  --  ', ''],
    ['静けさ', ''],
    [`${'long '.repeat(30)}`, `${'long-'.repeat(11)}long`],
  ])('%s becomes %s', (title, slug) => {
    expect(toSlug(title)).toBe(slug);
  });

  test('an id that is taken gets a number; a title without letters the name of its kind', () => {
    expect(freeId('A door', 'new-lesson', new Set(['a-door', 'a-door-2']))).toBe('a-door-3');
    expect(freeId('静けさ', 'new-lesson', new Set())).toBe('new-lesson');
  });

  test('numbers go on from the highest', () => {
    expect(nextNumber([])).toBe('01');
    expect(nextNumber(['01-a.mdx', '09-b.mdx', 'quiz.mdx'])).toBe('10');
  });

  test('half of a quiz’s questions ask to apply, wherever any objective does', () => {
    const objective = (id: string, level: number) => ({ id, text: id, level });
    const asked = planQuestions([
      objective('a', 1),
      objective('b', 2),
      objective('c', 2),
      objective('d', 3),
    ]);
    expect(asked.filter(({ level }) => level === 3)).toHaveLength(6);
    expect(asked.filter(({ id }) => id === 'a')).toHaveLength(2);
    expect(planQuestions([objective('a', 1)])).toHaveLength(2);
  });
});
