import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { buildIfStale } from '#app/server/build.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import type { ExamAccount } from '#tests/support/exam-seed.ts';
import { type Taken, takeQuiz } from './cadet.ts';
import { judge } from './ledger.ts';
import { FaultProxy } from './proxy.ts';
import type { Result } from './results.ts';
import { loadScript } from './tab.ts';

/**
 * Proves that no acknowledged answer is lost, doubled or put back: many cadets take a quiz with the attempt page's own
 * script, against the production server, over a network that harms requests, while the server is killed and started again.
 *
 * `tsx tests/faults/run.ts [--database sqlite|postgresql] [--attempts 500] [--kills 10] [--seed n]`; the seed may also
 * come from FAULT_SEED. What is random derives from the seed; how requests interleave does not. Exit code 1 on a fault.
 */

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'sqlite' },
    attempts: { type: 'string', default: '500' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: process.env.FAULT_SEED || String(randomInt(1, 2 ** 31)) },
  },
});
const [count, kills, seed] = [options.attempts, options.kills, options.seed].map(Number) as [
  number,
  number,
  number,
];
const atOnce = 24;
// Tells an attempt that never ends from one on a busy machine, where 90 s were too short for 9 of 560.
const patienceMs = 600_000;

type Ended = Taken | { stuck: string };

/** Kills the server when so many attempts have ended, in the middle of a save, and starts it again. */
class Killer {
  killed = 0;
  #ended = 0;
  #restart: Promise<void> = Promise.resolve();
  readonly #random = createRandom(seed, 'kills');

  constructor(
    private readonly academy: AcademyServer,
    private readonly proxy: FaultProxy,
  ) {}

  noteEnd(): void {
    this.#ended += 1;
    if (Math.floor((this.#ended / count) * (kills + 1)) <= this.killed || this.killed >= kills)
      return;
    this.killed += 1;
    this.proxy.onSave = () => {
      this.#restart = pause(this.#random() * 4).then(async () => {
        await this.academy.end('SIGKILL');
        await this.academy.run();
      });
    };
  }

  settle(): Promise<void> {
    this.proxy.onSave = null;
    return this.#restart;
  }
}

async function takeAll(
  accounts: readonly ExamAccount[],
  origin: string,
  onEnd: () => void,
): Promise<Ended[]> {
  const waiting = [...accounts];
  const ended: Ended[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { id: name, cookie, madeFor } = next;
      const late = new AbortController();
      const stuck = pause(patienceMs, { stuck: name }, { signal: late.signal });
      ended.push(await Promise.race([takeQuiz({ name, cookie, madeFor, origin, seed }), stuck]));
      late.abort();
      stuck.catch(() => {});
      onEnd();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return ended;
}

type Findings = Record<'lost' | 'duplicated' | 'reordered' | 'refused' | 'unfinished', string[]>;

function judgeAll(ended: readonly Ended[], results: Map<string, Result>): Findings {
  const findings: Findings = {
    lost: [],
    duplicated: [],
    reordered: [],
    refused: [],
    unfinished: [],
  };
  for (const taken of ended) {
    if ('stuck' in taken) {
      findings.unfinished.push(taken.stuck);
      continue;
    }
    const { attemptId, ledger, windows } = taken;
    const result = results.get(attemptId);
    const about = (text: string) => `attempt ${attemptId} in ${windows}: ${text}`;
    if (result?.status !== 'submitted')
      findings.unfinished.push(about(`it is ${result?.status ?? 'gone'}`));
    const verdict = judge(ledger, result?.stored ?? []);
    findings.lost.push(...verdict.lost.map(about));
    findings.duplicated.push(...[...verdict.duplicated, ...(result?.extra ?? [])].map(about));
    findings.reordered.push(...verdict.reordered.map(about));
    findings.refused.push(...ledger.refusals.map((status) => about(`status ${status}`)));
  }
  return findings;
}

function print(ended: readonly Ended[], proxy: FaultProxy, killed: number, findings: Findings) {
  const taken = ended.filter((one) => 'ledger' in one);
  const inWindows = (windows: string) => taken.filter((one) => one.windows === windows).length;
  const { requests, ...faults } = proxy.counts;
  const acked = taken.reduce((sum, { ledger }) => sum + ledger.countAcked(), 0);
  const list = (numbers: Record<string, number>) =>
    Object.entries(numbers)
      .map(([name, number]) => `${number} ${name}`)
      .join(', ');
  const wrong = Object.fromEntries(
    Object.entries(findings).map(([name, { length }]) => [name, length]),
  );
  const windows = ['one window', 'two windows', 'two browsers'].map((name) => [
    name,
    inWindows(name),
  ]);
  process.stdout.write(
    `fault proxy on ${options.database}, seed ${seed}: ${ended.length} attempts (${list(Object.fromEntries(windows))})\n` +
      `  ${requests} requests: ${list(faults)}; server killed ${killed} times\n` +
      `  ${acked} acknowledged answers: ${list(wrong)}\n`,
  );
  for (const [name, texts] of Object.entries(findings))
    for (const text of texts.slice(0, 3)) process.stdout.write(`  ${name}: ${text}\n`);
}

async function main(): Promise<boolean> {
  await buildIfStale();
  const proxy = await FaultProxy.start(seed);
  const postgres = options.database === 'postgresql' ? await startPostgres() : null;
  const { academy, accounts } = await AcademyServer.startExam(count, {
    APP_URL: proxy.origin,
    ...(postgres ? { DATABASE_URL: await postgres.createDatabase('faults') } : {}),
  });
  try {
    proxy.connect(academy.port, new Map(accounts.map(({ id, cookie }) => [cookie, id])));
    await loadScript();
    const killer = new Killer(academy, proxy);
    const startedAt = performance.now();
    const ended = await takeAll(accounts, proxy.origin, () => killer.noteEnd());
    await killer.settle();
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    await proxy.stop();
    await academy.end('SIGTERM');
    Object.assign(process.env, academy.environment());
    const { readResults } = await import('./results.ts');
    const findings = judgeAll(ended, await readResults());
    print(ended, proxy, killer.killed, findings);
    process.stdout.write(`  ${seconds} s\n`);
    const complaints = academy.output.replace(/^Rapport is ready.*\n/gm, '');
    process.stdout.write(complaints.slice(0, 2000));
    return complaints === '' && Object.values(findings).every(({ length }) => length === 0);
  } finally {
    await academy.remove();
    await postgres?.stop();
  }
}

process.exit((await main()) ? 0 : 1);
