import { toSequence } from '#app/features/records/gradings/answer-rules.ts';
import { type Origin, toAttemptKey } from '#app/kept-rules.ts';

/**
 * Answers on their way from this browser to the server. The queue lives in localStorage, one per attempt, and is read
 * before every change, so that all tabs of the browser share it and a reload loses nothing. An answer leaves it only
 * when the server has acknowledged it.
 */

/** An answer that the server has not acknowledged. `spentMs`: how long its item had been in view by then. */
export type WaitingAnswer = { itemId: string; value: string[]; seq: number; spentMs?: number };

/** The latest unacknowledged answer of each item, and the highest sequence number seen. */
export type Queue = { lastSeq: number; waiting: Record<string, WaitingAnswer> };

export const emptyQueue: Queue = { lastSeq: 0, waiting: {} };

function isWaiting(value: unknown): value is WaitingAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const answer = value as Partial<WaitingAnswer>;
  return (
    typeof answer.itemId === 'string' &&
    Number.isInteger(answer.seq) &&
    Array.isArray(answer.value) &&
    answer.value.every((id) => typeof id === 'string')
  );
}

/** Reads a stored queue; what is not one (nothing stored, or damaged) reads as empty. */
export function parseQueue(text: string | null): Queue {
  try {
    const stored: unknown = JSON.parse(text ?? 'null');
    if (typeof stored !== 'object' || stored === null) return emptyQueue;
    const { lastSeq, waiting } = stored as Partial<Queue>;
    const answers = Object.values(waiting ?? {}).filter(isWaiting);
    return {
      lastSeq: Number.isInteger(lastSeq) ? Number(lastSeq) : 0,
      waiting: Object.fromEntries(answers.map((answer) => [answer.itemId, answer])),
    };
  } catch {
    return emptyQueue;
  }
}

/**
 * Milliseconds since this page was made, near enough. The page's own clock never goes backwards but may stand still while
 * the machine sleeps; the wall clock goes on then but may be set back: the one that is ahead is right. `addAnswer` sees to
 * it that sequence numbers grow whatever comes of this.
 */
export function toPageAge(): number {
  return Math.max(performance.now(), Date.now() - performance.timeOrigin);
}

/** Adds an answer given now; it replaces an older one to the same item that is still waiting. */
export function addAnswer(
  queue: Queue,
  answer: Omit<WaitingAnswer, 'seq'>,
  sinceStartMs: number,
): Queue {
  const seq = toSequence(sinceStartMs, queue.lastSeq);
  return { lastSeq: seq, waiting: { ...queue.waiting, [answer.itemId]: { ...answer, seq } } };
}

/** Notes a sequence number seen elsewhere, so that answers given later get a higher one. */
export function noteSequence(queue: Queue, seq: number): Queue {
  return seq > queue.lastSeq ? { ...queue, lastSeq: seq } : queue;
}

/** Takes out answers that were settled; an answer given since to the same item stays. */
export function settle(queue: Queue, sent: readonly WaitingAnswer[]): Queue {
  const waiting = Object.values(queue.waiting).filter(
    (answer) => !sent.some(({ itemId, seq }) => itemId === answer.itemId && seq >= answer.seq),
  );
  return { ...queue, waiting: Object.fromEntries(waiting.map((one) => [one.itemId, one])) };
}

/** The next answers to send, in the order in which they were given. */
export function nextBatch(queue: Queue, size: number): WaitingAnswer[] {
  return Object.values(queue.waiting)
    .sort((one, other) => one.seq - other.seq)
    .slice(0, size);
}

/** Milliseconds until the next try after `failures` in a row: doubling from one second to half a minute, spread out. */
export function toBackoff(failures: number, random: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1)) * (0.75 + random / 2);
}

/** A queue's place in the browser's storage; without storage, in this page's memory only. */
export class QueueStore {
  /** False when the browser keeps nothing: answers would not survive a reload. */
  durable = true;
  readonly #key: string;
  #text: string | null = null;

  /** `origin`: whose answers they are and where they were given, for who signs out. */
  constructor(
    attemptId: string,
    private readonly origin: Origin = {},
  ) {
    this.#key = toAttemptKey(attemptId);
  }

  /** Whether a storage event tells of this queue. */
  isAbout(event: StorageEvent): boolean {
    return event.key === this.#key || event.key === null;
  }

  read(): Queue {
    try {
      if (this.durable) this.#text = localStorage.getItem(this.#key);
    } catch {
      this.durable = false;
    }
    return parseQueue(this.#text);
  }

  /** Changes the queue as it is stored now, whichever tab wrote it, and returns it. */
  change(toNext: (queue: Queue) => Queue): Queue {
    const queue = toNext(this.read());
    this.#text = JSON.stringify({ ...queue, ...this.origin });
    try {
      localStorage.setItem(this.#key, this.#text);
      this.durable = true;
    } catch {
      this.durable = false;
    }
    return queue;
  }

  /** Forgets the queue, once the attempt is closed. */
  clear(): void {
    this.#text = null;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      this.durable = false;
    }
  }
}
