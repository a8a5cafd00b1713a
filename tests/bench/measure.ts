import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';

/** What the seed tells the benchmark. Cookies open sessions. */
export type BenchAcademy = {
  course: string;
  lessons: string[];
  /** The first module's quiz. */
  quiz: string;
  cadet: string;
  instructor: string;
  author: string;
  attempts: { id: string; cookie: string; items: { id: string; options: string[] }[] }[];
};

/** One kind of request, `make(n)` the n-th of it. `expect`: the status a good answer has. */
export type Scenario = {
  name: string;
  expect: number;
  requests: number;
  make: (n: number) => {
    method?: 'GET' | 'POST';
    path: string;
    cookie?: string;
    form?: Record<string, string>;
  };
};

/** CPU milliseconds of the server per request, latencies in milliseconds, size of the last body in bytes. */
export type Figures = {
  name: string;
  cpu: number;
  p50: number;
  p95: number;
  bytes: number;
  requests: number;
};

/** A running server: its process and port. */
export type Running = { child: ChildProcess; port: number };

/** Starts a program that serves on `port` and waits until it answers. @throws Error when it ends before. */
export async function startProgram(
  args: string[],
  port: number,
  variables: Record<string, string>,
): Promise<Running> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), ...variables },
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
    const answered = await send({ child, port }, { path: '/healthz' }).catch(() => null);
    if (answered) return { child, port };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ends a program and waits for it. */
export async function stopProgram({ child }: Running): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

/** CPU milliseconds a program has used, user and system. Linux: /proc/<pid>/stat, in ticks of 10 ms. */
export function cpuMs({ child }: Pick<Running, 'child'>): number {
  const fields = readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Sends one request without following redirects. Resolves to status and body size. */
export function send(
  { port }: Running,
  {
    method = 'GET',
    path,
    cookie,
    form,
  }: Partial<ReturnType<Scenario['make']>> & { method?: string },
): Promise<{ status: number; bytes: number }> {
  const body = form ? new URLSearchParams(form).toString() : undefined;
  const headers = {
    Accept: 'text/html',
    'Accept-Encoding': 'gzip',
    ...(cookie ? { Cookie: cookie } : {}),
    ...(body
      ? {
          Origin: `http://127.0.0.1:${port}`,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': String(Buffer.byteLength(body)),
        }
      : {}),
  };
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/**
 * Measures a scenario: a fifth of its requests first to warm up, then the rest one after another.
 * @throws Error when an answer has another status than expected.
 */
export async function measure(server: Running, scenario: Scenario): Promise<Figures> {
  const { name, expect, requests, make } = scenario;
  const warmUp = Math.floor(requests / 5);
  const times: number[] = [];
  let [before, bytes] = [0, 0];
  for (let n = 0; n < requests; n += 1) {
    if (n === warmUp) before = cpuMs(server);
    const startedAt = performance.now();
    const answer = await send(server, make(n));
    if (answer.status !== expect)
      throw new Error(`${name}: status ${answer.status}, not ${expect}`);
    if (n >= warmUp) times.push(performance.now() - startedAt);
    bytes = answer.bytes;
  }
  const cpu = (cpuMs(server) - before) / times.length;
  times.sort((a, b) => a - b);
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  return { name, cpu, p50, p95, bytes, requests: times.length };
}
