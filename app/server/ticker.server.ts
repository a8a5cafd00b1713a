import { logger } from '#app/http/logger.server.ts';

/** Something to do again and again beside the requests. It must be safe to run in several processes at once. */
export type Chore = { name: string; everyMs: number; run: () => Promise<unknown> };

/**
 * Runs chores by the clock, one run of a chore at a time; one that fails is logged and tried again at its next time.
 * @returns a function that stops them and resolves once none is running
 */
export function startTicker(chores: readonly Chore[]): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const timers = chores.map((chore) => {
    const tick = () => {
      if (running.has(chore.name)) return;
      const run = runOnce(chore).finally(() => running.delete(chore.name));
      running.set(chore.name, run);
    };
    // A server with nothing else to do may end.
    return setInterval(tick, chore.everyMs).unref();
  });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running.values());
  };
}

async function runOnce({ name, run }: Chore): Promise<void> {
  try {
    await run();
  } catch (error) {
    logger.error({ err: error, chore: name }, 'a chore failed');
  }
}
