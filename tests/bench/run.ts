import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '#app/server/build.ts';
import { type Growth, measureGrowth } from './growth.ts';
import type { Patience } from './measure.ts';
import { measurePages, type Pages } from './pages.ts';
import { measurePreview, type PreviewFigures } from './preview.ts';
import { type DatabaseName, databases, Setting } from './setting.ts';
import { growthTable, pagesTable, previewTable } from './table.ts';

/**
 * `npm run bench [-- --database sqlite|postgresql|both --only pages|growth|preview --largest 5000 --smoke --minutes 40
 * --json file]`: the production build on scratch databases with a synthetic academy, on Linux. Every kind of page is
 * measured, as CPU of the server and as a ratio to the empty route in the same run. A few minutes a database;
 * `--largest 50000` takes longer. `--smoke`: a few requests of each kind, whose statuses alone count.
 */

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'both' },
    only: { type: 'string', default: '' },
    largest: { type: 'string', default: '5000' },
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
};
const smoke: typeof full = {
  lessons: 3,
  plan: { sizes: [4, 4], takers: 4, classes: 2, leastLessons: 10 },
  patience: { roundMs: 1, leastRounds: 1, mostRounds: 1, mostMs: 0 } satisfies Patience,
  largest: 500,
  saves: 1,
};
const { lessons, plan, patience, largest, saves } = options.smoke ? smoke : full;

type Result = { pages?: Pages; growth?: Growth[]; preview?: PreviewFigures };

const wants = (part: string) => options.only === '' || options.only === part;

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
    return result;
  } finally {
    await setting.remove();
  }
}

function print(database: DatabaseName, { pages, growth, preview }: Result, sqlite?: Result): void {
  const parts = [`\n\n${database}`];
  if (pages) parts.push(pagesTable(pages, (database !== 'sqlite' && sqlite?.pages) || null));
  if (growth) parts.push(growthTable(growth));
  if (preview) parts.push(previewTable(preview));
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
