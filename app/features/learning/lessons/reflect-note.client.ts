import { whyTooLong } from '#app/features/records/completions/note-rules.ts';
import { toNoteKey, toOrigin } from '#app/kept-rules.ts';
import { post } from '#app/ui/post.client.ts';

/**
 * `<reflect-note>` around the card of a private note: saves what is typed as it is typed. Until the server has
 * acknowledged it, the text is kept in this browser under its owner's id, sent again when the connection is back, and
 * restored after a reload.
 */

/**
 * What is kept: the text, and when the server's copy it grew from was saved (ms since the epoch; '' for never); beside
 * them, whose it is and where it was written, for who signs out.
 */
type Kept = { text: string; base: string };

const pauseMs = 1200;
const longestWaitMs = 60_000;

class ReflectNoteElement extends HTMLElement {
  private readonly stop = new AbortController();
  private area: HTMLTextAreaElement | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private sending = false;

  connectedCallback(): void {
    this.area = this.querySelector('textarea');
    if (!this.area) return;
    this.restore(this.area);
    const { signal } = this.stop;
    this.area.addEventListener('input', () => this.change(), { signal });
    this.area.addEventListener('blur', () => this.flush(), { signal });
    document.addEventListener('visibilitychange', () => this.flush(), { signal });
    addEventListener('online', () => this.flush(), { signal });
    // Before the form's own enhancement, which would replace the card while someone types in it.
    const options = { signal, capture: true };
    this.addEventListener('submit', (event) => this.submit(event), options);
  }

  disconnectedCallback(): void {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  private get key(): string {
    const parts = ['owner', 'course', 'lesson', 'reflect'].map((name) => this.getAttribute(name));
    return toNoteKey(parts);
  }

  private get savedAt(): string {
    return this.getAttribute('saved-at') ?? '';
  }

  private kept(): Kept | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.key) ?? 'null');
      if (typeof kept !== 'object' || kept === null) return null;
      if (!('text' in kept) || typeof kept.text !== 'string') return null;
      return { text: kept.text, base: 'base' in kept ? String(kept.base) : '' };
    } catch {
      return null;
    }
  }

  private keep(text: string | null): void {
    try {
      if (text === null) localStorage.removeItem(this.key);
      else {
        const kept = { text, base: this.savedAt, ...toOrigin(document) };
        localStorage.setItem(this.key, JSON.stringify(kept));
      }
    } catch {
      // No storage in this browser: the page itself still holds the text.
    }
  }

  /**
   * Puts back what was not saved; if the note was changed elsewhere since, or typed on before this script ran, keeps
   * both texts.
   */
  private restore(area: HTMLTextAreaElement): void {
    const kept = this.kept();
    const typed = area.value !== area.defaultValue;
    if (!kept || kept.text === area.value || (typed && area.value.startsWith(kept.text))) {
      this.keep(null);
      if (typed) this.change();
      return;
    }
    const grewFromThis = kept.base === this.savedAt || kept.text.startsWith(area.value);
    area.value = typed || !grewFromThis ? `${area.value}\n\n${kept.text}` : kept.text;
    this.keep(area.value);
    this.show('unsaved', 'Not saved yet: restored from this device');
    this.schedule(0);
  }

  private change(): void {
    this.keep(this.area?.value ?? '');
    this.failures = 0;
    this.show('saving', 'Saving as you type');
    this.schedule(pauseMs);
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), wait);
  }

  private flush(): void {
    if (this.kept()) this.schedule(0);
  }

  private submit(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.keep(this.area?.value ?? '');
    this.schedule(0);
  }

  private async save(): Promise<void> {
    const area = this.area;
    if (!area) return;
    if (this.sending) {
      this.schedule(300);
      return;
    }
    const text = area.value;
    // Not sent at all: beyond 64 KiB the browser would refuse to, as if the connection had failed.
    const tooLong = whyTooLong(text);
    if (tooLong) return this.show('refused', tooLong);
    this.sending = true;
    this.show('saving', 'Saving');
    const response = await this.send(text).catch(() => null);
    this.sending = false;
    if (response?.ok) this.acknowledge(text, await response.json());
    else if (response && isRefusal(response)) {
      this.show('refused', await reasonOf(response));
    } else {
      const signedOut = response?.status === 401;
      const next = signedOut ? 'sign in again in another tab' : 'trying again';
      this.show('unsaved', `Not saved: kept on this device, ${next}`);
      this.failures += 1;
      this.schedule(Math.min(longestWaitMs, 2 ** this.failures * 1000));
    }
  }

  private send(text: string): Promise<Response> {
    const form = new FormData();
    form.set('intent', 'save-reflection');
    for (const name of ['course', 'lesson', 'reflect']) {
      form.set(name, this.getAttribute(name) ?? '');
    }
    form.set('body', text);
    const action = this.getAttribute('action') ?? '';
    return post(action, form, { keepalive: true });
  }

  private acknowledge(text: string, saved: { savedAt: string; time: string }): void {
    this.setAttribute('saved-at', String(Date.parse(saved.savedAt)));
    this.failures = 0;
    const isLatest = this.area?.value === text;
    this.keep(isLatest ? null : (this.area?.value ?? ''));
    if (isLatest) this.show('saved', `Saved ${saved.time}`);
    else this.schedule(pauseMs);
  }

  private show(state: string, words: string): void {
    const output = this.querySelector('.save-state');
    if (!output) return;
    output.setAttribute('data-save', state);
    if (output.textContent !== words) output.textContent = words;
  }
}

const isRefusal = ({ status }: Response) => status >= 400 && status < 500 && status !== 401;

async function reasonOf(response: Response): Promise<string> {
  if (response.status === 400) {
    const { problem }: { problem: string } = await response.json();
    return problem;
  }
  // Somebody else is signed in by now: the server says who.
  if (response.status === 403) return response.text();
  return 'Not saved: this note can no longer be changed here. Copy it before you leave.';
}

if (!customElements.get('reflect-note')) {
  customElements.define('reflect-note', ReflectNoteElement);
}

export type { ReflectNoteElement };
