import type { AcademyServer } from '#tests/support/academy-server.ts';
import type { Academy } from './academy.ts';
import { type Asked, judgeEvidence, type Tables } from './evidence-rules.ts';
import { isLimit, judgeOutcome, patienceMs } from './judge.ts';
import { makeRequest } from './make-request.ts';
import { isCutOff } from './odd-wire.ts';
import { type AttackRequest, toBytes } from './request.ts';
import { shrink } from './shrink.ts';
import { listHeader, type Outcome, Wire } from './wire.ts';

/** Requests between two sets of forms: what a form needs is used up when it was taken. */
const roundSize = 2500;
const atOnce = 6;
/** No request may stop a server for so long, on a machine that has other work as well. */
const longestStallMs = 5000;
/** Faults that are told in full. */
const mostTold = 12;

type Maker = typeof import('./academy.ts');
type Fault = { request: AttackRequest | null; words: string };

const say = (line: string) => void process.stdout.write(`${line}\n`);
const kindOf = (words: string) => words.split(':')[0] ?? '';

/** One run against a server: rounds of requests, each with a fresh set of forms, and what came of them. */
export class Attack {
  readonly #faults: Fault[] = [];
  readonly #statuses = new Map<number | string, number>();
  readonly #slowest: { ms: number; kind: string; k: number }[] = [];
  #limited = 0;
  #changed = 0;
  #events = 0;
  #longestStallMs = 0;
  #serverCpu = 0;
  readonly #stalls: { ms: number; k: number }[] = [];

  constructor(
    private readonly given: {
      maker: Maker;
      academy: AcademyServer;
      metricsToken: string;
      seed: number;
      database: string;
    },
  ) {}

  private get site() {
    return { host: `localhost:${this.given.academy.port}` };
  }

  /** Sends so many requests. @returns whether there was no fault */
  async run(count: number): Promise<boolean> {
    const { maker, seed, database } = this.given;
    const startedAt = performance.now();
    await maker.makeSleepers();
    await this.readStall();
    this.#longestStallMs = 0;
    for (let from = 0; from < count; from += roundSize) {
      const academy = await this.prepare();
      await this.round(academy, from, Math.min(count, from + roundSize));
    }
    await this.judgeServer();
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say(`attack on ${database}, seed ${seed}: ${count} requests in ${seconds} s`);
    this.print();
    return this.#faults.length === 0;
  }

  /** Sends one request to a fresh academy and prints it with what came. @returns whether there was no fault */
  async sendOnly(k: number): Promise<boolean> {
    const academy = await this.prepare();
    const request = makeRequest(this.given.seed, k, academy, this.site);
    say(tell(request));
    const wire = new Wire(this.given.academy.port);
    const outcome = await this.send(wire, request);
    wire.close();
    if ('ended' in outcome) say(`-> ${outcome.ended} after ${Math.round(outcome.ms)} ms`);
    else {
      const heads = outcome.headers.map(([name, value]) => `${name}: ${value}`).join('\n');
      say(`-> ${outcome.status}\n${heads}\n\n${outcome.body.toString('utf8').slice(0, 4000)}`);
    }
    const faults = judgeOutcome(request, outcome);
    for (const words of faults) say(`fault: ${words}`);
    return faults.length === 0;
  }

  private async prepare(): Promise<Academy> {
    const academy = await this.given.maker.makeAcademy();
    await this.waitFor(academy);
    return academy;
  }

