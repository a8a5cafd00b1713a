import { paths } from '#app/paths.ts';
import type { SaveStatus } from '#app/ui/save-state.tsx';
import {
  addAnswer,
  noteSequence,
  type Queue,
  QueueStore,
  toPageAge,
  type WaitingAnswer,
} from './answer-queue.client.ts';
import { type SaveReply, sameChoice } from './answer-rules.ts';
import { AnswerSender, type Reach, toSaveForm } from './answer-sender.client.ts';
import { toAnnouncement, toNotSubmitted, toSummary } from './answer-words.client.ts';
import { AttemptPage } from './attempt-page.client.ts';

/**
 * `<attempt-form>` around an attempt's page: saves each answer as it is given, keeps what the server has not
 * acknowledged in this browser, and always shows which is which. Without it the page is a form with Save and Submit.
 *
 * Attributes: `data-attempt`, `data-save-to` (address for answers), `data-since` (milliseconds since the attempt started
 * when the page was made), `data-last-seq` (highest sequence number stored).
 */
class AttemptFormElement extends HTMLElement {
  #page!: AttemptPage;
  #store!: QueueStore;
  #sender!: AnswerSender;
  #queue!: Queue;
  #reach: Reach = 'ok';
  #submitting = false;
  readonly #times = new Map<string, string>();
  readonly #refused = new Map<string, string>();
  /** Answers given on this page that nobody acknowledged: put back should the browser's storage lose them. */
  readonly #given = new Map<string, WaitingAnswer>();
  readonly #leaving = new AbortController();

