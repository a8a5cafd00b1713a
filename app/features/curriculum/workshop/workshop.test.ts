import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { failTask, numberTask, readTask } from '#tests/support/workshop-thread.ts';
import { Workshop, type WorkshopLimits } from './workshop.server.ts';

const entry = pathToFileURL(resolve('tests/support/workshop-thread.ts'));
const open = (limits: Partial<WorkshopLimits> = {}) =>
  new Workshop(entry, { turnMs: 60_000, memoryMb: 256, idleMs: 60_000, ...limits });

const fine = { file: 'fine.mdx', text: 'fine' };
const also = { file: 'also.mdx', text: 'also fine' };

test('a file that takes too long is refused in words, and everything else is done', async () => {
  const workshop = open({ turnMs: 4_000 });
  const other = workshop.ask(readTask, [also]);
  const files = [fine, { file: 'long.mdx', text: 'spin' }, also];
  const refused =
    'long.mdx: this file takes too long to read, so it was given up, and what was published before stays; split it, or take out what was written last.';
  expect(await workshop.ask(readTask, files)).toEqual([refused]);
  expect(await other).toEqual([]);
  // It is not tried again.
  const first = await workshop.ask(numberTask, null);
  expect(await workshop.ask(readTask, files)).toEqual([refused]);
  expect(await workshop.ask(numberTask, null)).toBe(first);
});

test('a file that takes too much memory is refused, and the next one is read', async () => {
  const workshop = open({ memoryMb: 96 });
  const files = [{ file: 'large.mdx', text: 'hoard' }, fine];
  expect(await workshop.ask(readTask, files)).toEqual([
    expect.stringContaining('large.mdx: this file takes more memory to read than there is'),
  ]);
});

test('what fails with no file in hand fails for who asked, and the next one is served', async () => {
  const workshop = open({ turnMs: 4_000 });
  await expect(workshop.ask(failTask, 'throw')).rejects.toThrow(new RangeError('in these words'));
  await expect(workshop.ask(failTask, 'exit')).rejects.toThrow('ended');
  await expect(workshop.ask(failTask, 'spin')).rejects.toThrow('took too long');
  expect(await workshop.ask(readTask, [fine])).toEqual([]);
});

test('who asks is not kept waiting: their thread is idle meanwhile', async () => {
  const workshop = open();
  await workshop.ask(numberTask, null);
  const before = performance.eventLoopUtilization();
  await workshop.ask(readTask, [{ file: 'work.mdx', text: 'work' }]);
  const { active, idle } = performance.eventLoopUtilization(before);
  expect(idle).toBeGreaterThan(active);
});

test('with nothing to do the thread ends, and another one begins when it is asked', async () => {
  const workshop = open({ idleMs: 1 });
  const numbers = new Set<number>();
  while (numbers.size < 2) {
    numbers.add(await workshop.ask(numberTask, null));
    await pause(20);
  }
});
