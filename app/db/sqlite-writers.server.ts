import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createQueue } from './adapter.server.ts';
import { createFileWatch } from './sqlite-file.server.ts';
import { isHeld, rethrow, StorageFailure } from './storage-failure.server.ts';

/** How long a change waits for another process, from when it is asked for, and how long what is done in passing does. */
const patienceMs = { change: 5000, inPassing: 50 };

// Another process that writes all the time leaves gaps of some milliseconds.
const longestPauseMs = 25;

/** What has a turn: `begun` is what its beginning gave. `end` it once, or nobody writes any more. */
export type Turn<Begun> = { begun: Begun; end: () => void };

/**
 * All that writes to the SQLite file in this process: one at a time, first come, first served; and each only while no
 * other process holds the file for writing. SQLite would wait for that one in a sleep that stops the whole process, so its
 * `busy_timeout` is 0 where anything writes, and it is asked again from a timer.
 */
export class SqliteWriters {
  readonly #takeTurn = createQueue();
  readonly #inPassing = new AsyncLocalStorage<true>();
  /** Those in the queue that would rather be told that it takes long. */
  readonly #hurried = new Set<() => void>();
  readonly #checkFile: () => void;
  #held = false;

  /** `file`: the path of the database; none where there is no SQLite. */
  constructor(file?: string) {
    this.#checkFile = file === undefined ? () => {} : createFileWatch(file);
  }

  /** Runs the work as something done in passing: what writes in it fails where another process holds the file. */
  inPassing<T>(work: () => Promise<T>): Promise<T> {
    // Awaited within: what Prisma returns begins when it is waited for.
    return this.#inPassing.run(true, async () => await work());
  }

  /** Whether the caller does something in passing. */
  isInPassing(): boolean {
    return this.#inPassing.getStore() === true;
  }

  /**
   * Takes a turn and begins it with what takes the file: a BEGIN IMMEDIATE, or a statement that is a transaction by
   * itself. What failed has done nothing, and is begun again.
   * @throws StorageFailure when another process holds the file for too long, and when the path leads to another file than
   * the one that is open; what `begin` throws, as `rethrow` tells it.
   */
  async take<Begun>(begin: () => Begun | Promise<Begun>): Promise<Turn<Begun>> {
    const hurried = this.isInPassing();
    const until = performance.now() + patienceMs[hurried ? 'inPassing' : 'change'];
    const end = await (hurried ? this.#takeTurnSoon() : this.#takeTurn());
    try {
      this.#checkFile();
      return { begun: await this.#onceFree(begin, until), end };
    } catch (error) {
      end();
      rethrow(error);
    }
  }

  /** Takes a turn for what begins and ends at once. @throws as `take`. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const { begun, end } = await this.take(work);
    end();
    return begun;
  }

  async #onceFree<T>(begin: () => T | Promise<T>, until: number): Promise<T> {
    const known = performance.now() + patienceMs.inPassing;
    try {
      for (let pause = 1; ; pause = Math.min(2 * pause, longestPauseMs)) {
        try {
          return await begin();
        } catch (error) {
          if (!isHeld(error) || performance.now() >= until) throw error;
        }
        if (performance.now() >= known) this.#noticeHeld();
        await wait(pause);
      }
    } finally {
      this.#held = false;
    }
  }

  #noticeHeld(): void {
    this.#held = true;
    for (const giveUp of this.#hurried) giveUp();
  }

  /** A turn, unless whoever has it waits for another process. */
  async #takeTurnSoon(): Promise<() => void> {
    const turn = this.#takeTurn();
    let giveUp = () => {};
    const told = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    this.#hurried.add(giveUp);
    if (this.#held) giveUp();
    const end = await Promise.race([turn, told]);
    this.#hurried.delete(giveUp);
    if (end) return end;
    void turn.then((endUnused) => endUnused());
    throw new StorageFailure(new Error('Another process holds the database.'), 'held');
  }
}
