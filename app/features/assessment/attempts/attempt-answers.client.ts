import { sameChoice } from '#app/features/curriculum/items/value-rules.ts';
import type { ClosedReply, SaveReply } from '#app/features/records/gradings/answer-rules.ts';
import { toOrigin } from '#app/kept-rules.ts';
import { postLast } from '#app/ui/post.client.ts';
import type { SaveStatus } from '#app/ui/save-state.tsx';
import { QueueStore, toPageAge, type WaitingAnswer } from './answer-queue.client.ts';
import { AnswerSender, type Reach, sendForm, toSaveForm } from './answer-sender.client.ts';
import { toAnnouncement, toNotSubmitted, toSummary } from './answer-words.client.ts';
import { AttemptEnd } from './attempt-end.client.ts';
import { AttemptPage, isTyped } from './attempt-page.client.ts';
import { ItemClock } from './item-clock.client.ts';
import { PageQueue } from './page-queue.client.ts';

/** How long a pause in typing is, in milliseconds, after which what was typed is sent. */
const typingPauseMs = 800;

/**
 * `<attempt-form>` around an attempt's page: saves each answer as it is given, keeps what the server has not
 * acknowledged in this browser, and always shows which is which. Without it the page is a form with Save and Submit.
 *
 * Attributes: `data-attempt`, `data-save-to` (address for answers), `data-since` (milliseconds since the attempt started
 * when the page was made), `data-last-seq` (highest sequence number stored), `data-remaining` (milliseconds to the
 * deadline then, if there is one).
 */
class AttemptFormElement extends HTMLElement {
  #page!: AttemptPage;
  #store!: QueueStore;
  #sender!: AnswerSender;
  #queue!: PageQueue;
  #reach: Reach = 'ok';
  #submitting = false;
  #end!: AttemptEnd;
  #clock!: ItemClock;
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #times = new Map<string, string>();
  readonly #refused = new Map<string, string>();
  readonly #leaving = new AbortController();

