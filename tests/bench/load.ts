import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fieldNames } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import type { Program } from '#tests/support/program.ts';
import { type Sent, send } from '#tests/support/send.ts';
import { askForLive, startProbed, takeTurns } from '#tests/support/turns.ts';
import { type BenchAcademy, benchPassword } from './academy/schema.ts';
import { percentile } from './measure.ts';
import { cpuMs, readMemory } from './process-cost.ts';
import { pick } from './scenario.ts';
import type { Setting } from './setting.ts';

/**
 * A day of an academy, in minutes: everybody signs in at eight, reads, answers, and submits a quiz within a moment, while
 * instructors watch. Requests come when they are due, whether those before were answered or not.
 */

/** `seconds`: how long the day is. Submitting takes a tenth of it: at 600, 400 submit within a minute. */
export type LoadPlan = { cadets: number; submits: number; seconds: number };

/** What one kind of request came to. `cpu`: ms of all servers a request, what goes on beside taken off. */
type LoadLine = {
  name: string;
  requests: number;
  errors: Record<string, number>;
  p50: number;
  p95: number;
  cpu: number;
};

/**
 * MB a server (PSS): when it had answered its first page, at most, and at the end; `rss`: at most; `live`: what is in use of
 * the heap, without garbage, at first and at the end, which must not grow. `stall`: its longest turn in ms.
 */
type LoadServer = {
  start: number;
  peak: number;
  end: number;
  rss: number;
  live: [first: number, end: number];
  stall: { wall: number; cpu: number; gc: number };
};

/** A day with so many servers. `crowded`: how many programs wanted to run on this machine meanwhile, on average. */
export type Load = { servers: LoadServer[]; lines: LoadLine[]; crowded: number };

type Kind = { name: string; expect: number; count: number; make: (n: number) => Sent };
type Answers = { times: number[]; errors: Record<string, number> };

const watchEveryMs = 2_000;

/** Lives through the day once with each of these numbers of servers. */
export async function measureLoad(
  setting: Setting,
  plan: LoadPlan,
  numbers: readonly number[],
): Promise<Load[]> {
  const loads: Load[] = [];
  for (const number of numbers) {
    const place = await setting.place(`load${number}`);
    const people = { sizes: [20, 20], takers: plan.cadets, classes: 0, leastLessons: 0 };
    const academy = await setting.fill(place, people);
    const servers: Program[] = [];
    for (let count = 0; count < number; count += 1) {
      // As the unit and the image have it.
      const server = await startProbed({ ...place.variables, MALLOC_ARENA_MAX: '2' });
      setting.keep(server);
      servers.push(server);
    }
    loads.push(await live(servers, academy, plan));
    for (const server of servers) await server.end();
    process.stdout.write('.');
  }
  return loads;
}

/** The phases of the day, each of one kind of request, and the share of the day that it takes. */
function listPhases(academy: BenchAcademy, plan: LoadPlan): { share: number; kind: Kind }[] {
  const { course, lessons, attempts } = academy;
  const kind = (name: string, count: number, expect: number, make: Kind['make']): Kind => ({
    name,
    expect,
    count,
    make,
  });
  const signIn = (n: number): Sent => ({
    path: paths.login(),
    form: { email: `taker${n}@bench.test`, password: benchPassword },
  });
  const lessonOf = (n: number) => pick(lessons, Math.floor(n / plan.cadets));
  const read = (n: number): Sent => ({
    path: paths.lesson(course, lessonOf(n)),
    cookie: pick(attempts, n).cookie,
  });
  const progress = (n: number): Sent => {
    const { cookie, madeFor } = pick(attempts, n);
    const place = { course, lesson: lessonOf(n), block: '1', lastBlock: '1' };
    return {
      path: paths.lessonProgress(),
      cookie,
      form: { madeFor, intent: 'save-progress', ...place },
    };
  };
  const save = (n: number): Sent => {
    const { id, cookie, madeFor, items } = pick(attempts, n);
    const round = Math.floor(n / attempts.length);
    const item = pick(items, n + round);
    return {
      path: paths.attemptResponses(id),
      cookie,
      form: {
        madeFor,
        [fieldNames.item(item.id)]: pick(item.answers, round),
        [fieldNames.sequence(item.id)]: String(n + 2),
      },
    };
  };
  const submit = (n: number): Sent => {
    const { id, cookie, madeFor } = pick(attempts, n);
    return { path: paths.attempt(id), cookie, form: { madeFor, intent: 'confirm-submit' } };
  };
  const { cadets, submits } = plan;
  return [
    { share: 0.2, kind: kind('sign-in', cadets, 302, signIn) },
    { share: 0.25, kind: kind('lesson', cadets * 3, 200, read) },
    { share: 0.15, kind: kind('reading progress', cadets * 3, 200, progress) },
    { share: 0.2, kind: kind('save of an answer', cadets * 5, 200, save) },
    { share: 0.1, kind: kind('submit', submits, 302, submit) },
  ];
}

