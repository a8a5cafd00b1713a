import { availableParallelism } from 'node:os';
import pg from 'pg';
import { fieldNames } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { DatabaseProxy } from '#tests/support/database-proxy.ts';
import { examCourse } from '#tests/support/exam-course.ts';
import type { ExamAccount } from '#tests/support/exam-seed.ts';
import { type Program, serverArguments, startProgram } from '#tests/support/program.ts';
import { type Received, type Sent, send } from '#tests/support/send.ts';
import { percentile } from './measure.ts';
import { cpuMs, familyCpuMs } from './process-cost.ts';

/**
 * A class that starts, answers and submits a quiz at one moment, on PostgreSQL at some distance, through one web server or
 * two. What waits there is the network and the locks; where it is the machine, the CPU of each part tells so.
 */

/**
 * What a step of the whole class came to. `others`: how many answers were none of the expected, by status. `cpu`: ms a
 * request of all web servers, of the database, and of this process, which is the class and the network; `busy`: the share
 * of the machine that these are.
 */
export type Step = {
  perSecond: number;
  p95: number;
  others: Record<string, number>;
  cpu: { servers: number; database: number; client: number };
  busy: number;
};

const steps = ['start', 'save', 'submit'] as const;

/** `roundTrip`: as measured to the database, in ms; `connections`: to it, of each server. */
export type Crowd = {
  servers: number;
  connections: number;
  roundTrip: number;
  cadets: number;
} & Record<(typeof steps)[number], Step>;

/** A cadet at one of the servers. */
type Seat = ExamAccount & { port: number; attempt: string };

/** At which delay of the network (ms), through how many servers, each with how many connections. */
type Cell = { delay: number; servers: number; connections: number };

/** How many cadets, each time. */
export type CrowdPlan = { cadets: number; cells: readonly Cell[] };

const usual = 22;

/**
 * Everything with one server and with two. The last ones have few connections, each of which mostly waits for the far
 * database: what a server can do is bounded then by what it has, and not by the machine that all of them share here.
 */
export const crowdCells: readonly Cell[] = [
  { delay: 0, connections: usual },
  { delay: 2.5, connections: usual },
  { delay: 10, connections: usual },
  { delay: 10, connections: 4 },
].flatMap((cell) => [1, 2].map((servers) => ({ ...cell, servers })));

const warmUp = 24;
const expected = { start: 302, save: 200, submit: 302 };

/** Measures every cell, each on a class of its own. */
export async function measureCrowd(plan: CrowdPlan): Promise<Crowd[]> {
  const postgres = await startPostgres();
  const url = await postgres.createDatabase('crowd');
  const { cells } = plan;
  const { academy, accounts } = await AcademyServer.startExam(
    cells.length * (plan.cadets + warmUp),
    { DATABASE_URL: url },
  );
  const proxy = await DatabaseProxy.start(Number(new URL(url).port));
  try {
    await academy.end('SIGTERM');
    const crowds: Crowd[] = [];
    for (const { delay, servers, connections } of cells) {
      proxy.delayMs = delay;
      const far = proxy.urlOf(url);
      const own = { DATABASE_URL: far, DATABASE_CONNECTIONS: String(connections) };
      const variables = { ...academy.environment(), ...own };
      const programs = await Promise.all(Array.from({ length: servers }, () => serve(variables)));
      const seat = (account: ExamAccount, index: number): Seat => ({
        ...account,
        port: programs[index % servers]?.port ?? 0,
        attempt: '',
      });
      const readCpu = () => ({
        servers: programs.reduce((sum, { pid }) => sum + cpuMs(pid), 0),
        database: familyCpuMs(postgres.pid),
        client: cpuMs(process.pid),
      });
      await take(accounts.splice(0, warmUp).map(seat), readCpu);
      const measured = await take(accounts.splice(0, plan.cadets).map(seat), readCpu);
      const roundTrip = await measureRoundTrip(far);
      crowds.push({ servers, connections, roundTrip, cadets: plan.cadets, ...measured });
      for (const program of programs) await program.end();
      process.stdout.write('.');
    }
    return crowds;
  } finally {
    proxy.cut();
    await academy.remove();
    await postgres.stop();
  }
}

async function serve(variables: Record<string, string>): Promise<Program> {
  const { PORT: _port, HOST: _host, APP_URL: _url, ...own } = variables;
  return startProgram(serverArguments, own);
}

type Cpu = Step['cpu'];

async function take(
  seats: readonly Seat[],
  readCpu: () => Cpu,
): Promise<Record<(typeof steps)[number], Step>> {
  const start = await all(seats, 'start', readCpu, async (seat) => {
    const reply = await sendFrom(seat, paths.quiz(examCourse.id, examCourse.module), {
      intent: 'start-attempt',
    });
    seat.attempt = reply.location?.split('/').at(-1) ?? '';
    return reply;
  });
  const save = await all(seats, 'save', readCpu, (seat) =>
    sendFrom(seat, paths.attemptResponses(seat.attempt), {
      [fieldNames.item('quiz-text')]: 'paraphrase',
      [fieldNames.sequence('quiz-text')]: '2',
    }),
  );
  const submit = await all(seats, 'submit', readCpu, (seat) =>
    sendFrom(seat, paths.attempt(seat.attempt), { intent: 'confirm-submit' }),
  );
  return { start, save, submit };
}

function sendFrom({ cookie, madeFor, port }: Seat, path: string, form: Sent['form']) {
  return send(port, { path, cookie, form: { madeFor, ...form } });
}

async function all(
  seats: readonly Seat[],
  step: (typeof steps)[number],
  readCpu: () => Cpu,
  act: (seat: Seat) => Promise<Received>,
): Promise<Step> {
  const began = performance.now();
  const before = readCpu();
  const times: number[] = [];
  const others: Step['others'] = {};
  await Promise.all(
    seats.map(async (seat) => {
      const { status } = await act(seat).catch(() => ({ status: 0 }));
      times.push(performance.now() - began);
      if (status !== expected[step]) others[status] = (others[status] ?? 0) + 1;
    }),
  );
  const good = seats.length - Object.values(others).reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - began) / 1000;
  const after = readCpu();
  const each = (of: keyof Cpu) => (after[of] - before[of]) / seats.length;
  const cpu = { servers: each('servers'), database: each('database'), client: each('client') };
  const spent = (cpu.servers + cpu.database + cpu.client) * seats.length;
  const busy = spent / (seconds * 1000 * availableParallelism());
  return { perSecond: good / seconds, p95: percentile(times, 0.95), others, cpu, busy };
}

async function measureRoundTrip(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const times: number[] = [];
  for (let count = 0; count < 40; count += 1) {
    const began = performance.now();
    await client.query('SELECT 1');
    times.push(performance.now() - began);
  }
  await client.end();
  return percentile(times, 0.5);
}
