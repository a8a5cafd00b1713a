import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { measure, percentile, Requests, spreadOf } from './measure.ts';
import { cpuMs } from './process-cost.ts';

async function withServer(
  status: number,
  work: (port: number, countAnswers: () => number) => Promise<void>,
): Promise<void> {
  let answers = 0;
  const server = createServer((_request, response) => {
    answers += 1;
    response.writeHead(status, { Location: '/login' }).end('words');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  await work(address.port, () => answers).finally(() => server.closeAllConnections());
  server.close();
}

const lesson = { name: 'lesson', make: (n: number) => ({ path: `/lessons/${n}` }) };

function requestsTo(port: number, expect?: number): Requests {
  const server = { pid: process.pid, port };
  return new Requests({ server, databasePid: process.pid }, { ...lesson, expect });
}

test('a request that is refused stops the benchmark and says which one and where', () =>
  withServer(422, (port) =>
    expect(requestsTo(port).round(2)).rejects.toThrow(
      'lesson: /lessons/0 answers 422 and leads to /login, not 200. Its scenario is in tests/bench/scenarios.',
    ),
  ));

test('a round counts its requests and what they cost', () =>
  withServer(302, async (port) => {
    const requests = requestsTo(port, 302);
    const before = cpuMs(process.pid);
    const { times, bytes, cpu, database } = await requests.round(3);
    const all = cpuMs(process.pid) - before;
    expect({ made: requests.made, times: times.length, bytes }).toEqual({
      made: 3,
      times: 3,
      bytes: 5,
    });
    // Of each request; the test's own process is both servers.
    for (const cost of [cpu, database]) {
      expect(cost).toBeGreaterThan(0);
      expect(cost * 3).toBeLessThanOrEqual(all);
    }
  }));

test('no more requests are made than can be, however far the figure is from settled', () =>
  withServer(200, async (port, countAnswers) => {
    const measured = { server: { pid: process.pid, port }, databasePid: null };
    const patience = { roundMs: 50, leastRounds: 30, mostRounds: 40, mostMs: 60_000 };
    const figures = await measure(measured, { ...lesson, most: 20 }, patience);
    expect(figures).toMatchObject({ name: 'lesson', requests: 18, database: null, bytes: 5 });
    expect(countAnswers()).toBe(20);
  }));

test('the middle and the spread of figures', () => {
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
  expect(spreadOf([10, 10, 10, 10, 1000])).toBe(0);
  expect(spreadOf([8, 9, 10, 11, 12])).toBeCloseTo(0.2);
});
