import type { BenchAcademy } from './academy/schema.ts';
import {
  type Figures,
  type Measured,
  measure,
  type Patience,
  percentile,
  Requests,
  spreadOf,
} from './measure.ts';
import { type Memory, readMemory } from './process-cost.ts';
import type { Scenario } from './scenario.ts';
import { listScenarios } from './scenarios/all.ts';
import { emptyRoute } from './scenarios/public.ts';

/** What the empty route costs in the same run: the measure of everything else. */
type Empty = { cpu: number; spread: number; rounds: number };

/** A measured scenario. `ratio`: its CPU over the empty route's, or over that of the scenario its aim names. */
export type Line = Figures & { ratio: number; aim: Scenario['aim'] };

/** Every kind of page. `memory`: of the server, after all of them. */
export type Pages = { empty: Empty; lines: Line[]; memory: Memory };

const emptyRequests = 60;

/**
 * Measures every scenario. The machine is never quiet: rounds of the empty route come between the scenarios, so that
 * both meet the same noise.
 */
export async function measurePages(
  measured: Measured,
  academy: BenchAcademy,
  patience: Patience,
): Promise<Pages> {
  const scenarios = listScenarios(academy);
  await warmUp(measured, scenarios, 2 * patience.leastRounds);
  const empty = new Requests(measured, emptyRoute);
  const cpus: number[] = [];
  const figures: { figures: Figures; aim: Scenario['aim'] }[] = [];
  for (const scenario of scenarios) {
    cpus.push((await empty.round(emptyRequests)).cpu);
    figures.push({ figures: await measure(measured, scenario, patience), aim: scenario.aim });
    process.stdout.write('.');
  }
  const cpu = percentile(cpus, 0.5);
  const costOf = (name: string) => {
    const found = figures.find((one) => one.figures.name === name);
    if (!found) throw new Error(`An aim names the scenario "${name}", which there is not.`);
    return found.figures.cpu;
  };
  const lines = figures.map(({ figures: line, aim }) => {
    const ratio = line.cpu / (aim?.of === undefined ? cpu : costOf(aim.of));
    return { ...line, ratio, aim };
  });
  const memory = readMemory(measured.server.pid);
  return { empty: { cpu, spread: spreadOf(cpus), rounds: cpus.length }, lines, memory };
}

/**
 * The code that all pages share, run until it is compiled: each scenario that uses nothing up, in turn. Pages that are
 * measured first cost up to half as much again without it.
 */
async function warmUp(measured: Measured, scenarios: readonly Scenario[], turns: number) {
  const empty = new Requests(measured, emptyRoute);
  for (let turn = 0; turn < turns; turn += 1) {
    await empty.round(emptyRequests * 2);
    for (const scenario of scenarios)
      if (scenario.most === undefined) await new Requests(measured, scenario).round(3);
  }
}
