import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '#app/server/build.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { benchCourse, writeBenchContent } from './content.ts';
import {
  type BenchAcademy,
  type Figures,
  measure,
  type Running,
  startProgram,
  stopProgram,
} from './measure.ts';
import {
  measurePreview,
  measureSaveFloor,
  type PreviewFigures,
  writeLongLesson,
} from './preview.ts';
import { listScenarios, progressScenario, statisticsScenario } from './scenarios.ts';

/**
 * `npm run bench [-- --database sqlite|postgresql|both --largest 50000 --json file --only preview|growth]`: the production
 * build on scratch databases with a seeded synthetic academy. Prints a table and writes JSON. CPU is the server's own;
 * beside it the floor, measured in the same run: a bare Node server sending as many bytes after one prepared statement.
 */

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'both' },
    largest: { type: 'string', default: '50000' },
    json: { type: 'string', default: 'data/bench.json' },
    only: { type: 'string', default: '' },
  },
});

const scratch = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
const contentFolder = join(scratch, 'content');
const lessonCount = 30;
let nextPort = 4400;

type Variables = { DATABASE_URL: string; DATA_DIR: string; CONTENT_DIR: string; LOG_LEVEL: string };
type Line = Figures & { target: number | null; floor: number };
/** CPU of two pages by cadets in the database; each has one first attempt in the statistics. */
type Growth = { cadets: number; progress: number; statistics: number };

function tsx(script: string, args: string[], variables: Record<string, string>): void {
  execFileSync('npx', ['tsx', script, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...variables },
  });
}

function serve(variables: Variables): Promise<Running> {
  nextPort += 1;
  return startProgram(['build/server/main.js'], nextPort, { NODE_ENV: 'production', ...variables });
}

