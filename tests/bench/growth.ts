import { runScript } from '#tests/support/program.ts';
import { benchCourse } from './academy/content.ts';
import { measure, type Patience } from './measure.ts';
import { gridScenario, statisticsScenario } from './scenarios/teach.ts';
import type { Setting } from './setting.ts';

/** CPU milliseconds of two pages by cadets in the database; each cadet has one first attempt in the statistics. */
export type Growth = { cadets: number; grid: number; statistics: number };

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
    await measured.server.end();
    growth.push({ cadets, grid, statistics });
    process.stdout.write('.');
  }
  return growth;
}
