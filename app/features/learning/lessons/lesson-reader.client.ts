import { isForSamePerson, post, postLast } from '#app/ui/post.client.ts';

/**
 * `<lesson-reader>`: watches how the lesson on the page is read and reports it: how far, where the reader stopped,
 * whether the end was reached, and the active time (page visible, and a sign of life within a minute). Reports go out
 * every 20 seconds and when the page is left; what a failed report held goes out with the next one.
 */

const beatMs = 20_000;
const idleMs = 60_000;
const tickMs = 1000;

class LessonReaderElement extends HTMLElement {
  private readonly stop = new AbortController();
  private readonly seeing = new Map<Element, boolean>();
  private observer: IntersectionObserver | undefined;
  private body: Element | null = null;
  private block = 0;
  private lastBlock = 0;
  private reachedEnd = false;
  private endInSight = false;
  /** The end was read in this visit: to be reported, reported, or neither yet. */
  private endSeen: 'no' | 'yes' | 'told' = 'no';
  private visitSeconds = 0;
  private known = '';
  private seconds = 0;
  private total = 0;
  private lastSign = performance.now();
  private lastTick = performance.now();
  private sending = false;

  connectedCallback(): void {
    this.body = document.getElementById('lesson-body');
    if (!this.body) return;
    this.block = this.numberOf('block');
    this.lastBlock = this.numberOf('last-block');
    this.total = this.numberOf('active-seconds');
    this.reachedEnd = this.hasAttribute('reached-end');
    this.known = this.place();
    this.resume();
    this.watchBlocks(this.body);
    this.watchActivity();
    const timers = [setInterval(() => this.tick(), tickMs), setInterval(() => this.beat(), beatMs)];
    this.stop.signal.addEventListener('abort', () => {
      for (const timer of timers) clearInterval(timer);
      this.observer?.disconnect();
    });
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private numberOf(name: string): number {
    return Number(this.getAttribute(name)) || 0;
  }

  private blocks(): Element[] {
    return [...(this.body?.children ?? [])];
  }

  private place(): string {
    return `${this.block} ${this.lastBlock} ${this.reachedEnd}`;
  }

  /** Goes to where the reader stopped, unless the address, a reload or the back button says where to be. */
  private resume(): void {
    const link = document.getElementById('resume');
    const [entry] = performance.getEntriesByType('navigation');
    const arrived = entry instanceof PerformanceNavigationTiming && entry.type === 'navigate';
    if (!(link instanceof HTMLAnchorElement) || location.hash || !arrived) return;
    document.getElementById(link.hash.slice(1))?.scrollIntoView({ behavior: 'instant' });
  }

  private watchBlocks(body: Element): void {
    // A block is where the reader is once it holds the middle of the window.
    const observer = new IntersectionObserver((entries) => this.see(entries), {
      rootMargin: '-45% 0px -45% 0px',
    });
    this.observer = observer;
    for (const block of this.blocks()) observer.observe(block);
    const end = new IntersectionObserver(([entry]) => {
      this.endInSight = entry?.isIntersecting ?? false;
      this.tick();
    });
    const sentinel = document.getElementById(this.getAttribute('standing') ?? '');
    if (sentinel?.parentElement) end.observe(sentinel.parentElement);
    const changes = new MutationObserver((records) => {
      const added = records.flatMap((record) => [...record.addedNodes]);
      for (const node of added) if (node instanceof Element) observer.observe(node);
      // A card was replaced: a check was answered, which may have met a rule. One that is still under way says so.
      const isUnderWay = (node: Node) => node instanceof HTMLElement && 'underWay' in node.dataset;
      if (!added.every(isUnderWay)) void this.refresh();
    });
    changes.observe(body, { childList: true });
    this.stop.signal.addEventListener('abort', () => {
      end.disconnect();
      changes.disconnect();
    });
  }

  private see(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) this.seeing.set(target, isIntersecting);
    const inSight = this.blocks().flatMap((block, index) =>
      this.seeing.get(block) ? [index] : [],
    );
    const last = inSight.at(-1);
    if (last === undefined) return;
    this.lastBlock = inSight[0] ?? last;
    this.block = Math.max(this.block, last);
    this.showPlace();
  }

  private watchActivity(): void {
    const sign = () => {
      this.lastSign = performance.now();
    };
    const options = { passive: true, capture: true, signal: this.stop.signal };
    for (const name of ['pointermove', 'pointerdown', 'keydown', 'scroll', 'wheel', 'timeupdate']) {
      document.addEventListener(name, sign, options);
    }
    document.addEventListener(
      'visibilitychange',
      () => {
        this.tick();
        if (document.visibilityState === 'hidden') this.leave();
        else sign();
      },
      { signal: this.stop.signal },
    );
    addEventListener('pagehide', () => this.leave(), { signal: this.stop.signal });
  }