  connectedCallback(): void {
    const form = this.querySelector('form');
    const { attempt, saveTo } = this.dataset;
    if (!form || !attempt || !saveTo || this.#page) return;
    this.#page = new AttemptPage(this, form);
    this.#store = new QueueStore(attempt);
    this.#queue = this.#store.change((queue) =>
      noteSequence(queue, Number(this.dataset.lastSeq ?? 0)),
    );
    this.#sender = new AnswerSender(saveTo, this.#store, {
      onChange: () => this.#show(),
      onSaved: (answers, reply) => this.#markSaved(answers, reply),
      onRefused: ({ itemId }, message) => {
        this.#given.delete(itemId);
        this.#refused.set(itemId, message);
      },
    });
    this.#restore();
    this.#listen(form);
    this.#show();
    void this.#sender.flush();
  }

  disconnectedCallback(): void {
    this.#leaving.abort();
    this.#sender?.stop();
  }

  #listen(form: HTMLFormElement): void {
    const { signal } = this.#leaving;
    const retry = () => void this.#sender.flush();
    form.addEventListener('change', ({ target }) => this.#answer(target), { signal });
    form.addEventListener('submit', (event) => this.#submit(event), { signal });
    for (const name of ['online', 'pageshow', 'focus'])
      window.addEventListener(name, retry, { signal });
    document.addEventListener('visibilitychange', retry, { signal });
    window.addEventListener('storage', (event) => this.#follow(event), { signal });
    window.addEventListener('pagehide', () => this.#sendLast(saveToOf(this)), { signal });
    window.addEventListener(
      'beforeunload',
      (event) => {
        if (!this.#store.durable && this.#waitingCount() > 0) event.preventDefault();
      },
      { signal },
    );
  }

  /** Shows what waits from before; an answer given before this script ran is newer than that. */
  #restore(): void {
    for (const itemId of this.#page.itemIds()) {
      const waiting = this.#queue.waiting[itemId];
      if (!sameChoice(this.#page.chosen(itemId), this.#page.before(itemId))) this.#give(itemId);
      else if (waiting) this.#page.choose(itemId, waiting.value);
    }
  }

  #answer(target: EventTarget | null): void {
    const itemId = this.#page.itemOf(target);
    if (itemId === null) return;
    this.#refused.delete(itemId);
    this.#give(itemId);
    this.#show();
    void this.#sender.flush();
  }

  #give(itemId: string): void {
    const value = this.#page.chosen(itemId);
    const sinceStart = Number(this.dataset.since ?? 0) + toPageAge();
    this.#queue = this.#store.change((queue) => addAnswer(queue, { itemId, value }, sinceStart));
    const answer = this.#queue.waiting[itemId];
    if (answer) this.#given.set(itemId, answer);
  }

  #markSaved(answers: readonly WaitingAnswer[], reply: SaveReply): void {
    for (const { itemId, value, seq } of answers) {
      if ((this.#given.get(itemId)?.seq ?? 0) <= seq) this.#given.delete(itemId);
      const newer = reply.newer[itemId];
      this.#times.set(itemId, reply.time);
      this.#page.remember(itemId, newer?.value ?? value);
      if (!newer || this.#store.read().waiting[itemId]) continue;
      this.#page.choose(itemId, newer.value);
      this.#page.announce('A newer answer from another window or machine was kept.');
    }
  }

  /** Another tab of this browser changed the queue: show its answers here too. */
  #follow(event: StorageEvent): void {
    if (!this.#store.isAbout(event)) return;
    const before = this.#queue;
    const now = this.#store.read();
    for (const { itemId, value, seq } of Object.values(now.waiting))
      if (before.waiting[itemId]?.seq !== seq) this.#page.choose(itemId, value);
    for (const { itemId, value } of Object.values(before.waiting)) {
      if (now.waiting[itemId] || event.newValue === null) continue;
      this.#given.delete(itemId);
      this.#page.remember(itemId, value);
    }
    this.#show();
  }

  #waitingCount(): number {
    return Object.keys(this.#queue.waiting).length;
  }

  #statusOf(itemId: string, answered: boolean): SaveStatus {
    if (this.#refused.has(itemId)) return 'refused';
    if (!this.#queue.waiting[itemId]) return answered ? 'saved' : 'open';
    const { reach, sending } = this.#sender;
    return reach === 'ok' || sending.some((one) => one.itemId === itemId) ? 'saving' : 'unsaved';
  }

  #show(): void {
    this.#heal();
    const { reach } = this.#sender;
    const itemIds = this.#page.itemIds();
    let answered = 0;
    for (const itemId of itemIds) {
      const hasAnswer = this.#page.chosen(itemId).length > 0;
      if (hasAnswer) answered += 1;
      const [time, refused] = [this.#times.get(itemId), this.#refused.get(itemId)];
      this.#page.showItem(itemId, {
        status: this.#statusOf(itemId, hasAnswer),
        reach,
        time,
        refused,
      });
    }
    const { durable } = this.#store;
    const [total, waiting] = [itemIds.length, this.#waitingCount()];
    this.#page.showSummary(toSummary({ answered, total, waiting, reach, durable }));
    this.#showReach(reach, waiting);
  }

  #showReach(reach: Reach, waiting: number): void {
    this.#page.showReach(reach, this.#store.durable);
    // "All saved" is said once nothing waits any more.
    if (reach === 'ok' && waiting > 0) return;
    const said = toAnnouncement(this.#reach, reach);
    if (said) this.#page.announce(said);
    const before = this.#reach;
    this.#reach = reach;
    if (reach === 'closed' && before !== 'closed') this.#close();
  }

  /** The attempt was submitted: what still waits will never count, and must not look saved once the queue is gone. */
  #close(): void {
    for (const itemId of Object.keys(this.#queue.waiting)) this.#refused.set(itemId, 'Not counted');
    this.#store.clear();
    this.#page.close();
    this.#show();
  }

  /** Reads the queue, and puts back what was given here should it be gone without an acknowledgement. */
  #heal(): void {
    this.#queue = this.#store.read();
    if (this.#sender.reach === 'closed') return;
    const lost = [...this.#given.values()].filter(({ itemId }) => !this.#queue.waiting[itemId]);
    if (lost.length === 0) return;
    this.#queue = this.#store.change((queue) => ({
      lastSeq: Math.max(queue.lastSeq, ...lost.map(({ seq }) => seq)),
      waiting: { ...Object.fromEntries(lost.map((one) => [one.itemId, one])), ...queue.waiting },
    }));
  }

  /** The page is going away: a last try that needs no page. What it sends stays in the queue until acknowledged. */
  #sendLast(saveTo: string): void {
    const { sending } = this.#sender;
    const waiting = Object.values(this.#store.read().waiting).filter(
      ({ seq }) => !sending.some((one) => one.seq === seq),
    );
    if (waiting.length > 0) navigator.sendBeacon(saveTo, toSaveForm(waiting));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.#submitting) return;
    this.#submitting = true;
    this.setAttribute('aria-busy', 'true');
    void this.#send(event.submitter).finally(() => {
      this.#submitting = false;
      this.removeAttribute('aria-busy');
    });
  }

  /** Saves what waits, then sends the form; the page stays as it is when the server cannot be reached. */
  async #send(submitter: HTMLElement | null): Promise<void> {
    await this.#sender.flush();
    const tell = () => this.#page.tellNotSubmitted(toNotSubmitted(this.#waitingCount()));
    if (this.#sender.reach === 'away') return tell();
    if (this.#sender.reach !== 'ok') return;
    if (submitter?.getAttribute('value') === 'save-responses') return;
    const response = await post(this.#page.form.action, this.#page.toBody(submitter));
    if (!response) return tell();
    if (response.redirected && new URL(response.url).pathname === paths.login())
      return this.#sender.signedOut();
    if (response.redirected) {
      if (this.#waitingCount() === 0) this.#store.clear();
      location.assign(response.url);
    } else if (!this.#page.showNotices(await response.text())) location.reload();
  }
}

const saveToOf = (element: HTMLElement) => element.dataset.saveTo ?? '';

/** The answer to a form; null when the server cannot be reached or fails. */
async function post(url: string, body: URLSearchParams): Promise<Response | null> {
  const signal = AbortSignal.timeout(30_000);
  const response = await fetch(url, { method: 'POST', body, signal }).catch(() => null);
  return response && response.status < 500 ? response : null;
}

if (!customElements.get('attempt-form')) customElements.define('attempt-form', AttemptFormElement);
