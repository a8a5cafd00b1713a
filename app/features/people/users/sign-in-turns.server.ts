import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import ipaddr from 'ipaddr.js';
import pLimit, { type LimitFunction } from 'p-limit';

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
      return new Promise((resolve, reject) => {
        void inLine(name, slow ? 1 : limits.atOnce, async () => {
          await inLine(`account ${account}`, 1, () => checks(work)).then(resolve, reject);
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

/**
 * The network of an address: of IPv6 the first 64 bits, since one household has all the rest (RFC 6177), of IPv4 the
 * whole address. What is no address counts as itself.
 */
export function toNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const read = ipaddr.process(address);
  if (read.kind() === 'ipv4') return read.toString();
  return `${ipaddr.fromByteArray([...read.toByteArray().slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0])}/64`;
}
