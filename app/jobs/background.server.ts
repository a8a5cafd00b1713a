import { setTimeout as pause } from 'node:timers/promises';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { type Held, isLeased, runLeased } from './lease.server.ts';

/**
 * Work that a request begins and that goes on beside the requests, such as importing a long list: one of a name at a time,
 * over all servers. A server that stops waits for what it has begun.
 */

/** How far it is, where that is known. */
export type Progress = { done: number; total: number };

type Job = { ended: Promise<void>; progress: Progress | null };

// The web server and the Remix build are two bundles with a copy of this module each: one stops what the other began.
const shared: typeof globalThis & { rapportJobs?: Map<string, Job> } = globalThis;
shared.rapportJobs ??= new Map();
const jobs = shared.rapportJobs;

const leaseSeconds = 30;

/**
 * Begins `work`, unless it is being done already; `tell` notes how far it is. What it throws is logged: it says by itself,
 * where its readers look, what became of it.
 * @returns when it has ended, for who waits a little for it
 */
export function startJob(
  name: string,
  work: (held: Held, tell: (progress: Progress) => void) => Promise<void>,
): Promise<void> {
  const running = jobs.get(name);
  if (running) return running.ended;
  const job: Job = { ended: Promise.resolve(), progress: null };
  const tell = (progress: Progress) => {
    job.progress = progress;
  };
  job.ended = runLeased(name, leaseSeconds, (held) => work(held, tell))
    .catch((error: unknown) => {
      const level = isStorageFailure(error) ? 'warn' : 'error';
      logger[level]({ err: error, job: name }, 'work beside the requests failed');
    })
    .then(() => {
      jobs.delete(name);
    });
  jobs.set(name, job);
  return job.ended;
}

const momentMs = 1500;

/** Waits for what will often have ended at once, so that the next page shows it, and not for longer than readers like. */
export async function aMoment(ended: Promise<void>): Promise<void> {
  await Promise.race([ended, pause(momentMs, undefined, { ref: false })]);
}

/** Whether this is being done now, and how far it is; null where it is not. Of another server only the first is known. */
export async function findJob(name: string): Promise<{ progress: Progress | null } | null> {
  const job = jobs.get(name);
  if (job) return { progress: job.progress };
  return (await isLeased(name)) ? { progress: null } : null;
}

/** Resolves once nothing that was begun here goes on. */
export async function endJobs(): Promise<void> {
  await Promise.all([...jobs.values()].map(({ ended }) => ended));
}
