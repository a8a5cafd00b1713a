import { StorageFailure } from './storage-failure.server.ts';

/** What a transaction decides about: the id of a person, or of another thing that only such ids name; null: anything. */
export type Subject = string | null;

type Turn = { about: Subject; ended: Promise<void> };

const meet = (one: Subject, other: Subject) => one === null || other === null || one === other;

/**
 * The transactions of this process that may meet take turns, first come, first served: those about one subject, and one
 * about anything with all others. Whoever waits here holds no connection.
 */
export class Turns {
  readonly #ahead = new Set<Turn>();

  /**
   * Takes a turn once all who asked before and may meet it have ended. Each waits for earlier ones alone, so no two for
   * each other.
   * @returns what ends it: call it once, or nobody who meets it goes on any more
   * @throws StorageFailure when it does not come within `patienceMs`
   */
  async take(about: Subject, patienceMs: number): Promise<() => void> {
    const before = [...this.#ahead].filter((turn) => meet(turn.about, about));
    let resolve = () => {};
    const ended = new Promise<void>((done) => {
      resolve = done;
    });
    const turn = { about, ended };
    this.#ahead.add(turn);
    const end = () => {
      this.#ahead.delete(turn);
      resolve();
    };
    if (before.length === 0) return end;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(done, patienceMs, 'late');
    });
    const came = await Promise.race([Promise.all(before.map((one) => one.ended)), late]);
    clearTimeout(timer);
    if (came !== 'late') return end;
    end();
    throw new StorageFailure(new Error('The turn of a transaction did not come.'), 'busy');
  }
}
