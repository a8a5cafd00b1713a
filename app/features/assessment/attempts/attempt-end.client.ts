import type { ClosedReply } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import { timeUp } from './answer-words.client.ts';
import type { AttemptPage } from './attempt-page.client.ts';
import { AttemptTimer } from './attempt-timer.client.ts';

/** What the end of an attempt needs of its answers. */
export type Answers = {
  /** Sends what waits. */
  flush: () => Promise<void>;
  /** Shows on the page how they stand. */
  show: () => void;
  /** Whether the server has all there is, and can be reached. */
  isSent: () => boolean;
};

/** How an attempt's page ends by itself: its timer, and the way to the result once the server has closed the attempt. */
export class AttemptEnd {
  #timer: AttemptTimer | null = null;
  #over = false;
  #leaving = false;

  constructor(
    private readonly attemptId: string,
    private readonly page: AttemptPage,
    private readonly answers: Answers,
  ) {}

  /** Counts down from what remained when the page was made; without a deadline nothing happens. */
  start(remainingMs: string | undefined): void {
    if (remainingMs === undefined) return;
    this.#timer = new AttemptTimer(Number(remainingMs), {
      onShow: (text) => this.page.showTime(text),
      onCall: (text) => this.page.callTime(text),
      onOver: () => this.#end(),
    });
  }

  /** Looks at the clock: the machine may have slept. */
  look(): void {
    this.#timer?.look();
  }

  /** The server says how much remains now. */
  sync(remainingMs: number | null): void {
    if (remainingMs !== null) this.#timer?.sync(remainingMs);
  }

  stop(): void {
    this.#timer?.stop();
  }

  /** The server says that the attempt is closed, and by what; at the deadline the result is what comes next. */
  close(reply: ClosedReply): void {
    this.page.showClosing(reply.message);
    if (reply.closedBy !== 'deadline' || this.#leaving) return;
    this.#leaving = true;
    location.assign(paths.attemptResult(this.attemptId, { late: reply.late || undefined }));
  }

  /** Once time is up and the server has every answer, waits for the result. */
  leaveIfSent(): void {
    if (!this.#over || this.#leaving || !this.answers.isSent()) return;
    this.#leaving = true;
    void leaveWhenClosed(paths.attempt(this.attemptId));
  }

  /** Time is up: takes no more answers, sends what waits, and says so. */
  #end(): void {
    this.#over = true;
    this.page.endTime();
    this.page.announce(timeUp);
    this.answers.show();
    void this.answers.flush().finally(() => this.leaveIfSent());
  }
}

/**
 * Waits until the server has closed an attempt whose time is up here, then goes where its page leads: to the result, or
 * to the page to sign in. Should the server say that time is left, or that the attempt is on hold, the page is loaded anew:
 * its clock is the one that counts.
 */
export async function leaveWhenClosed(
  address: string,
  go = (url: string) => location.assign(url),
  pauseMs = 3000,
): Promise<void> {
  for (;;) {
    const signal = AbortSignal.timeout(15_000);
    const response = await fetch(address, { signal }).catch(() => null);
    if (response?.redirected) return go(response.url);
    const page = response?.ok ? await response.text() : '';
    const left = /data-remaining="(\d+)"/.exec(page)?.[1];
    if (Number(left) > 0 || page.includes('data-held')) return go(address);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
