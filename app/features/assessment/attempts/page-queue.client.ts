import {
  addAnswer,
  noteSequence,
  parseQueue,
  type Queue,
  type QueueStore,
  type WaitingAnswer,
} from './answer-queue.client.ts';

/**
 * The queue of answers as one page knows it: what was given here, and what other tabs of the browser put there. Whatever
 * way the page learns of an answer, it is told to show it, so that no page goes on showing what was changed elsewhere.
 */
export class PageQueue {
  #queue: Queue;
  /** Answers given on this page that nobody acknowledged: put back should the browser's storage lose them. */
  readonly #given = new Map<string, WaitingAnswer>();
  /** Number of the newest answer to each item that this page was told of. */
  readonly #shown = new Map<string, number>();

  /** `lastSeq`: the highest number that the server has stored. What waits already is not shown by itself. */
  constructor(
    private readonly store: QueueStore,
    lastSeq: number,
    private readonly onNew: (answer: WaitingAnswer) => void,
  ) {
    this.#queue = store.change((queue) => noteSequence(queue, lastSeq));
    for (const { itemId, seq } of this.waiting()) this.#shown.set(itemId, seq);
  }

  /** Every answer that waits, as last read. */
  waiting(): WaitingAnswer[] {
    return Object.values(this.#queue.waiting);
  }

  /** The answer to an item that waits, as last read. */
  waitingFor(itemId: string): WaitingAnswer | undefined {
    return this.#queue.waiting[itemId];
  }

  /** Adds an answer given on this page. */
  give(answer: Omit<WaitingAnswer, 'seq'>, sinceStartMs: number): void {
    this.#queue = this.store.change((queue) => addAnswer(queue, answer, sinceStartMs));
    const given = this.#queue.waiting[answer.itemId];
    if (given) this.#given.set(given.itemId, given);
    this.#tellNew(this.#queue);
  }

  /** Notes that the server has decided on an answer, and so on older ones to its item. */
  settle({ itemId, seq }: WaitingAnswer): void {
    if ((this.#given.get(itemId)?.seq ?? 0) <= seq) this.#given.delete(itemId);
  }

  /** Takes out answers that the server has counted, whatever their numbers. */
  drop(itemIds: readonly string[]): void {
    for (const itemId of itemIds) this.#given.delete(itemId);
    const isLeft = ([itemId]: [string, unknown]) => !itemIds.includes(itemId);
    this.store.change(({ lastSeq, waiting }) => ({
      lastSeq,
      waiting: Object.fromEntries(Object.entries(waiting).filter(isLeft)),
    }));
  }

  /**
   * Another tab changed the queue. @returns what it took out: those answers are settled. A queue that is gone (the attempt
   * was submitted, or the browser's data deleted) settles nothing.
   */
  follow({ oldValue, newValue }: Pick<StorageEvent, 'oldValue' | 'newValue'>): WaitingAnswer[] {
    const now = parseQueue(newValue);
    this.#tellNew(now);
    if (newValue === null) return [];
    const before = Object.values(parseQueue(oldValue).waiting);
    const settled = before.filter(({ itemId }) => !now.waiting[itemId]);
    for (const answer of settled) this.settle(answer);
    return settled;
  }

  /** Reads the queue as it is stored now. */
  read(): void {
    this.#queue = this.store.read();
    this.#tellNew(this.#queue);
  }

  /** Puts back what was given here, should it be gone from the stored queue without an acknowledgement. */
  heal(): void {
    const lost = [...this.#given.values()].filter(({ itemId }) => !this.#queue.waiting[itemId]);
    if (lost.length === 0) return;
    this.#queue = this.store.change((queue) => ({
      lastSeq: Math.max(queue.lastSeq, ...lost.map(({ seq }) => seq)),
      waiting: { ...Object.fromEntries(lost.map((one) => [one.itemId, one])), ...queue.waiting },
    }));
  }

  #tellNew({ waiting }: Queue): void {
    for (const answer of Object.values(waiting)) {
      const { itemId, seq } = answer;
      if (seq <= (this.#shown.get(itemId) ?? 0)) continue;
      this.#shown.set(itemId, seq);
      this.onNew(answer);
    }
  }
}
