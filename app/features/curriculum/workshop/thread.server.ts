import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import pLimit from 'p-limit';
import { watchTurns } from '#app/features/curriculum/compiler/files/turns.server.ts';
import type { Asked, Said, Task, ThreadStart } from './schema.ts';

/** A task and where to find what it does: loaded when it is first asked for. */
export type Binding = { name: string; load: () => Promise<(given: never) => unknown> };

/** Binds a task to the function that does it. */
export function bind<Given, Made>(
  { name }: Task<Given, Made>,
  load: () => Promise<(given: Given) => Made | Promise<Made>>,
): Binding {
  return { name, load };
}

/** The thread's side of the workshop: does what it is asked, one after the other, so that each file has its turn. */
export function serveTasks(bindings: readonly Binding[]): void {
  const port: MessagePort | null = parentPort;
  if (port === null) throw new Error('This is the entry of a thread.');
  const say = (said: Said) => port.postMessage(said);
  const { refused }: ThreadStart = workerData;
  watchTurns((turn) => say({ turn }), refused);
  const oneAtATime = pLimit(1);
  const work = async ({ id, task, given }: Asked) => {
    try {
      const binding = bindings.find(({ name }) => name === task);
      if (binding === undefined) throw new Error(`Nothing is bound to the task ${task}.`);
      const does = await binding.load();
      say({ id, made: await does(given as never) });
    } catch (failed) {
      say({ id, failed });
    }
  };
  // Now the clock runs: a thread that is still loading owes nothing yet.
  say({ turn: null });
  port.on('message', (asked: Asked) => {
    void oneAtATime(() => work(asked));
  });
}
