import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { percentile, Requests, spreadOf } from './measure.ts';

async function withServer(status: number, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { Location: '/login' }).end('words');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  await work(address.port).finally(() => server.closeAllConnections());
  server.close();
}

function requestsTo(port: number, expect?: number): Requests {
  const server = { pid: process.pid, port };
  const scenario = { name: 'lesson', expect, make: (n: number) => ({ path: `/lessons/${n}` }) };
  return new Requests({ server, databasePid: null }, scenario);
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
    const { times, bytes, cpu } = await requests.round(3);
    expect({ made: requests.made, times: times.length, bytes }).toEqual({
      made: 3,
      times: 3,
      bytes: 5,
    });
    expect(cpu).toBeGreaterThan(0);
  }));

test('the middle and the spread of figures', () => {
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
  expect(spreadOf([10, 10, 10, 10, 1000])).toBe(0);
  expect(spreadOf([8, 9, 10, 11, 12])).toBeCloseTo(0.2);
});