  connectedCallback(): void {
    const form = this.querySelector('form');
    const { attempt, saveTo } = this.dataset;
    if (!form || !attempt || !saveTo || this.#page) return;
    this.#page = new AttemptPage(this, form);
    this.#store = new QueueStore(attempt, toOrigin(document));
    const lastSeq = Number(this.dataset.lastSeq ?? 0);
    this.#queue = new PageQueue(this.#store, lastSeq, ({ itemId, value }) =>
      this.#page.choose(itemId, value),
    );
    this.#sender = new AnswerSender(saveTo, this.#store, {
      onChange: () => this.#show(),
      onSaved: (answers, reply) => this.#markSaved(answers, reply),
      onRefused: (answer, message) => {
        this.#queue.settle(answer);
        this.#refused.set(answer.itemId, message);
      },
      onClosed: (reply) => this.#markClosed(reply),
    });
    this.#clock = new ItemClock(this.#page.cards(), this.#page.spent());
    this.#end = new AttemptEnd(attempt, this.#page, {
      flush: () => this.#sender.flush(),
      show: () => this.#show(),
      isSent: () => this.#isSent(),
    });
    this.#restore();
    this.#listen(form, saveTo);
    this.#show();
    this.#end.start(this.dataset.remaining);
    void this.#sender.flush();
  }

  disconnectedCallback(): void {
    this.#leaving.abort();
    this.#sender?.stop();
    this.#end?.stop();
    this.#clock?.stop();
  }

  #listen(form: HTMLFormElement, saveTo: string): void {
    const { signal } = this.#leaving;
    const retry = () => {
      this.#end.look();
      this.#clock.look();
      void this.#sender.flush();
    };
    form.addEventListener('input', ({ target }) => this.#type(target), { signal });
    form.addEventListener('change', ({ target }) => this.#answer(target), { signal });
    form.addEventListener('focusin', () => this.#clock.look(), { signal });
    form.addEventListener('submit', (event) => this.#submit(event), { signal });
    for (const name of ['online', 'pageshow', 'focus'])
      window.addEventListener(name, retry, { signal });
    document.addEventListener('visibilitychange', retry, { signal });
    window.addEventListener('storage', (event) => this.#follow(event), { signal });
    window.addEventListener('pagehide', () => this.#sendLast(saveTo), { signal });
    window.addEventListener(
      'beforeunload',
      (event) => {
        const kept = this.#store.durable || this.#waitingCount() === 0;
        if (!kept || this.#page.holdsUnsendable()) event.preventDefault();
      },
      { signal },
    );
  }

  /** Shows what waits from before; an answer given before this script ran is newer than that. */
  #restore(): void {
    for (const itemId of this.#page.itemIds()) {
      const waiting = this.#queue.waitingFor(itemId);
      if (!sameChoice(this.#page.chosen(itemId), this.#page.before(itemId))) this.#give(itemId);
      else if (waiting) this.#page.choose(itemId, waiting.value);
    }
  }

  /** Keeps every letter in this browser at once, and sends when the person pauses. */
  #type(target: EventTarget | null): void {
    if (!isTyped(target) || !this.#take(target)) return;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#sender.flush(), typingPauseMs);
  }

  #answer(target: EventTarget | null): void {
    this.#take(target);
    void this.#sender.flush();
  }

  /** Takes an answer from the page into the queue; false when nothing changed. */
  #take(target: EventTarget | null): boolean {
    const itemId = this.#page.itemOf(target);
    if (itemId === null) return false;
    const problem = this.#page.problemOf(target);
    if (!problem) return this.#takeOf(itemId);
    this.#refused.set(itemId, problem);
    this.#show();
    return false;
  }

  #takeOf(itemId: string): boolean {
    const value = this.#page.chosen(itemId);
    const last = this.#store.read().waiting[itemId]?.value ?? this.#page.before(itemId);
    if (sameChoice(value, last) && !this.#refused.has(itemId)) return false;
    this.#refused.delete(itemId);
    this.#give(itemId);
    this.#show();
    return true;
  }

  /** Takes a chosen answer back: an answer like any other, which is empty. */
  #clear(itemId: string): void {
    this.#page.choose(itemId, []);
    this.#page.focus(itemId);
    if (this.#takeOf(itemId))
      this.#page.announce('Your answer is cleared. The item is unanswered.');
    void this.#sender.flush();
  }

  #give(itemId: string): void {
    const value = this.#page.chosen(itemId);
    const sinceStart = Number(this.dataset.since ?? 0) + toPageAge();
    const answer = { itemId, value, spentMs: this.#clock.spentOn(itemId) };
    this.#queue.give(answer, sinceStart);
  }

  #markSaved(answers: readonly WaitingAnswer[], reply: SaveReply): void {
    for (const answer of answers) {
      const { itemId, value } = answer;
      this.#queue.settle(answer);
      const newer = reply.newer[itemId];
      this.#times.set(itemId, newer ? 'in another window' : reply.time);
      this.#page.showHint(itemId, reply.hints[itemId]);
      this.#page.remember(itemId, newer?.value ?? value);
      if (!newer || this.#store.read().waiting[itemId]) continue;
      this.#page.choose(itemId, newer.value);
      this.#page.announce('A newer answer from another window or machine was kept.');
    }
    this.#end.sync(reply.deadlineMs);
  }

  /** The attempt is closed: what of the answers sent was still in time counts, the others do not. */
  #markClosed(reply: ClosedReply | null): void {
    if (!reply) return;
    this.#queue.drop(reply.saved);
    this.#end.close(reply);
  }

  #isSent(): boolean {
    return this.#sender.reach === 'ok' && this.#waitingCount() + this.#sender.sending.length === 0;
  }

  /** Another tab of this browser changed the queue: show its answers here too; what it took out is on the server. */
  #follow(event: StorageEvent): void {
    if (!this.#store.isAbout(event)) return;
    for (const { itemId, value } of this.#queue.follow(event)) this.#page.remember(itemId, value);
    this.#show();
  }

  #waitingCount(): number {
    return this.#queue.waiting().length;
  }

  #statusOf(itemId: string, answered: boolean): SaveStatus {
    if (this.#refused.has(itemId)) return 'refused';
    if (!this.#queue.waitingFor(itemId)) return answered ? 'saved' : 'open';
    const { reach, sending } = this.#sender;
    return reach === 'ok' || sending.some((one) => one.itemId === itemId) ? 'saving' : 'unsaved';
  }

  #show(): void {
    this.#queue.read();
    // Once the attempt is closed, what waits will never count.
    if (this.#sender.reach !== 'closed') this.#queue.heal();
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
    this.#page.showSummary(
      toSummary({ answered, total, waiting, refused: this.#refused.size, reach, durable }),
    );
    this.#showReach(reach, waiting);
    this.#end.leaveIfSent();
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
    for (const { itemId } of this.#queue.waiting()) this.#refused.set(itemId, 'Not counted');
    this.#store.clear();
    this.#page.close();
    this.#show();
  }

  /** The page is going away: a last try that needs no page. What it sends stays in the queue until acknowledged. */
  #sendLast(saveTo: string): void {
    const { sending } = this.#sender;
    const waiting = Object.values(this.#store.read().waiting).filter(
      ({ seq }) => !sending.some((one) => one.seq === seq),
    );
    if (waiting.length > 0) postLast(saveTo, toSaveForm(waiting));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const cleared = this.#page.clearedBy(event.submitter);
    if (cleared !== null) this.#clear(cleared);
    if (cleared !== null || this.#submitting) return;
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
    // With nothing to save, the form itself asks who is signed in by now.
    const { reach } = this.#sender;
    if (reach === 'closed' || (reach !== 'ok' && this.#waitingCount() > 0)) return;
    if (submitter?.getAttribute('value') === 'save-responses') return;
    // The server has every answer by now. Sent again from here, one that was changed elsewhere since would come back.
    const body = this.#page.toBody(submitter, [...this.#refused.keys()]);
    const response = await sendForm(this.#page.form.action, body);
    if (!response) return tell();
    if (response.status === 401) return this.#sender.stopFor('signed-out');
    if (response.status === 403) return this.#sender.stopFor('gone');
    this.#sender.goOn();
    if (response.redirected) {
      if (this.#waitingCount() === 0) this.#store.clear();
      location.assign(response.url);
    } else if (!this.#page.showNotices(await response.text())) location.reload();
  }
}

if (!customElements.get('attempt-form')) customElements.define('attempt-form', AttemptFormElement);
