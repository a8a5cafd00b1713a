import { toPageAge } from './answer-queue.client.ts';
import { toCountdown, toTimeCall } from './countdown-rules.ts';

/** What the timer tells the page. */
export type TimerEvents = {
  /** The remaining time as it is shown. */
  onShow: (text: string) => void;
  /** Remaining time to be read out. */
  onCall: (text: string) => void;
  /** Time is up: told once. */
  onOver: () => void;
};

/**
 * Counts down to an attempt's deadline. It starts from what the server said remained when the page was made, goes by the
 * page's age, which a sleeping machine does not stop, and is set right by each later word of the server.
 */
export class AttemptTimer {
  #endsAt: number;
  #before = Number.NaN;
  #over = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `remainingMs`: on the server's clock, when the page was made. */
  constructor(
    remainingMs: number,
    private readonly events: TimerEvents,
    private readonly age = toPageAge,
  ) {
    this.#endsAt = remainingMs;
    this.look();
  }

  /** The server says how much remains now. */
  sync(remainingMs: number): void {
    this.#endsAt = this.age() + remainingMs;
    this.look();
  }

  /** Looks at the clock now, and again when the second shown is over. */
  look(): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    const remaining = this.#endsAt - this.age();
    const said = toTimeCall(this.#before, remaining);
    this.#before = remaining;
    this.events.onShow(toCountdown(remaining));
    if (said) this.events.onCall(said);
    if (remaining <= 0) {
      this.#over = true;
      this.events.onOver();
    } else this.#timer = setTimeout(() => this.look(), (remaining % 1000) + 20);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
