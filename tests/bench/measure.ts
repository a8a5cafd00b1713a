import type { Program } from '#tests/support/program.ts';
import { send } from '#tests/support/send.ts';
import { cpuMs, familyCpuMs } from './process-cost.ts';
import type { Scenario } from './scenario.ts';

/**
 * What a scenario costs a request: CPU milliseconds of the server, and of the database where that is another process;
 * latencies in milliseconds; size of the last body in bytes. `spread`: the middle half of the rounds lies this far apart,
 * as a share of `cpu`.
 */
export type Figures = {
  name: string;
  cpu: number;
  spread: number;
  database: number | null;
  p50: number;
  p95: number;
  bytes: number;
  requests: number;
};

/** What is measured: a server, and the process of its database server if it has one. */
export type Measured = { server: Pick<Program, 'pid' | 'port'>; databasePid: number | null };

/** How long to go on: rounds of about `roundMs`, until the figure is settled or a limit is reached. */
export type Patience = { roundMs: number; leastRounds: number; mostRounds: number; mostMs: number };

const settledSpread = 0.05;

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** How far the middle half of the values lies apart, as a share of the median. */
export function spreadOf(values: readonly number[]): number {
  const median = percentile(values, 0.5);
  return median === 0 ? 0 : (percentile(values, 0.75) - percentile(values, 0.25)) / median;
}

type Round = { cpu: number; database: number; times: number[]; bytes: number };

/** Makes the requests of one scenario, counted over all rounds. */
export class Requests {
  made = 0;

  constructor(
    private readonly measured: Measured,
    readonly scenario: Scenario,
  ) {}

  get left(): number {
    return (this.scenario.most ?? Number.POSITIVE_INFINITY) - this.made;
  }

  /** One round of requests, one after another. @throws Error when an answer has another status than expected */
  async round(count: number): Promise<Round> {
    const { server, databasePid } = this.measured;
    const databaseMs = () => (databasePid === null ? 0 : familyCpuMs(databasePid));
    const before = { cpu: cpuMs(server.pid), database: databaseMs() };
    const times: number[] = [];
    let bytes = 0;
    for (let index = 0; index < count; index += 1) {
      const startedAt = performance.now();
      bytes = await this.one();
      times.push(performance.now() - startedAt);
    }
    const cpu = (cpuMs(server.pid) - before.cpu) / count;
    return { cpu, database: (databaseMs() - before.database) / count, times, bytes };
  }

  private async one(): Promise<number> {
    const { name, expect = 200, make } = this.scenario;
    const request = make(this.made);
    this.made += 1;
    const { status, bytes, location } = await send(this.measured.server.port, request);
    if (status !== expect) {
      const to = location ? ` and leads to ${location}` : '';
      throw new Error(
        `${name}: ${request.path} answers ${status}${to}, not ${expect}. Its scenario is in tests/bench/scenarios.`,
      );
    }
    return bytes;
  }
}

/** Measures a scenario: first to warm up, then rounds until its figure, the median of them, is settled. */
export async function measure(
  measured: Measured,
  scenario: Scenario,
  { roundMs, leastRounds, mostRounds, mostMs }: Patience,
): Promise<Figures> {
  const requests = new Requests(measured, scenario);
  const limit = requests.left;
  const startedAt = performance.now();
  const warmUp = await requests.round(Math.max(1, Math.min(10, Math.floor(limit / 10))));
  const size = Math.ceil(roundMs / percentile(warmUp.times, 0.5));
  const count = Math.max(1, Math.min(size, Math.floor(requests.left / leastRounds)));
  const rounds: Round[] = [];
  for (;;) {
    rounds.push(await requests.round(count));
    const cpus = rounds.map(({ cpu }) => cpu);
    const late = performance.now() - startedAt > mostMs;
    const settled = rounds.length >= leastRounds && spreadOf(cpus) < settledSpread;
    if (settled || late || rounds.length >= mostRounds || requests.left < count) break;
  }
  const median = (of: (round: Round) => number) => percentile(rounds.map(of), 0.5);
  const times = rounds.flatMap((round) => round.times);
  return {
    name: scenario.name,
    cpu: median(({ cpu }) => cpu),
    spread: spreadOf(rounds.map(({ cpu }) => cpu)),
    database: measured.databasePid === null ? null : median(({ database }) => database),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    bytes: rounds.at(-1)?.bytes ?? 0,
    requests: times.length,
  };
}
