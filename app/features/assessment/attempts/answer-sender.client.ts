import {
  type ClosedReply,
  fieldNames,
  type HeldReply,
  type SaveReply,
} from '#app/features/records/gradings/answer-rules.ts';
import { post } from '#app/ui/post.client.ts';
import {
  nextBatch,
  noteSequence,
  type QueueStore,
  settle,
  toBackoff,
  type WaitingAnswer,
} from './answer-queue.client.ts';

/**
 * How the server can be reached: `ok`; `away` (no answer, or an error of its own: tried again); `signed-out`; `closed`
 * (the attempt was submitted); `held` (its course is not open to its cadet now: tried again); `gone` (the attempt is not
 * this account's).
 */
export type Reach = 'ok' | 'away' | 'signed-out' | 'closed' | 'held' | 'gone';

/** What one save request came to. */
export type SendOutcome =
  | ({ kind: 'settled' } & SaveReply)
  | { kind: 'refused'; message: string }
  | { kind: 'closed'; reply: ClosedReply | null }
  | { kind: Exclude<Reach, 'ok' | 'closed'> };

const timeoutMs = 15_000;
const batchSize = 20;

/** The save request for some answers, as a form. */
export function toSaveForm(batch: readonly WaitingAnswer[]): URLSearchParams {
  const form = new URLSearchParams();
  for (const { itemId, value, seq, spentMs } of batch) {
    form.append(fieldNames.sequence(itemId), String(seq));
    for (const id of value) form.append(fieldNames.item(itemId), id);
    if (spentMs !== undefined) form.append(fieldNames.spent(itemId), String(spentMs));
  }
  return form;
}

/** Sends answers to the save address and says what came of it; never throws. */
export async function sendAnswers(
  url: string,
  batch: readonly WaitingAnswer[],
): Promise<SendOutcome> {
  try {
    const response = await post(url, toSaveForm(batch), {
      headers: { Accept: 'application/json' },
      // Lets a save outlive the page that sent it.
      keepalive: true,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) return { kind: 'settled', ...((await response.json()) as SaveReply) };
    if (response.status === 401) return { kind: 'signed-out' };
    if (response.status === 409) {
      const reply = (await response.json().catch(() => null)) as ClosedReply | HeldReply | null;
      return reply && 'held' in reply ? { kind: 'held' } : { kind: 'closed', reply };
    }
    if (response.status === 403 || response.status === 404) return { kind: 'gone' };
    if ([421, 429].includes(response.status) || response.status >= 500) return { kind: 'away' };
    return { kind: 'refused', message: await response.text() };
  } catch {
    return { kind: 'away' };
  }
}

/** Sends the page's own form; null when the server cannot be reached or fails. */
export async function sendForm(url: string, body: URLSearchParams): Promise<Response | null> {
  const signal = AbortSignal.timeout(30_000);
  const response = await post(url, body, { signal }).catch(() => null);
  return response && response.status < 500 ? response : null;
}

/** What the sender tells the page. */
export type SenderEvents = {
  /** Something about `reach` or `sending` changed. */
  onChange: () => void;
  /** These answers, as sent, are on the server's disk. */
  onSaved: (answers: readonly WaitingAnswer[], reply: SaveReply) => void;
  /** The server will not take this answer. */
  onRefused: (answer: WaitingAnswer, message: string) => void;
  /** The attempt is closed; the reply says by what, and which of the answers sent still count. */
  onClosed: (reply: ClosedReply | null) => void;
};

/**
 * Sends what waits in the queue, one request at a time and in the order given, until nothing waits; tries again with
 * growing pauses while the server is away. One request at a time keeps the order; what another tab sends as well does
 * no harm, since the server goes by sequence numbers.
 */
export class AnswerSender {
  reach: Reach = 'ok';
  sending: readonly WaitingAnswer[] = [];
  #told: 'signed-out' | 'gone' | null = null;
  #failures = 0;
  #batchSize = batchSize;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly store: QueueStore,
    private readonly events: SenderEvents,
    private readonly send = sendAnswers,
  ) {}

  /** Sends now whatever waits; resolves when nothing does, or when the server cannot take it for now. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /**
   * Notes that nobody or somebody else is signed in, met by another request than a save. That nothing waits is no answer of
   * the server's: it stands until a save or `goOn`.
   */
  stopFor(reach: 'signed-out' | 'gone'): void {
    this.#told = reach;
    this.#pause(reach);
  }

  /** Notes that another request than a save was answered to its person. */
  goOn(): void {
    if (!this.#told) return;
    this.#told = null;
    this.#show('ok', this.sending);
  }

  /** Stops trying; a running request goes on. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  async #drain(): Promise<void> {
    while (this.reach !== 'closed') {
      const batch = nextBatch(this.store.read(), this.#batchSize);
      if (batch.length === 0) break;
      this.#show(this.reach, batch);
      const outcome = await this.send(this.url, batch);
      if (outcome.kind === 'refused') this.#refuse(batch, outcome.message);
      else if (outcome.kind === 'closed') {
        this.events.onClosed(outcome.reply);
        return this.#pause('closed');
      } else if (outcome.kind !== 'settled') return this.#pause(outcome.kind);
      else if (!this.#settle(batch, outcome)) return this.#pause('away');
    }
    this.#show(this.reach === 'closed' ? 'closed' : (this.#told ?? 'ok'), []);
  }

  /** False when the reply says nothing of what was sent: that is no acknowledgement. */
  #settle(batch: readonly WaitingAnswer[], reply: SaveReply): boolean {
    const settled = batch.filter(
      ({ itemId }) => reply.saved.includes(itemId) || reply.newer[itemId],
    );
    if (settled.length === 0) return false;
    this.#failures = 0;
    this.#told = null;
    this.reach = 'ok';
    const seqs = Object.values(reply.newer).map(({ seq }) => seq);
    this.store.change((queue) => seqs.reduce(noteSequence, settle(queue, settled)));
    this.events.onSaved(settled, reply);
    return true;
  }

  #refuse(batch: readonly WaitingAnswer[], message: string): void {
    const [answer] = batch;
    if (!answer || batch.length > 1) {
      // Which of them it was shows when they go one by one.
      this.#batchSize = 1;
      return;
    }
    this.#batchSize = batchSize;
    this.store.change((queue) => settle(queue, [answer]));
    this.events.onRefused(answer, message);
  }

  #pause(reach: Exclude<Reach, 'ok'>): void {
    this.#failures += 1;
    this.#show(reach, []);
    if (reach === 'closed' || reach === 'gone') return;
    this.#timer = setTimeout(() => void this.flush(), toBackoff(this.#failures, Math.random()));
  }

  #show(reach: Reach, sending: readonly WaitingAnswer[]): void {
    this.reach = reach;
    this.sending = sending;
    this.events.onChange();
  }
}