/** Sends all requests of a kind, evenly over some time, and waits for the answers. */
async function sendAll(servers: readonly Program[], kind: Kind, ms: number): Promise<Answers> {
  const answers: Answers = { times: [], errors: {} };
  const began = performance.now();
  const sent: Promise<void>[] = [];
  for (let n = 0; n < kind.count; n += 1) {
    const due = began + (n / kind.count) * ms - performance.now();
    if (due > 1) await pause(due);
    sent.push(sendOne(pick(servers, n), kind, n, answers));
  }
  await Promise.all(sent);
  return answers;
}

async function sendOne(server: Program, { make, expect }: Kind, n: number, to: Answers) {
  const sentAt = performance.now();
  const status = await send(server.port, make(n)).then(
    (received) => received.status,
    () => 'no answer',
  );
  to.times.push(performance.now() - sentAt);
  if (status !== expect) to.errors[status] = (to.errors[status] ?? 0) + 1;
}

const toLine = (name: string, { times, errors }: Answers, cpu: number): LoadLine => ({
  name,
  requests: times.length,
  errors,
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  cpu,
});

async function live(
  servers: readonly Program[],
  academy: BenchAcademy,
  plan: LoadPlan,
): Promise<Load> {
  const { instructor } = academy;
  const watch: Kind = {
    name: 'grid, watched',
    expect: 200,
    count: 5 * servers.length,
    make: () => ({ path: paths.cohort('takers'), cookie: instructor }),
  };
  const cpu = () => servers.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
  const pss = () => servers.map(({ pid }) => readMemory(pid).pss);
  const live = () => Promise.all(servers.map(askForLive));
  const crowds: number[] = [];
  await sendAll(servers, { ...watch, count: servers.length }, 0);
  for (const server of servers) await takeTurns(server);
  const start = pss();
  const liveAtFirst = await live();
  let peak = start;
  let rss = start;
  const before = cpu();
  const watched = await sendAll(servers, watch, 0);
  const watchCost = (cpu() - before) / watch.count;
  // Instructors look again and again, all day.
  let over = false;
  const watching = (async () => {
    for (let n = 0; !over; n += 1) {
      await sendOne(pick(servers, n), watch, n, watched);
      const now = servers.map(({ pid }) => readMemory(pid));
      peak = peak.map((most, index) => Math.max(most, now[index]?.pss ?? 0));
      rss = rss.map((most, index) => Math.max(most, now[index]?.rss ?? 0));
      crowds.push(loadavg()[0] ?? 0);
      await pause(Math.min(watchEveryMs, plan.seconds * 20));
    }
  })();
  const lines: LoadLine[] = [];
  for (const { share, kind } of listPhases(academy, plan)) {
    const [cpuBefore, seenBefore] = [cpu(), watched.times.length];
    const answers = await sendAll(servers, kind, plan.seconds * 1000 * share);
    const beside = (watched.times.length - seenBefore) * watchCost;
    lines.push(toLine(kind.name, answers, (cpu() - cpuBefore - beside) / kind.count));
  }
  over = true;
  await watching;
  lines.push(toLine(watch.name, watched, watchCost));
  const end = pss();
  const liveAtEnd = await live();
  const ended: LoadServer[] = [];
  for (const [index, server] of servers.entries()) {
    const stall = (await takeTurns(server)).reduce(
      (most, turn) => (turn.wall > most.wall ? turn : most),
      { wall: 0, cpu: 0, gc: 0 },
    );
    const { wall, cpu: used, gc } = stall;
    const mb = { start: start[index] ?? 0, peak: peak[index] ?? 0, end: end[index] ?? 0 };
    const more = {
      rss: rss[index] ?? 0,
      live: [liveAtFirst[index] ?? 0, liveAtEnd[index] ?? 0] as [number, number],
    };
    ended.push({ ...mb, ...more, stall: { wall, cpu: used, gc } });
  }
  return { servers: ended, lines, crowded: percentile(crowds, 0.5) };
}