  // The server looks for what another process has published every few seconds.
  private async waitFor({ posts }: Academy): Promise<void> {
    const post = posts.find(({ name }) => name.startsWith('learn.$course.$lesson'));
    if (!post) throw new Error('No form of a lesson.');
    const headers = { Cookie: post.sender.cookie };
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await fetch(this.given.academy.url + post.path, { headers });
      await answer.body?.cancel();
      if (answer.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The server never saw what was published.');
  }

  private async round(academy: Academy, from: number, to: number): Promise<void> {
    const before = await this.readTables();
    const asked = new Map<string, Asked>();
    let next = from;
    const work = async () => {
      const wire = new Wire(this.given.academy.port);
      while (next < to) {
        const k = next;
        next += 1;
        const request = makeRequest(this.given.seed, k, academy, this.site);
        const outcome = await this.send(wire, request);
        await this.note(request, outcome, asked);
        if (k % 50 === 0) await this.readStall(k);
      }
      wire.close();
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const evidence = judgeEvidence([before, await this.readTables()], asked);
    this.#events += evidence.events;
    this.#changed += evidence.changed;
    for (const words of evidence.faults) this.#faults.push({ request: null, words });
  }

  private async send(wire: Wire, request: AttackRequest): Promise<Outcome> {
    const patience = isCutOff(request.kind) ? 250 : patienceMs;
    const outcome = await wire
      .send(toBytes(request), request.method, patience)
      .catch((error: Error) => {
        this.#faults.push({ request, words: `no HTTP: ${error.message}` });
        return { ended: 'closed', ms: 0 } as const;
      });
    // In such bytes may be a second request, whose answer would be taken for the next one's.
    if (request.raw !== undefined) wire.close();
    return outcome;
  }

  private async note(
    request: AttackRequest,
    outcome: Outcome,
    asked: Map<string, Asked>,
  ): Promise<void> {
    const key = 'ended' in outcome ? outcome.ended : outcome.status;
    this.#statuses.set(key, (this.#statuses.get(key) ?? 0) + 1);
    if (!('ended' in outcome)) {
      const { status, ms } = outcome;
      if (isLimit(outcome)) this.#limited += 1;
      const id = listHeader(outcome, 'x-request-id')[0];
      if (id) asked.set(id, { request, status });
      this.#slowest.push({ ms, kind: request.kind, k: request.k });
      this.#slowest.sort((a, b) => b.ms - a.ms).splice(3);
    }
    for (const words of judgeOutcome(request, outcome)) {
      const isNew = !this.#faults.some((one) => kindOf(one.words) === kindOf(words));
      const told = isNew ? await this.shrinkFault(request, words) : request;
      this.#faults.push({ request: told, words });
    }
  }

  // A form that was taken is not taken twice: what does not fail again is told as it was.
  private async shrinkFault(request: AttackRequest, words: string): Promise<AttackRequest> {
    const wire = new Wire(this.given.academy.port);
    const fails = async (smaller: AttackRequest) => {
      const faults = judgeOutcome(smaller, await this.send(wire, smaller));
      return faults.some((one) => kindOf(one) === kindOf(words));
    };
    const small = (await fails(request)) ? await shrink(request, fails) : request;
    wire.close();
    return small;
  }

  private async readTables(): Promise<Tables> {
    const rows = await this.given.maker.readAllRows();
    return Object.fromEntries(
      Object.entries(rows).map(([table, texts]) => [table, texts.map((text) => JSON.parse(text))]),
    );
  }

  /** The longest time that the server's loop stood still since it was asked last. */
  private async readStall(k = 0): Promise<void> {
    const headers = { Authorization: `Bearer ${this.given.metricsToken}` };
    const answer = await fetch(`${this.given.academy.url}/metrics`, { headers });
    const text = await answer.text();
    const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    const stallMs = read('nodejs_eventloop_lag_max_seconds') * 1000;
    this.#longestStallMs = Math.max(this.#longestStallMs, stallMs);
    this.#stalls.push({ ms: stallMs, k });
    this.#stalls.sort((a, b) => b.ms - a.ms).splice(5);
    this.#serverCpu = read('process_cpu_seconds_total');
  }

  private async judgeServer(): Promise<void> {
    const { academy } = this.given;
    await this.readStall();
    const ready = await fetch(`${academy.url}/readyz`).catch(() => null);
    if (ready?.status !== 200)
      this.#faults.push({ request: null, words: `not ready afterwards: ${ready?.status}` });
    if (this.#longestStallMs > longestStallMs)
      this.#faults.push({ request: null, words: `stood still: ${this.#longestStallMs} ms` });
    const printed = academy.output.replace(
      /^(Rapport is ready|No accounts yet| {2}http).*\n/gm,
      '',
    );
    for (const line of printed.split('\n').filter(Boolean))
      this.#faults.push({ request: null, words: `in the log: ${line.slice(0, 1500)}` });
  }

  private print(): void {
    const statuses = [...this.#statuses].sort().map(([status, count]) => `${count} x ${status}`);
    say(`  answers: ${statuses.join(', ')}`);
    say(
      `  ${this.#limited} sent away by a limit; ${this.#events} events, ${this.#changed} rows changed`,
    );
    const cpu = `${Math.round(this.#serverCpu)} s of CPU, here ${Math.round(process.cpuUsage().user / 1e6)} s`;
    say(`  longest stall of the server ${Math.round(this.#longestStallMs)} ms, ${cpu}`);
    say(
      `  stalls: ${this.#stalls.map(({ ms, k }) => `${Math.round(ms)} ms until ${k}`).join(', ')}`,
    );
    for (const { ms, kind, k } of this.#slowest)
      say(`  slow: ${Math.round(ms)} ms, request ${k} (${kind})`);
    const kinds = new Map<string, number>();
    for (const { words } of this.#faults)
      kinds.set(kindOf(words), (kinds.get(kindOf(words)) ?? 0) + 1);
    say(`  ${this.#faults.length} faults${kinds.size > 0 ? ':' : ''}`);
    for (const [kind, count] of kinds) say(`    ${count} x ${kind}`);
    const told = new Map<string, number>();
    for (const { request, words } of this.#faults) {
      const times = (told.get(kindOf(words)) ?? 0) + 1;
      told.set(kindOf(words), times);
      if (times > 2 || told.size > mostTold) continue;
      say(`\n${words}`);
      if (request) say(`  --seed ${this.given.seed} --only ${request.k}\n${tell(request)}`);
    }
  }
}

const tell = (request: AttackRequest): string => {
  const text = JSON.stringify(request);
  return text.length > 3000 ? `${text.slice(0, 3000)}… (${text.length} characters)` : text;
};
