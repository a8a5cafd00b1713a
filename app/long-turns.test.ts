import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurns, mapInTurns } from './long-turns.server.ts';

/** Keeps the thread for a moment. */
function work(): void {
  const until = performance.now() + 4;
  while (performance.now() < until);
}

/** Counts the turns of the event loop that come while something is done. */
async function countTurns(doing: Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  doing.finally(() => {
    done = true;
  });
  while (!done) {
    await setImmediate();
    turns += 1;
  }
  return turns;
}

test('what takes long is done over several turns, in order', async () => {
  const list = Array.from({ length: 20 }, (_, index) => index);
  const mapping = mapInTurns(list, (value) => {
    work();
    return value * 2;
  });
  // 80 ms in turns of a little more than 10 ms; a busy machine needs more of them.
  expect(await countTurns(mapping)).toBeGreaterThanOrEqual(5);
  expect(await mapping).toEqual(list.map((value) => value * 2));
});

test('a generator is run to its end', async () => {
  function* steps() {
    for (let step = 0; step < 20; step += 1) {
      work();
      yield;
    }
    return 'made';
  }
  const made = inTurns(steps());
  expect(await countTurns(made)).toBeGreaterThanOrEqual(5);
  expect(await made).toBe('made');
});

test('what is soon done is done in one turn', async () => {
  expect(await countTurns(mapInTurns([1, 2, 3], String))).toBeLessThanOrEqual(1);
});
