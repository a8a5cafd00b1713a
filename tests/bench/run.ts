import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '#app/server/build.ts';
import { type Crowd, crowdCells, measureCrowd } from './crowd.ts';
import { type Growth, measureGrowth } from './growth.ts';
import { type Load, measureLoad } from './load.ts';
import type { Patience } from './measure.ts';
import { measurePages, type Pages } from './pages.ts';
import { measurePreview, type PreviewFigures } from './preview.ts';
import { measureRoster, type RosterFigures } from './roster.ts';
import { type DatabaseName, databases, Setting } from './setting.ts';
import { measureStalls, type Stall } from './stalls.ts';
import {
  crowdTable,
  growthTable,
  loadTable,
  pagesTable,
  previewTable,
  rosterTable,
  stallsTable,
} from './table.ts';

/**
 * `npm run bench [-- load --database sqlite|postgresql|both --only pages|growth|preview|roster|stalls|crowd|load --day 180
 * --largest 5000 --smoke --minutes 40 --json file]`: the production build on scratch databases with a synthetic academy, on Linux. Every kind of page is
 * measured, as CPU of the server and as a ratio to the empty route in the same run, and for how long it keeps others
 * waiting; a day of an academy (`--day`: its length in seconds; `load` stands for `--only load`), and on PostgreSQL a crowd at
 * one moment. A few minutes a database; `--largest 50000` takes longer. `--smoke`: a few requests of each kind, whose statuses and
 * longest turns alone count.
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string', default: 'both' },
    only: { type: 'string', default: '' },
    largest: { type: 'string', default: '5000' },
    day: { type: 'string', default: '180' },
    smoke: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '40' },
    json: { type: 'string', default: '' },
  },
});

const full = {
  lessons: 20,
  plan: { sizes: [40, 500], takers: 120, classes: 200, leastLessons: 0 },
  patience: { roundMs: 150, leastRounds: 5, mostRounds: 15, mostMs: 5_000 },
  largest: Number(options.largest),
  saves: 30,
  listed: 10_000,
  stalls: { sizes: [40, 500], takers: 8, classes: 200, leastLessons: 0 },
  load: { cadets: 500, submits: 400, seconds: Number(options.day) },
  crowd: { cadets: 200, cells: crowdCells },
};
const smoke: typeof full = {
  lessons: 3,
  plan: { sizes: [4, 4], takers: 4, classes: 2, leastLessons: 10 },
  patience: { roundMs: 1, leastRounds: 1, mostRounds: 1, mostMs: 0 } satisfies Patience,
  largest: 500,
  saves: 1,
  listed: 100,
  stalls: { sizes: [4, 300], takers: 8, classes: 20, leastLessons: 10 },
  load: { cadets: 10, submits: 8, seconds: 2 },
  crowd: { cadets: 4, cells: [{ delay: 0, servers: 2, connections: 22 }] },
};
const { lessons, plan, patience, largest, saves, listed, stalls, load, crowd } = options.smoke
  ? smoke
  : full;

type Result = {
  pages?: Pages;
  growth?: Growth[];
  preview?: PreviewFigures;
  roster?: RosterFigures;
  stalls?: Stall[];
  load?: Load[];
  crowd?: Crowd[];
};

const only = options.only || (positionals[0] ?? '');
const wants = (part: string) => only === '' || only === part;

async function bench(database: DatabaseName): Promise<Result> {
  const setting = await Setting.make(database, lessons);
  const result: Result = {};
  try {
    if (wants('pages')) {
      const place = await setting.place('pages');
      const academy = await setting.fill(place, plan);
      const measured = await setting.serve(place);
      result.pages = await measurePages(measured, academy, patience);
      await measured.server.end();
    }
    if (wants('growth')) result.growth = await measureGrowth(setting, largest, patience);
    if (wants('preview')) result.preview = await measurePreview(setting, saves);
    // It asks no database.
    if (wants('roster') && database === 'sqlite') result.roster = await measureRoster(listed);
    if (wants('stalls')) result.stalls = await measureStalls(setting, stalls);
    if (wants('load')) {
      result.load = await measureLoad(setting, load, database === 'postgresql' ? [1, 2] : [1]);
      if (options.smoke) expectNoErrors(result.load);
    }
    if (wants('crowd') && database === 'postgresql') result.crowd = await measureCrowd(crowd);
    return result;
  } finally {
    await setting.remove();
  }
}

function expectNoErrors(loads: readonly Load[]): void {
  for (const { name, errors } of loads.flatMap(({ lines }) => lines))
    if (Object.keys(errors).length > 0)
      throw new Error(`${name} was answered otherwise: ${JSON.stringify(errors)}.`);
}

function print(
  database: DatabaseName,
  { pages, growth, preview, roster, stalls, load, crowd }: Result,
  sqlite?: Result,
): void {
  const parts = [`\n\n${database}`];
  if (pages) parts.push(pagesTable(pages, (database !== 'sqlite' && sqlite?.pages) || null));
  if (growth) parts.push(growthTable(growth));
  if (preview) parts.push(previewTable(preview));
  if (roster) parts.push(rosterTable(roster));
  if (stalls) parts.push(stallsTable(stalls));
  if (load) parts.push(loadTable(load));
  if (crowd) parts.push(crowdTable(crowd));
  process.stdout.write(`${parts.join('\n')}\n`);
}

async function main(): Promise<void> {
  const minutes = Number(options.minutes);
  // What was started ends with this process: see endWithThisProcess.
  setTimeout(() => {
    process.stderr.write(`\nThe benchmark was not done after ${minutes} minutes and was ended.\n`);
    process.exit(1);
  }, minutes * 60_000).unref();
  await buildIfStale();
  const results: Partial<Record<DatabaseName, Result>> = {};
  for (const database of databases) {
    if (options.database !== 'both' && options.database !== database) continue;
    const result = await bench(database);
    results[database] = result;
    if (!options.smoke) print(database, result, results.sqlite);
  }
  if (options.smoke || Object.keys(results).length === 0) return;
  const file = options.json || 'data/bench.json';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(results, null, 2));
  process.stdout.write(`JSON: ${file}\n`);
}

await main();
