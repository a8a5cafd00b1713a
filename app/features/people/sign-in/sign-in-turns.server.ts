import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import { metrics } from '#app/http/metrics.server.ts';

/**
 * In whose turn a password is looked at. A check takes 19 MiB and a core, so that only so many run at once, on threads,
 * and half of the machine is left to everybody else. Each account and each network has a line of its own: whoever
 * guesses stands in their own way.
 */

/** A password to be looked at. `slow`: from a network with many failures, which is not shut out, but made to wait. */
type Turn = { account: string; network: string; slow: boolean };

type Turns = {
  /** Runs `work` when it is its turn, and resolves to what it made; null at once when too many wait already. */
  take: <T>(turn: Turn, work: () => Promise<T>) => Promise<T | null>;
};

type Line = { run: LimitFunction; waiting: number };

/**
 * `atOnce`: checks that run at the same time. `longest`: how many of one network may wait. `slowMs`: the pause after each
 * check of a slow network; `slowLongest`: how many of one may wait.
 */
export function createTurns(limits: {
  atOnce: number;
  longest: number;
  slowMs: number;
  slowLongest: number;
}): Turns {
  const checks = pLimit(limits.atOnce);
  const lines = new Map<string, Line>();

  async function inLine<T>(key: string, atOnce: number, work: () => Promise<T>): Promise<T> {
    const line = lines.get(key) ?? { run: pLimit(atOnce), waiting: 0 };
    lines.set(key, line);
    line.waiting += 1;
    try {
      return await line.run(work);
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(key);
    }
  }

  return {
    async take({ account, network, slow }, work) {
      const name = `${slow ? 'slow' : 'network'} ${network}`;
      const longest = slow ? limits.slowLongest : limits.longest;
      if ((lines.get(name)?.waiting ?? 0) >= longest) return null;
      metrics.signInsWaiting.inc();
      return new Promise((resolve, reject) => {
        void inLine(name, slow ? 1 : limits.atOnce, async () => {
          await inLine(`account ${account}`, 1, () => checks(work)).then(resolve, reject);
          metrics.signInsWaiting.dec();
          // After the answer: the one who asked need not wait for it, the next one does.
          if (slow) await pause(limits.slowMs, undefined, { ref: false });
        });
      });
    },
  };
}

/** The lines of this server. A minute of a slow network's tries waits before its next one is sent away. */
export const turns = createTurns({
  atOnce: Math.max(1, Math.floor(availableParallelism() / 2)),
  longest: 2000,
  slowMs: 1000,
  slowLongest: 60,
});
