/**
 * `<preview-live version="…">` around a preview: asks for the next version of the page, which comes as soon as a file
 * was saved, and puts its parts in place of those here. What is read stays where it is on the screen. A framed one is
 * told by the page around it. Forms go the plain way: what is tried out stands in the address.
 */

const parts = ['preview-head', 'preview-problems', 'preview-body'];
const pause = 2_000;

/** Elements whose words tell where the reader is, and what has changed. */
const blocks = 'p, h1, h2, h3, h4, li, figure, legend, td, .option, .response';

type Place = { text: string; top: number } | null;

const textOf = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** The topmost block in sight, by its words and its place in the window. */
function findPlace(body: Element): Place {
  for (const element of body.querySelectorAll(blocks)) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) return { text: textOf(element), top };
  }
  return null;
}

function restorePlace(body: Element, place: Place): void {
  if (!place) return;
  const same = [...body.querySelectorAll(blocks)].filter(
    (element) => textOf(element) === place.text,
  );
  const tops = same.map((element) => element.getBoundingClientRect().top - place.top);
  const [nearest] = tops.sort((a, b) => Math.abs(a) - Math.abs(b));
  if (nearest) scrollBy({ top: nearest, behavior: 'instant' });
}

/** Marks the innermost blocks whose words were not there before. */
function markChanges(body: Element, before: ReadonlySet<string>): void {
  for (const element of body.querySelectorAll(blocks)) {
    if (element.querySelector(blocks) || before.has(textOf(element))) continue;
    element.classList.add('just-changed');
  }
}

export class PreviewLiveElement extends HTMLElement {
  private readonly ending = new AbortController();
  private readonly status = document.createElement('p');
  /** What each part was as the server sent it: scripts may have changed it since. */
  private readonly sent = new Map<string, string>();

  connectedCallback(): void {
    this.addEventListener('submit', (event) => event.stopPropagation(), true);
    this.addEventListener('preview-refresh', () => void this.refresh(false));
    if (window.top !== window) return;
    this.status.className = 'preview-status';
    this.status.setAttribute('role', 'status');
    this.prepend(this.status);
    this.say('Live: every save shows here.');
    void this.watch();
  }

  disconnectedCallback(): void {
    this.ending.abort();
  }

  private say(text: string): void {
    this.status.textContent = text;
  }

  private async watch(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await whenVisible();
      if (await this.refresh(true)) continue;
      if (this.ending.signal.aborted) return;
      this.say('Not live: the server does not answer. Trying again.');
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  /** Fetches the page, once it is newer if `wait`, and shows it. False if there was no page to be had. */
  private async refresh(wait: boolean): Promise<boolean> {
    const url = new URL(location.href);
    url.hash = '';
    if (wait) url.searchParams.set('since', this.getAttribute('version') ?? '');
    const { signal } = this.ending;
    const headers = { Accept: 'text/html' };
    const response = await fetch(url, { headers, signal, cache: 'no-store' }).catch(() => null);
    const text = response?.ok ? await response.text().catch(() => null) : null;
    if (!text) return false;
    const page = new DOMParser().parseFromString(text, 'text/html');
    const fresh = page.querySelector('preview-live');
    if (!fresh) return false;
    const version = fresh.getAttribute('version') ?? '';
    const isNew = version !== this.getAttribute('version');
    this.setAttribute('version', version);
    if (isNew || !wait) this.show(page);
    return true;
  }

  private show(page: Document): void {
    const body = this.querySelector('#preview-body');
    const place = body && findPlace(body);
    const before = new Set(body ? [...body.querySelectorAll(blocks)].map(textOf) : []);
    let changed = false;
    for (const id of parts) {
      const stale = this.querySelector(`#${id}`);
      const fresh = page.getElementById(id);
      if (!stale || !fresh) continue;
      const same = (this.sent.get(id) ?? stale.outerHTML) === fresh.outerHTML;
      this.sent.set(id, fresh.outerHTML);
      if (same) continue;
      keepOpen(stale, fresh);
      stale.replaceWith(document.importNode(fresh, true));
      changed = true;
    }
    document.title = page.title;
    this.tellFrame();
    if (!changed) return;
    const shown = this.querySelector('#preview-body');
    if (shown) {
      restorePlace(shown, place);
      markChanges(shown, before);
    }
    const problems = page.querySelector('#preview-problems summary, #preview-problems .mark');
    const at = new Date().toLocaleTimeString();
    this.say(`Live: updated ${at}. ${problems ? textOf(problems) : ''}`);
  }

  private tellFrame(): void {
    const frame = this.querySelector('iframe');
    const framed = frame?.contentDocument?.querySelector('preview-live');
    framed?.dispatchEvent(new CustomEvent('preview-refresh'));
  }
}

/** What the reader folded or unfolded stays so. */
function keepOpen(stale: Element, fresh: Element): void {
  for (const box of stale.querySelectorAll('details[id]')) {
    const same = fresh.querySelector(`#${CSS.escape(box.id)}`);
    if (box.hasAttribute('open')) same?.setAttribute('open', '');
    else same?.removeAttribute('open');
  }
}

/** Nobody looks at a hidden page: it waits until it is shown. */
function whenVisible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    document.addEventListener('visibilitychange', () => done(), { once: true });
  });
}

if (!customElements.get('preview-live')) {
  customElements.define('preview-live', PreviewLiveElement);
}
