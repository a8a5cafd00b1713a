import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { codeFingerprint } from '#app/features/curriculum/compiler/files/code-fingerprint.server.ts';
import type { Refusal, Turn } from '#app/features/curriculum/compiler/files/turns.server.ts';
import type { Said, Task, ThreadStart } from './schema.ts';

/**
 * How much a thread may use. `turnMs`: for one file, on a clock, so far more than a busy machine needs for the largest;
 * `memoryMb`: for all that it holds; `idleMs`: with nothing to do after which it ends and gives its memory back.
 */
export type WorkshopLimits = { turnMs: number; memoryMb: number; idleMs: number };

const usual: WorkshopLimits = { turnMs: 30_000, memoryMb: 512, idleMs: 60_000 };

type Job = {
  id: number;
  task: string;
  given: unknown;
  done: (made: never) => void;
  fail: (cause: unknown) => void;
};

// Sources are read by tsx, which a thread must ask for itself.
const loader = `const { entry } = require('node:worker_threads').workerData;
if (entry.endsWith('.ts')) import('tsx/esm/api').then(({ register }) => { register(); return import(entry); });
else import(entry);`;

/**
 * A thread that compiles and judges content, so that no text keeps the thread of the requests waiting. It is started when
 * something is asked, ends after a while with nothing to do, and is replaced when a file runs out of time or memory: that
 * file is refused from then on as it is, and what was asked is begun again.
 */
export class Workshop {
  private thread: Worker | null = null;
  private readonly jobs = new Map<number, Job>();
  private readonly refused = new Map<string, Refusal>();
  private asked = 0;
  private turn: Turn | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** `entry`: URL of the module that calls `serveTasks`. */
  constructor(
    private readonly entry: URL,
    private readonly limits: WorkshopLimits = usual,
  ) {}

  /** Has something done in the thread. @throws what the task throws, as a copy */
  ask<Given, Made>({ name }: Task<Given, Made>, given: Given): Promise<Made> {
    this.asked += 1;
    const id = this.asked;
    return new Promise((done, fail) => {
      const job: Job = { id, task: name, given, done, fail };
      this.jobs.set(id, job);
      if (this.thread === null) this.thread = this.start();
      else if (this.jobs.size === 1) this.setTimer();
      this.thread.ref();
      this.hand(job);
    });
  }

  private hand({ id, task, given }: Job): void {
    this.thread?.postMessage({ id, task, given });
  }

  private start(): Worker {
    const data: ThreadStart = { entry: this.entry.href, refused: this.refused };
    const thread = new Worker(loader, {
      eval: true,
      // A name that changes with the code: in development, changed code comes with a workshop and a thread of its own.
      name: `workshop ${codeFingerprint()}`,
      execArgv: [],
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb },
    });
    thread.on('message', (said: Said) => {
      if (thread === this.thread) this.hear(said);
    });
    thread.on('error', (cause: NodeJS.ErrnoException) => {
      if (thread !== this.thread) return;
      if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') this.replace('memory', cause);
      else this.end(cause);
    });
    thread.on('exit', () => {
      if (thread === this.thread) this.end(new Error('The thread that compiles content ended.'));
    });
    return thread;
  }

  private hear(said: Said): void {
    if ('turn' in said) {
      this.turn = said.turn;
      this.setTimer();
      return;
    }
    const job = this.jobs.get(said.id);
    this.jobs.delete(said.id);
    if ('failed' in said) job?.fail(said.failed);
    else job?.done(said.made as never);
    // A program with nothing else to do may end.
    if (this.jobs.size === 0) this.thread?.unref();
    this.setTimer();
  }

  /** Sets the clock anew, whenever the thread has said something: it has to say more, or is idle and ends. */
  private setTimer(): void {
    clearTimeout(this.timer);
    const { turnMs, idleMs } = this.limits;
    const over = () =>
      this.jobs.size === 0
        ? this.end(null)
        : this.replace('time', new Error('Content took too long to read.'));
    const timer = setTimeout(
      // What was said meanwhile is heard first: the machine may have kept this thread waiting, not that one.
      () => setImmediate(() => (timer === this.timer ? over() : undefined)),
      this.jobs.size === 0 ? idleMs : turnMs,
    );
    this.timer = timer;
    if (this.jobs.size === 0) timer.unref();
  }

  /** Refuses the file whose turn it is, and begins again; with none to blame, what was asked fails. */
  private replace(why: Refusal, cause: Error): void {
    const { turn } = this;
    if (turn === null || this.refused.has(turn.key)) {
      this.end(cause);
      return;
    }
    this.refused.set(turn.key, why);
    this.drop();
    this.thread = this.start();
    for (const job of this.jobs.values()) this.hand(job);
  }

  private end(cause: Error | null): void {
    this.drop();
    const left = [...this.jobs.values()];
    this.jobs.clear();
    for (const { fail } of left) fail(cause);
  }

  private drop(): void {
    clearTimeout(this.timer);
    const { thread } = this;
    this.thread = null;
    this.turn = null;
    void thread?.terminate();
  }
}

// Sources have the entry where it is written; the build beside the server (`npm run build`).
const isSource = new URL(import.meta.url).pathname.endsWith('.ts');
const entry = isSource
  ? new URL('../../../server/workshop-thread.ts', import.meta.url)
  : pathToFileURL(resolve('build/server/workshop/workshop-thread.js'));

const workshop = new Workshop(entry);

/** Has something done in the workshop's thread. @throws what the task throws, as a copy */
export function askWorkshop<Given, Made>(task: Task<Given, Made>, given: Given): Promise<Made> {
  return workshop.ask(task, given);
}
