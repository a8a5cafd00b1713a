import { threadId } from 'node:worker_threads';
import { createReport } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { inTurn, mayBeRead } from '#app/features/curriculum/compiler/files/turns.server.ts';
import { defineTask } from '#app/features/curriculum/workshop/schema.ts';
import { bind, serveTasks } from '#app/features/curriculum/workshop/thread.server.ts';

/** A thread whose files do to it what theirs texts say. Entry of the tests of the workshop. */

type File = { file: string; text: string };

/** Reads files in turn; `spin` never ends, `hoard` fills the memory, `work` takes a while. @returns what is refused */
export const readTask = defineTask<File[], string[]>('read');

/** Does one of these with no file in hand: throws, ends the thread, spins. */
export const failTask = defineTask<'throw' | 'exit' | 'spin', void>('fail');

/** Says which thread it is. */
export const numberTask = defineTask<null, number>('number');

function spin(): never {
  for (;;) Math.sqrt(2);
}

function hoard(): never {
  const hoarded: string[][] = [];
  for (let round = 0; ; round += 1)
    hoarded.push(Array.from({ length: 10_000 }, (_, n) => `${round}.${n}`));
}

function work(): void {
  let sum = 0;
  for (let step = 0; step < 2e8; step += 1) sum += Math.sqrt(step);
  if (Number.isNaN(sum)) throw new Error('Not reached.');
}

const doings: Record<string, () => void> = { spin, hoard, work };

if (threadId !== 0)
  serveTasks([
    bind(readTask, async () => async (files) => {
      const problems: string[] = [];
      for (const { file, text } of files) {
        const report = createReport(file);
        if (mayBeRead(text, report)) await inTurn(file, text, () => doings[text]?.());
        problems.push(...report.problems.map(({ message }) => `${file}: ${message}`));
      }
      return problems;
    }),
    bind(failTask, async () => (how) => {
      if (how === 'throw') throw new RangeError('in these words');
      if (how === 'exit') process.exit(1);
      spin();
    }),
    bind(numberTask, async () => () => threadId),
  ]);
