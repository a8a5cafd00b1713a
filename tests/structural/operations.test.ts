import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const page = readFileSync('docs/operations.md', 'utf8');
const source = readFileSync('app/env.server.ts', 'utf8');

/** The variables of the schema, each with the text of its line or lines. */
function listVariables(): Map<string, string> {
  const schema =
    /const environmentSchema = z\n {2}\.object\(\{\n([\s\S]*?)\n {2}\}\)/.exec(source)?.[1] ?? '';
  const parts = schema.split(/^ {4}(?=[A-Z_]+:)/m).filter((part) => /^[A-Z_]+:/.test(part));
  return new Map(parts.map((part) => [part.slice(0, part.indexOf(':')), part]));
}

/** The table of settings: default by variable. A row may name two. */
function listTold(): Map<string, string> {
  const section = /## Settings\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
  const cells = (text = '') => text.split(', ').map((cell) => cell.replaceAll('`', '').trim());
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [, names, defaults] = row.split('|');
      return cells(names).map((name, index): [string, string] => [
        name,
        cells(defaults)[index] ?? '',
      ]);
    }),
  );
}

test('the page for operators names every setting and no other', () => {
  const known = [...listVariables().keys()].sort();
  expect(known.length).toBeGreaterThan(12);
  expect([...listTold().keys()].sort()).toEqual(known);
});

test('and says its default', () => {
  const told = listTold();
  for (const [name, text] of listVariables()) {
    const own = /\.default\('?([^')]*)'?\)/.exec(text)?.[1];
    // Made of PORT, or off.
    if (name === 'APP_URL') continue;
    expect([name, told.get(name)]).toEqual([name, own === undefined ? 'none' : own || 'off']);
  }
});

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

test('every command starts a file that is there', () => {
  const started = Object.values(scripts).flatMap((script) => script.match(/\S+\/\S+\.m?ts/g) ?? []);
  expect(started.length).toBeGreaterThan(12);
  for (const file of started) expect([file, existsSync(file)]).toEqual([file, true]);
});

test('its commands, files and metrics are there', () => {
  for (const [, script = ''] of page.matchAll(/npm run ([\w:]+)/g))
    expect([script, scripts[script]]).toEqual([script, expect.any(String)]);
  for (const script of Object.values(scripts)) {
    const file = /^(?:exec )?(?:tsx|node) (\S+)/.exec(script)?.[1];
    if (file?.startsWith('-') === false) expect([file, existsSync(file)]).toEqual([file, true]);
  }
  for (const [, file = ''] of page.matchAll(/\]\(\.\.\/([^)]+)\)/g))
    expect([file, existsSync(file)]).toEqual([file, true]);
  const metrics = readFileSync('app/http/metrics.server.ts', 'utf8');
  for (const [name] of page.matchAll(/rapport_\w+/g)) expect(metrics).toContain(`'${name}'`);
});

test('the image runs Node itself, as a user without rights, on what was built', () => {
  const stages = readFileSync('Dockerfile', 'utf8').split(/^FROM /m);
  expect(stages).toHaveLength(3);
  const last = stages[2] ?? '';
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^CMD \["node", /m);
  for (const [, file = ''] of last.matchAll(/--from=build \/app\/(\S+)/g))
    expect([file, existsSync(file) || file === 'build']).toEqual([file, true]);
  const leftOut = readFileSync('.dockerignore', 'utf8').split('\n');
  expect(leftOut).toEqual(
    expect.arrayContaining(['tests', '**/*.test.ts', '**/*.test.tsx', '.git']),
  );
});

test('a wrong setting ends the server with the code after which its unit starts it no more', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'app/server/main.ts'],
    { encoding: 'utf8', env: { ...process.env, LOG_LEVEL: 'loud' } },
  );
  expect(stderr).toMatch(/^Rapport cannot start: .*\n {2}LOG_LEVEL: give one of fatal, .*\n$/);
  const unit = readFileSync('deploy/rapport.service', 'utf8');
  expect(/^RestartPreventExitStatus=(\d+)$/m.exec(unit)?.[1]).toBe(String(status));
  expect(page).toContain(`with ${status}`);
});

test('a list of materials and of licences is made of the lock file', () => {
  const run = (script: string) =>
    execFileSync('npm', ['run', '--silent', script], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    });
  const { bomFormat, components } = z
    .object({ bomFormat: z.string(), components: z.array(z.object({ name: z.string() })) })
    .parse(JSON.parse(run('sbom')));
  expect(bomFormat).toBe('CycloneDX');
  const names = components.map(({ name }) => name);
  expect(names).toContain('better-sqlite3');
  expect(names).not.toContain('vitest');
  expect(run('licenses')).toMatch(/^better-sqlite3 \d\S*\tMIT$/m);
});