  private tick(): void {
    const now = performance.now();
    const active = document.visibilityState === 'visible' && now - this.lastSign < idleMs;
    // A machine that slept, or a throttled timer, adds no more than two ticks.
    const passed = active ? Math.min(now - this.lastTick, 2 * tickMs) / 1000 : 0;
    this.seconds += passed;
    this.visitSeconds += passed;
    this.lastTick = now;
    const least = this.numberOf('least-seconds');
    if (!this.endInSight || this.block < this.blocks().length - 2) return;
    const [before, known] = [this.endSeen, this.reachedEnd];
    if (this.endSeen === 'no' && this.visitSeconds >= least) this.endSeen = 'yes';
    if (this.total + this.seconds >= least) this.reachedEnd = true;
    if (this.endSeen === before && this.reachedEnd === known) return;
    this.block = Math.max(0, this.blocks().length - 1);
    this.showPlace();
    this.beat();
  }

  private report(seconds: number): URLSearchParams {
    return new URLSearchParams({
      intent: 'save-progress',
      course: this.getAttribute('course') ?? '',
      lesson: this.getAttribute('lesson') ?? '',
      block: String(this.block),
      lastBlock: String(this.lastBlock),
      // Told once: what the server knew, and an instructor voided since, is not claimed again by an old page.
      reachedEnd: String(this.reachedEnd && this.known.endsWith('false')),
      endSeen: String(this.endSeen === 'yes'),
      seconds: String(seconds),
    });
  }

  private beat(): void {
    const seconds = Math.floor(this.seconds);
    const place = this.place();
    const endTold = this.endSeen === 'yes';
    if (this.sending || (seconds < 1 && place === this.known && !endTold)) return;
    this.sending = true;
    post(this.getAttribute('action') ?? '', this.report(seconds), { keepalive: true })
      .then(async (response) => {
        // Somebody else is signed in, no longer assigned: nothing more to report from this page.
        if (response.status === 403 || response.status === 404) this.stop.abort();
        if (!response.ok) return;
        const result: { completed: boolean } = await response.json();
        const endIsNew = this.known.endsWith('false') && place.endsWith('true');
        this.seconds = Math.max(0, this.seconds - seconds);
        this.total += seconds;
        if (endTold) this.endSeen = 'told';
        this.known = place;
        if (result.completed || endIsNew) await this.refresh();
      })
      .catch(() => undefined)
      .finally(() => {
        this.sending = false;
      });
  }

  /** The last report from a page that is going away: sent without waiting for an answer. */
  private leave(): void {
    const seconds = Math.floor(this.seconds);
    if (seconds < 1 && this.place() === this.known && this.endSeen !== 'yes') return;
    if (!postLast(this.getAttribute('action') ?? '', this.report(seconds))) return;
    this.seconds = Math.max(0, this.seconds - seconds);
    this.total += seconds;
    this.known = this.place();
    if (this.endSeen === 'yes') this.endSeen = 'told';
  }

  /** Brings the part of the page that says how the lesson stands up to date with the server. */
  private async refresh(): Promise<void> {
    const id = this.getAttribute('standing') ?? '';
    const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } }).catch(
      () => null,
    );
    if (!response?.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (!isForSamePerson(page)) return;
    const fresh = page.getElementById(id);
    const shown = document.getElementById(id);
    if (!fresh || !shown || fresh.innerHTML === shown.innerHTML) return;
    const focused = shown.contains(document.activeElement);
    shown.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    if (!focused) return;
    shown.setAttribute('tabindex', '-1');
    shown.focus({ preventScroll: true });
  }

  /** Fills the outline's rail as far as the reader has come. */
  private showPlace(): void {
    const outline = document.getElementById('outline');
    if (!outline) return;
    const blocks = this.blocks();
    const entries = [...outline.querySelectorAll<HTMLAnchorElement>('li > a')];
    const read = entries.filter((link) => {
      const heading = `[id="${link.hash.slice(1)}"]`;
      return blocks.findIndex((block) => block.querySelector(heading)) <= this.block;
    });
    for (const link of read) {
      if (link.parentElement?.classList.contains('s-done')) continue;
      link.parentElement?.classList.add('s-done');
      link.insertAdjacentHTML('beforeend', '<span class="vh"> (read)</span>');
    }
    const bar = outline.querySelector('progress');
    if (!bar) return;
    bar.value = read.length;
    const words = bar.nextElementSibling;
    if (words) words.textContent = `${read.length} of ${entries.length} sections read`;
  }
}

if (!customElements.get('lesson-reader')) {
  customElements.define('lesson-reader', LessonReaderElement);
}

export type { LessonReaderElement };
