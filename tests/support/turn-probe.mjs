import { openSync, readSync } from 'node:fs';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded into a program before it starts (`node --import`), with a channel to who started it: measures the turns of its
 * event loop, in which nobody else is served. See `turns.ts`, which asks it.
 */

const everyMs = 2;
const leastMs = 5;
// Of the thread that opens it, so that what the other threads of the process use is not counted.
const clock = openSync('/proc/thread-self/schedstat', 'r');
const buffer = Buffer.alloc(80);

/** CPU milliseconds that this thread has used. */
function readCpu() {
  const length = readSync(clock, buffer, 0, buffer.length, 0);
  return Number(buffer.toString('latin1', 0, length).split(' ')[0]) / 1e6;
}

/** Turns of at least `leastMs`, and collections of garbage, as `from` and `to` of `performance.now()`. */
let turns = [];
let collections = [];

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries())
    collections.push({ from: startTime, to: startTime + duration });
}).observe({ entryTypes: ['gc'] });

let before = { at: performance.now(), cpu: readCpu() };
setInterval(() => {
  const now = { at: performance.now(), cpu: readCpu() };
  const wall = now.at - before.at - everyMs;
  const cpu = now.cpu - before.cpu;
  if (wall > leastMs || cpu > leastMs) turns.push({ from: before.at, to: now.at, wall, cpu });
  before = now;
}, everyMs).unref();

/** How long collections took within a turn. */
function collectedIn({ from, to }) {
  return collections.reduce(
    (sum, one) => sum + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)),
    0,
  );
}

/** Work that is the same in every process: what this machine does with 50 ms of CPU when it is quiet, or with more when it is not. */
function work() {
  const started = readCpu();
  let sum = 0;
  for (let round = 0; round < 40; round += 1) {
    const rows = Array.from({ length: 400 }, (_, index) => ({
      index,
      text: `row ${index * round}`,
    }));
    sum += JSON.parse(JSON.stringify(rows)).sort((a, b) => a.text.localeCompare(b.text)).length;
  }
  return sum > 0 ? readCpu() - started : 0;
}

/** What is still in use when all garbage is gone, in MB. */
function measureLive() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

process.on('message', (asked) => {
  if (asked === 'live') {
    process.send?.({ live: measureLive() });
    return;
  }
  if (asked === 'work') {
    process.send?.({ worked: work() });
    return;
  }
  // Collections are told of a moment later than they happen.
  setTimeout(() => {
    process.send?.({ turns: turns.map((turn) => ({ ...turn, gc: collectedIn(turn) })) });
    turns = [];
    collections = [];
  }, 20);
});
process.channel?.unref();
