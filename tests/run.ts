import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { buildIfStale } from '#app/server/build.ts';
import { ensureChromium } from './setup/chromium.ts';
import { installPackage } from './setup/debian.ts';

/**
 * `npm test`: what `npm run check` checks, then every test on both databases, a smoke run of the benchmark, answers over a
 * bad network, attacks, a backup under load and its restore, then the browser. All of it runs even when an earlier part fails; the
 * last line counts, and the exit code is 1 if anything failed.
 */

const reports = mkdtempSync(join(tmpdir(), 'rapport-tests-'));
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

const packageFile = z.object({ scripts: z.record(z.string(), z.string()) });

const proxyPackages = [
  ['/usr/sbin/nginx', 'nginx-light'],
  ['/usr/sbin/apache2', 'apache2-bin'],
  ['/usr/bin/caddy', 'caddy'],
] as const;

let passed = 0;
let failed = 0;

function run(title: string, command: string[], variables: Record<string, string> = {}): boolean {
  process.stdout.write(`\n== ${title}\n`);
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...variables },
  });
  return status === 0;
}

function count(good: number, bad: number): void {
  passed += good;
  failed += bad;
}

function read(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

function runCheck(title: string, command: string[]): void {
  if (run(title, command)) count(1, 0);
  else count(0, 1);
}

/** The scripts that `npm run check` runs. */
function listChecks(): string[] {
  const { check = '' } = packageFile.parse(read('package.json')).scripts;
  return [...check.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name);
}

function runVitest(): void {
  const file = join(reports, 'vitest.json');
  const good = run('unit, SQLite and PostgreSQL', [
    'npx',
    'vitest',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = vitestReport.safeParse(read(file));
  if (report.success) {
    count(report.data.numPassedTests, report.data.numFailedTests);
    if (!good && report.data.numFailedTests === 0) count(0, 1);
  } else count(0, 1);
}

async function runBrowser(): Promise<void> {
  const file = join(reports, 'playwright.json');
  let chromium: string | null;
  try {
    await buildIfStale();
    chromium = ensureChromium();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return count(0, 1);
  }
  const good = run('browser', ['npx', 'playwright', 'test'], {
    CHROMIUM_PATH: chromium ?? '',
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = playwrightReport.safeParse(read(file));
  if (report.success) {
    const { expected, unexpected, flaky } = report.data.stats;
    count(expected + flaky, unexpected);
    if (!good && unexpected === 0) count(0, 1);
  } else count(0, 1);
}

// The tests of structure are among vitest's.
for (const script of listChecks().filter((name) => name !== 'check:structure'))
  runCheck(script, ['npm', 'run', '--silent', script]);
runVitest();
runCheck('a few requests of each kind that the benchmark measures', [
  'npx',
  'tsx',
  'tests/bench/run.ts',
  '--smoke',
  '--database',
  'sqlite',
]);
const faults = ['npx', 'tsx', 'tests/faults/run.ts'];
runCheck('answers over a bad network, SQLite', faults);
runCheck('answers over a bad network, PostgreSQL', [
  ...faults,
  '--database',
  'postgresql',
  '--attempts',
  '60',
  '--kills',
  '2',
]);
const attacks = ['npx', 'tsx', 'tests/attacks/run.ts'];
runCheck('attacks, SQLite', [...attacks, '--requests', '16000']);
runCheck('attacks, PostgreSQL', [...attacks, '--database', 'postgresql', '--requests', '4500']);
for (const [program, name] of proxyPackages)
  if (!existsSync(program)) installPackage(name, 'the tests behind a proxy');
runCheck('one server and two behind nginx', [
  'npx',
  'tsx',
  'tests/servers/run.ts',
  '--servers',
  '1,2',
]);
const drill = ['npx', 'tsx', 'tests/drill/run.ts'];
runCheck('backup and restore under load, SQLite', drill);
runCheck('backup and restore under load, PostgreSQL', [...drill, '--database', 'postgresql']);
await runBrowser();
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
