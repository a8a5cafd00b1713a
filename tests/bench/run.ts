import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '#app/server/build.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { writeBenchContent } from './content.ts';
import {
  type BenchAcademy,
  type Figures,
  measure,
  type Running,
  startProgram,
  stopProgram,
} from './measure.ts';
import { listScenarios, progressScenario } from './scenarios.ts';

/**
 * `npm run bench [-- --database sqlite|postgresql|both --largest 50000 --json file]`: the production build on scratch
 * databases with a seeded synthetic academy. Prints a table and writes JSON. CPU is the server's own; beside it the
 * floor, measured in the same run: a bare Node server sending as many bytes after one prepared statement.
 */

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'both' },
    largest: { type: 'string', default: '50000' },
    json: { type: 'string', default: 'data/bench.json' },
  },
});

const scratch = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
const contentFolder = join(scratch, 'content');
const lessonCount = 30;
let nextPort = 4400;

type Variables = { DATABASE_URL: string; DATA_DIR: string; CONTENT_DIR: string; LOG_LEVEL: string };
type Line = Figures & { target: number | null; floor: number };
type Growth = { cadets: number; cpu: number; ratio: number };

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
  tsx('tests/bench/academy.ts', ['50', '40,10', '0', file], variables);
  const growth: Growth[] = [];
  let copies = 0;
  for (const cadets of [50, 500, 5_000, 50_000]) {
    if (cadets > Number(options.largest)) break;
    const wanted = cadets / 50 - 1;
    if (wanted > copies) tsx('tests/bench/grow.ts', [String(copies), String(wanted)], variables);
    copies = wanted;
    const server = await serve(variables);
    const { cpu } = await measure(server, progressScenario(readAcademy(file)));
    await stopProgram(server);
    growth.push({ cadets, cpu, ratio: cpu / (growth[0]?.cpu ?? cpu) });
    process.stdout.write('.');
  }
  return growth;
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
  process.stdout.write('\nprogress page of 40 cadets, by cadets in the database\n');
  for (const { cadets, cpu, ratio } of growth) {
    process.stdout.write(
      `${String(cadets).padStart(8)}${cell(cpu, 2)} ms   ${ratio.toFixed(2)}x\n`,
    );
  }
}

async function bench(database: string): Promise<{ lines: Line[]; growth: Growth[] }> {
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
    const lines = await measurePages(await variablesFor('pages'));
    const growth = await measureGrowth(await variablesFor('growth'));
    print(database, lines, growth);
    return { lines, growth };
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