function readAcademy(file: string): BenchAcademy {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function measureFloor(bytes: number): Promise<number> {
  nextPort += 1;
  const server = await startProgram(['--import', 'tsx', 'tests/bench/floor.ts'], nextPort, {
    DATA_DIR: scratch,
  });
  const make = () => ({ path: `/bytes/${bytes}` });
  const { cpu } = await measure(server, { name: 'floor', expect: 200, requests: 4000, make });
  await stopProgram(server);
  return cpu;
}

async function measurePages(variables: Variables): Promise<Line[]> {
  const file = join(scratch, 'academy.json');
  tsx('tests/bench/academy.ts', ['480', '40,440', '60', file], variables);
  const server = await serve(variables);
  const lines: Line[] = [];
  for (const { target, ...scenario } of listScenarios(readAcademy(file))) {
    const figures = await measure(server, scenario);
    lines.push({ ...figures, target, floor: await measureFloor(figures.bytes) });
    process.stdout.write('.');
  }
  await stopProgram(server);
  return lines;
}

async function measureGrowth(variables: Variables): Promise<Growth[]> {
  const file = join(scratch, 'growth.json');
  const everybodyTookTheQuiz = String(benchCourse.lessonsPerModule);
  tsx('tests/bench/academy.ts', ['50', '40,10', '0', file, everybodyTookTheQuiz], variables);
  const academy = readAcademy(file);
  const growth: Growth[] = [];
  let copies = 0;
  for (const cadets of [50, 500, 5_000, 50_000]) {
    if (cadets > Number(options.largest)) break;
    const wanted = cadets / 50 - 1;
    if (wanted > copies) tsx('tests/bench/grow.ts', [String(copies), String(wanted)], variables);
    copies = wanted;
    tsx('tests/bench/tally.ts', [academy.quiz, String(cadets)], variables);
    const server = await serve(variables);
    const { cpu: progress } = await measure(server, progressScenario(academy));
    const { cpu: statistics } = await measure(server, statisticsScenario(academy));
    await stopProgram(server);
    growth.push({ cadets, progress, statistics });
    process.stdout.write('.');
  }
  return growth;
}

type Preview = PreviewFigures & { floorP95: number };

async function measureSaves(given: Variables): Promise<Preview> {
  const file = join(scratch, 'author.json');
  const variables = { ...given, CONTENT_DIR: join(given.DATA_DIR, 'content') };
  writeBenchContent(variables.CONTENT_DIR, lessonCount);
  writeLongLesson(variables.CONTENT_DIR);
  tsx('tests/bench/academy.ts', ['10', '5,5', '0', file], variables);
  const server = await serve(variables);
  const figures = await measurePreview(server, variables.CONTENT_DIR, readAcademy(file).author);
  await stopProgram(server);
  nextPort += 1;
  const floor = await startProgram(['--import', 'tsx', 'tests/bench/floor.ts'], nextPort, {
    DATA_DIR: scratch,
  });
  const floorP95 = await measureSaveFloor(floor, join(scratch, 'saved.txt'), figures.bytes);
  await stopProgram(floor);
  return { ...figures, floorP95 };
}

function printPreview({ words, saves, p50, p95, checkedP95, cpu, bytes, floorP95 }: Preview): void {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  process.stdout.write(
    `\npreview after a save (${words} words, ${saves} saves, ${(bytes / 1000).toFixed(0)} kB)\n` +
      `  page: p50 ${ms(p50)}, p95 ${ms(p95)} (aim 300 ms, floor ${ms(floorP95)})\n` +
      `  with the quality check: p95 ${ms(checkedP95)}; CPU of both ${ms(cpu)} a save\n`,
  );
}

function print(database: string, lines: Line[], growth: Growth[]): void {
  const cell = (value: number | null, digits = 1) =>
    (value === null ? '' : value.toFixed(digits)).padStart(8);
  const head = ['CPU ms', 'aim', 'floor', 'p50 ms', 'p95 ms', 'kB'].map((text) => text.padStart(8));
  process.stdout.write(`\n\n${database}\n${'request'.padEnd(28)}${head.join('')}\n`);
  for (const { name, cpu, target, floor, p50, p95, bytes } of lines) {
    const cells = [
      cell(cpu, 2),
      cell(target),
      cell(floor, 2),
      cell(p50),
      cell(p95),
      cell(bytes / 1000),
    ];
    process.stdout.write(`${name.padEnd(28)}${cells.join('')}\n`);
  }
  process.stdout.write(
    '\nby cadets in the database: progress page of 40; item statistics of as many first attempts\n',
  );
  for (const { cadets, progress, statistics } of growth) {
    const base = growth.find((one) => one.cadets === 500) ?? growth[0];
    const ratio = (value: number, of = value) => `${(value / of).toFixed(2)}x`;
    process.stdout.write(
      `${String(cadets).padStart(8)}${cell(progress, 2)} ms  ${ratio(progress, growth[0]?.progress)}` +
        `${cell(statistics, 2)} ms  ${ratio(statistics, base?.statistics)} of 500\n`,
    );
  }
}

async function bench(database: string) {
  const postgres = database === 'postgresql' ? await startPostgres() : null;
  const variablesFor = async (name: string): Promise<Variables> => {
    const folder = join(scratch, database, name);
    mkdirSync(folder, { recursive: true });
    return {
      DATABASE_URL: postgres
        ? await postgres.createDatabase(name)
        : `file:${join(folder, 'rapport.db')}`,
      DATA_DIR: folder,
      CONTENT_DIR: contentFolder,
      LOG_LEVEL: 'warn',
    };
  };
  try {
    if (options.only === 'preview') {
      const preview = await measureSaves(await variablesFor('preview'));
      printPreview(preview);
      return { preview };
    }
    const growthOnly = options.only === 'growth';
    const lines = growthOnly ? [] : await measurePages(await variablesFor('pages'));
    const growth = await measureGrowth(await variablesFor('growth'));
    if (growthOnly) {
      print(database, lines, growth);
      return { growth };
    }
    const preview = await measureSaves(await variablesFor('preview'));
    print(database, lines, growth);
    printPreview(preview);
    return { lines, growth, preview };
  } finally {
    await postgres?.stop();
  }
}

async function main(): Promise<void> {
  await buildIfStale();
  writeBenchContent(contentFolder, lessonCount);
  const databases = options.database === 'both' ? ['sqlite', 'postgresql'] : [options.database];
  const results: Record<string, unknown> = {};
  for (const database of databases) results[database] = await bench(database);
  mkdirSync('data', { recursive: true });
  writeFileSync(options.json, JSON.stringify(results, null, 2));
  process.stdout.write(`\nJSON: ${options.json}\n`);
}

await main().finally(() => rmSync(scratch, { recursive: true, force: true }));
