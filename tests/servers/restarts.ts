import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '#app/paths.ts';
import { judge, type Ledger } from '#tests/faults/ledger.ts';
import { examCourse } from '#tests/support/exam-course.ts';
import type { ExamAccount } from '#tests/support/exam-seed.ts';
import type { Cluster } from './cluster.ts';
import { type Findings, until } from './findings.ts';
import { countRequests, load, readPages } from './load.ts';

type Plan = {
  accounts: readonly ExamAccount[];
  atOnce: number;
  rounds: number;
  kills: number;
  seed: number;
};

type Taken = { attemptId: string; ledger: Ledger };

/** As docs/operations.md says: the next one is stopped when nginx has met this one again. */
const settleMs = 5_000;

/**
 * A class that takes quizzes and reads, through nginx, until it is told to stop; who finds no quiz left to take, because
 * all this takes long, reads. What random it does derives from the seed;
 * how much of it, from the time that passes.
 */
async function startClass(cluster: Cluster, { accounts, atOnce, seed }: Plan) {
  countRequests((url) => url.startsWith(cluster.origin));
  const { loadScript } = await import('#tests/faults/tab.ts');
  const { takeQuiz } = await import('#tests/faults/cadet.ts');
  await loadScript();
  const over = new AbortController();
  const taken: Taken[] = [];
  const [reader, ...waiting] = accounts;
  if (!reader) throw new Error('A class needs an account.');
  const pages = [paths.learn(), paths.course(examCourse.id)];
  const work = async () => {
    while (!over.signal.aborted) {
      const next = waiting.shift();
      if (!next) return readPages(cluster.origin, reader, pages, over.signal);
      const { id: name, cookie, madeFor } = next;
      taken.push(await takeQuiz({ name, cookie, madeFor, origin: cluster.origin, seed }));
    }
  };
  const cadets = Promise.all(Array.from({ length: atOnce }, work));
  const readers = [1, 2].map(() => readPages(cluster.origin, reader, pages, over.signal));
  cadets.catch(() => undefined);
  return {
    async stop(): Promise<Taken[]> {
      over.abort();
      await Promise.all([cadets, ...readers]);
      return taken;
    },
  };
}

/** How many answers were acknowledged, and everything that is wrong with what is stored of them. */
async function judgeAll(cluster: Cluster, taken: readonly Taken[]) {
  Object.assign(process.env, cluster.servers[0]?.environment());
  const { readResults } = await import('#tests/faults/results.ts');
  const results = await readResults();
  const wrong = taken.flatMap(({ attemptId, ledger }) => {
    const result = results.get(attemptId);
    const { lost, duplicated, reordered } = judge(ledger, result?.stored ?? []);
    const open = result?.status === 'submitted' ? [] : [`it is ${result?.status ?? 'gone'}`];
    const refused = ledger.refusals.map((status) => `status ${status}`);
    return [...lost, ...duplicated, ...reordered, ...open, ...refused, ...(result?.extra ?? [])];
  });
  const acked = taken.reduce((sum, { ledger }) => sum + ledger.countAcked(), 0);
  return { acked, wrong };
}

/**
 * Stops and starts each server in turn, so many times, while a class works: no request may fail. Then kills so many, one
 * after the other: what was in flight may fail, and nothing that was acknowledged.
 */
export async function rollingRestarts(
  cluster: Cluster,
  findings: Findings,
  plan: Plan,
): Promise<void> {
  const course = await startClass(cluster, plan);
  await pause(1000);
  const codes: (number | null)[] = [];
  for (let round = 0; round < plan.rounds; round += 1)
    for (const server of cluster.servers) {
      const ending = server.end('SIGTERM');
      const red = await until(
        () => server.readReady().catch(() => null),
        (ready) => ready?.status === 503,
        2,
      );
      findings.expect('a server that stops is not ready', red?.status, 503);
      codes.push(await ending);
      await server.start();
      await pause(settleMs);
    }
  findings.expect('servers stop by themselves', [...new Set(codes)], plan.rounds > 0 ? [0] : []);
  const rolled = { requests: load.requests, failures: [...load.failures] };
  findings.expect('requests that failed in rolling restarts', rolled.failures.slice(0, 5), []);

  for (let kill = 0; kill < plan.kills; kill += 1) {
    const server = cluster.servers[kill % cluster.servers.length];
    const before = load.requests;
    await server?.end('SIGKILL');
    const end = performance.now() + 2000;
    await until(
      async () => performance.now() > end,
      (over) => over,
      5,
    );
    findings.expect('others go on', load.requests > before + 50, true);
    await server?.start();
    await pause(settleMs);
  }
  const taken = await course.stop();
  const killed = load.failures.length - rolled.failures.length;
  // One in flight each, and those that were on their way to it before nginx knew.
  findings.expect('few requests failed with the killed', killed <= plan.kills * plan.atOnce, true);
  const { acked, wrong } = await judgeAll(cluster, taken);
  findings.expect('answers that were acknowledged', wrong.slice(0, 5), []);
  findings.note(
    `${codes.length} restarts in turn: ${rolled.requests} requests, ${rolled.failures.length} failed; ` +
      `${plan.kills} killed: ${load.requests - rolled.requests} requests, ${killed} failed; ` +
      `${taken.length} attempts, ${acked} acknowledged answers, ${wrong.length} not as acknowledged`,
  );
}
