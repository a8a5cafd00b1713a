import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import { buildIfStale } from '#app/server/build.ts';
import { ensureChromium } from './setup/chromium.ts';
import { installPackage } from './setup/debian.ts';

/**
 * `npm test`: what `npm run check` checks, every test on both databases, a smoke run of the benchmark, answers over a bad
 * network, attacks, a backup under load and its restore, and the browser. But for what measures, two parts run at a time, as
 * most of them wait for much; each is printed whole when it ends. All of it runs even when a part fails; the last line
 * counts, and the exit code is 1 if anything failed.
 */

type Count = { passed: number; failed: number };
/** `read` counts the tests in a part's report, null where there is none; without it the part is one test. */
type Part = {
  title: string;
  command: string[];
  variables?: Record<string, string>;
  read?: () => Count | null;
};

const reports = mkdtempSync(join(tmpdir(), 'rapport-tests-'));
const reportOf = (name: string) => join(reports, `${name}.json`);
const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});
const packageFile = z.object({ scripts: z.record(z.string(), z.string()) });

function read(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** The scripts that `npm run check` runs, but for the tests of structure, which are among Vitest's. */
function listChecks(): Part[] {
  const { check = '' } = packageFile.parse(read('package.json')).scripts;
  return [...check.matchAll(/npm run (\S+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'check:structure')
    .map((name) => ({ title: name, command: ['npm', 'run', '--silent', name] }));
}

const proxyPackages = [
  ['/usr/sbin/nginx', 'nginx-light'],
  ['/usr/sbin/apache2', 'apache2-bin'],
  ['/usr/bin/caddy', 'caddy'],
] as const;

const script = (title: string, path: string, ...args: string[]): Part => ({
  title,
  command: ['npx', 'tsx', `tests/${path}/run.ts`, ...args],
});
const onPostgres = ['--database', 'postgresql'];

/** What it finds is measured, so nothing runs beside it. */
const benchmark = script(
  'a few requests of each kind that the benchmark measures',
  'bench',
  '--smoke',
  '--database',
  'sqlite',
);

function listParts(chromium: string | null): Part[] {
  // The longest first, so that the rest fits beside it; Vitest last, which keeps two cores busy by itself.
  return [
    {
      title: 'browser',
      command: ['npx', 'playwright', 'test'],
      variables: {
        CHROMIUM_PATH: chromium ?? '',
        PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf('playwright'),
      },
      read: () => {
        const report = playwrightReport.safeParse(read(reportOf('playwright')));
        if (!report.success) return null;
        const { expected, unexpected, flaky } = report.data.stats;
        return { passed: expected + flaky, failed: unexpected };
      },
    },
    ...listChecks(),
    script('answers over a bad network, SQLite', 'faults'),
    script(
      'answers over a bad network, PostgreSQL',
      'faults',
      ...onPostgres,
      '--attempts',
      '60',
      '--kills',
      '2',
    ),
    script('attacks, SQLite', 'attacks', '--requests', '16000'),
    script('attacks, PostgreSQL', 'attacks', ...onPostgres, '--requests', '4500'),
    script('one server and two behind nginx', 'servers', '--servers', '1,2'),
    script('backup and restore under load, SQLite', 'drill'),
    script('backup and restore under load, PostgreSQL', 'drill', ...onPostgres),
    {
      title: 'unit, SQLite and PostgreSQL',
      command: [
        'npx',
        'vitest',
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${reportOf('vitest')}`,
      ],
      read: () => {
        const report = vitestReport.safeParse(read(reportOf('vitest')));
        if (!report.success) return null;
        return { passed: report.data.numPassedTests, failed: report.data.numFailedTests };
      },
    },
  ];
}

async function run({ title, command, variables, read: readCount }: Part): Promise<Count> {
  process.stdout.write(`.. ${title}\n`);
  const startedAt = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...variables },
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => output.push(piece));
  const [code] = await once(child, 'close');
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`\n== ${title} (${seconds} s)\n${Buffer.concat(output)}\n`);
  const good = code === 0;
  if (!readCount) return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
  const count = readCount() ?? { passed: 0, failed: 1 };
  return good || count.failed > 0 ? count : { ...count, failed: 1 };
}

/**
 * Makes what parts have in common before any runs. Where that fails, the parts that need it do, each in its own words.
 * @returns the Chromium to test with, see `ensureChromium`
 */
async function prepare(): Promise<string | null> {
  try {
    for (const [program, name] of proxyPackages)
      if (!existsSync(program)) installPackage(name, 'the tests behind a proxy');
    await buildIfStale();
    return ensureChromium();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

async function main(): Promise<boolean> {
  const chromium = await prepare();
  const measured = await run(benchmark);
  const turn = pLimit(2);
  const rest = await Promise.all(listParts(chromium).map((part) => turn(() => run(part))));
  const counts = [measured, ...rest];
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
