import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createServer } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import {
  codeFingerprint,
  fingerprintOf,
  listFingerprinted,
} from '#app/features/curriculum/compiler/files/code-fingerprint.server.ts';
import { listSourceFiles } from '#tests/support/source-files.ts';
import { fixtureFolder } from './fixture-course.ts';

const root = resolve('.');
const wing = 'app/features/curriculum';

/** A copy of the program, whose code a test may change. Removed after the test. */
function copyProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const each of [
    'app',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'vite.config.ts',
  ])
    cpSync(join(root, each), join(folder, each), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function edit(path: string, before: string, after: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(before);
  writeFileSync(path, text.replace(before, after));
}

test('every file that compiling and judging a course runs is behind the fingerprint', () => {
  const sources = new Map(listSourceFiles('app').map((file) => [file.path, file]));
  const reached = new Set<string>();
  const follow = (path: string) => {
    const file = sources.get(path);
    if (file === undefined || reached.has(path)) return;
    reached.add(path);
    for (const { from, typeOnly } of file.imports) if (!typeOnly) follow(from);
  };
  follow(`${wing}/compiler/course/content.server.ts`);
  follow(`${wing}/quality/quality.server.ts`);
  const behind = new Set(listFingerprinted(root).map((file) => relative(root, file)));
  expect(reached.size).toBeGreaterThan(80);
  expect([...reached].filter((path) => !behind.has(path))).toEqual([]);
});

test('any change of code or packages is another fingerprint; a test that changes is none', () => {
  const program = copyProgram();
  expect(fingerprintOf(program)).toBe(codeFingerprint());
  const seen = new Set([fingerprintOf(program)]);
  const changed = [
    `${wing}/compiler/files/hash.server.ts`,
    `${wing}/compiler/compile/author-components.tsx`,
    `${wing}/quality/length.server.ts`,
    'app/names.ts',
    'app/paths.ts',
    'package-lock.json',
    ...['app/time', 'app/words'].map(
      (folder) =>
        `${folder}/${readdirSync(join(program, folder)).find((name) => !name.includes('.test.'))}`,
    ),
  ];
  for (const file of changed) {
    appendFileSync(join(program, file), '\n');
    seen.add(fingerprintOf(program));
  }
  renameSync(join(program, `${wing}/items/words.ts`), join(program, `${wing}/items/xwords.ts`));
  seen.add(fingerprintOf(program));
  expect(seen.size).toBe(changed.length + 2);
  appendFileSync(join(program, `${wing}/items/number-rules.test.ts`), '\n');
  expect(seen).toContain(fingerprintOf(program));
});

test('the check never answers from memory once a rule has changed', { timeout: 120_000 }, () => {
  const program = copyProgram();
  const course = join(program, 'course');
  cpSync(fixtureFolder('good'), course, { recursive: true });
  edit(join(course, '01-first-module/quiz.mdx'), ' objective="answer-checks"', '');
  const data = join(program, 'data');
  const check = (...flags: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', 'app/commands/content-check.ts', course, ...flags],
      { cwd: program, encoding: 'utf8', env: { ...process.env, DATA_DIR: data } },
    ).stdout;
  const kept = (name: string) => readdirSync(join(data, 'cache/check/cache', name));
  expect(check()).toContain('too few to learn from');
  expect(check('--no-quality')).toContain('name the objective this question tests');
  expect(kept('compiled')).toEqual([fingerprintOf(program)]);
  edit(join(program, wing, 'quality/items.server.ts'), 'too few to learn from', 'far too few');
  edit(
    join(program, wing, 'compiler/parts/item-parts.server.ts'),
    'name the objective this question tests',
    'say what this question tests',
  );
  expect(check()).toContain('far too few');
  expect(check('--no-quality')).toContain('say what this question tests');
  expect([kept('compiled'), kept('quality')]).toEqual([
    [fingerprintOf(program)],
    [fingerprintOf(program)],
  ]);
});

test('in development, Vite tells the code which code it is, again after every change of it', {
  timeout: 120_000,
}, async () => {
  const program = copyProgram();
  const { default: config } = await import('../../vite.config.ts');
  const plugin = (config.plugins ?? [])[0];
  const server = await createServer({
    root: program,
    configFile: false,
    plugins: [plugin],
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
  });
  onTestFinished(() => server.close());
  const load = async (): Promise<string> => {
    const module = await server.ssrLoadModule(`/${wing}/compiler/files/code-fingerprint.server.ts`);
    return module.codeFingerprint();
  };
  const first = await load();
  expect(first).toBe(fingerprintOf(program));
  const rule = join(program, `${wing}/quality/length.server.ts`);
  appendFileSync(rule, '\n// another rule\n');
  server.watcher.emit('change', rule);
  await expect.poll(load, { timeout: 20_000 }).not.toBe(first);
  expect(await load()).toBe(fingerprintOf(program));
});
