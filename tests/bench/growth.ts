import { runScript } from '#tests/support/program.ts';
import { benchCourse } from './academy/content.ts';
import type { BenchAcademy } from './academy/schema.ts';
import { type Measured, measure, type Patience } from './measure.ts';
import type { Scenario } from './scenario.ts';
import { searchScenarios } from './scenarios/office.ts';
import { emptyRoute } from './scenarios/public.ts';
import { gridScenario, statisticsScenario } from './scenarios/teach.ts';
import type { Setting } from './setting.ts';

/**
 * CPU milliseconds of two pages by cadets in the database; each cadet has one first attempt in the statistics. `searches`: as
 * multiples of the empty route in the same run, whose server and database count.
 */
export type Growth = {
  cadets: number;
  grid: number;
  statistics: number;
  searches: { name: string; ratio: number }[];
};

const first = 50;
const steps = [first, 500, 5_000, 50_000];

/** Measures a grid of 40 and the item statistics while everybody else in the academy grows tenfold, and again. */
export async function measureGrowth(
  setting: Setting,
  largest: number,
  patience: Patience,
): Promise<Growth[]> {
  const place = await setting.place('growth');
  const leastLessons = benchCourse.lessonsPerModule;
  const plan = { sizes: [40, first - 40], takers: 0, classes: 0, leastLessons };
  const academy = await setting.fill(place, plan);
  const growth: Growth[] = [];
  let copies = 0;
  for (const cadets of steps.filter((step) => step <= Math.max(first, largest))) {
    const wanted = cadets / first - 1;
    const run = (script: string, ...args: (string | number)[]) =>
      runScript(`tests/bench/academy/${script}.ts`, args.map(String), place.variables);
    if (wanted > copies) await run('grow', copies, wanted);
    copies = wanted;
    await run('tally', academy.quiz);
    const measured = await setting.serve(place);
    const { cpu: grid } = await measure(measured, gridScenario(academy), patience);
    const { cpu: statistics } = await measure(measured, statisticsScenario(academy), patience);
    const searches = await measureSearches(measured, academy, patience);
    await measured.server.end();
    growth.push({ cadets, grid, statistics, searches });
    process.stdout.write('.');
  }
  return growth;
}

async function measureSearches(
  measured: Measured,
  academy: BenchAcademy,
  patience: Patience,
): Promise<Growth['searches']> {
  const cost = async (scenario: Scenario) => {
    const { cpu, database } = await measure(measured, scenario, patience);
    return cpu + (database ?? 0);
  };
  // Twice: what is measured first pays for the compiler.
  await cost(emptyRoute);
  const empty = await cost(emptyRoute);
  const searches: Growth['searches'] = [];
  for (const scenario of searchScenarios(academy))
    searches.push({ name: scenario.name, ratio: (await cost(scenario)) / empty });
  return searches;
}
