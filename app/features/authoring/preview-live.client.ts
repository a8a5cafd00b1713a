/**
 * `<preview-live version="…">` around a preview: asks for the next version of the page, which comes as soon as a file
 * was saved, and puts its parts in place of those here. What is read stays where it is on the screen. A framed one is
 * told by the page around it. Forms go the plain way: what is tried out stands in the address. What is tried out in no
 * form, such as an attempt, is carried over to the new part.
 */

const parts = ['preview-head', 'preview-problems', 'preview-body'];
const pause = 2_000;

/** Elements whose words tell where the reader is, and what has changed. */
const blocks = 'p, h1, h2, h3, h4, li, figure, legend, td, .option, .response';

type Place = { text: string; top: number };

const textOf = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** The blocks of the text; what stands beside it, such as the outline, moves by rules of its own. */
const listBlocks = (body: Element) =>
  [...body.querySelectorAll(blocks)].filter((element) => !element.closest('nav'));

/** The blocks in sight, by their words and their places in the window. */
function findPlaces(body: Element): Place[] {
  return listBlocks(body).flatMap((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight ? { text: textOf(element), top } : [];
  });
}

/** Scrolls so that the first of these blocks that is still there stands where it stood. */
function restorePlace(body: Element, places: readonly Place[]): void {
  const now = listBlocks(body);
  for (const { text, top } of places) {
    const moves = now
      .filter((element) => textOf(element) === text)
      .map((element) => element.getBoundingClientRect().top - top);
    const [nearest] = moves.sort((a, b) => Math.abs(a) - Math.abs(b));
    if (nearest === undefined) continue;
    if (nearest !== 0) scrollBy({ top: nearest, behavior: 'instant' });
    return;
  }
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
  /** What each part was as the server sent it: scripts may have changed it since. */
  private readonly sent = new Map<string, string>();

  connectedCallback(): void {
    this.addEventListener('submit', (event) => event.stopPropagation(), true);
    this.addEventListener('preview-refresh', () => void this.refresh(false));
    if (window.top !== window) return;
    this.say('Live: every save shows here.');
    void this.watch();
  }

  disconnectedCallback(): void {
    this.ending.abort();
  }

  private say(text: string): void {
    const status = this.querySelector('.preview-status');
    if (status) status.textContent = text;
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
    const places = body ? findPlaces(body) : [];
    const before = new Set(body ? [...body.querySelectorAll(blocks)].map(textOf) : []);
    const target = this.querySelector(':target');
    let changed = false;
    for (const id of parts) {
      const stale = this.querySelector(`#${id}`);
      const fresh = page.getElementById(id);
      if (!stale || !fresh) continue;
      const same = (this.sent.get(id) ?? stale.outerHTML) === fresh.outerHTML;
      this.sent.set(id, fresh.outerHTML);
      if (same) continue;
      keepOpen(stale, fresh);
      const shown = document.importNode(fresh, true);
      // Before it is on the page: a list that is moved into order looks at its fields as it gets there.
      keepAnswers(stale, shown);
      stale.replaceWith(shown);
      changed = true;
    }
    document.title = page.title;
    this.tellFrame();
    if (!changed) return;
    if (target && !target.isConnected) pointAgain(this, target);
    const shown = this.querySelector('#preview-body');
    if (shown) {
      restorePlace(shown, places);
      markChanges(shown, before);
    }
    const problems = page.querySelector('#preview-problems summary, #preview-problems .mark');
    const at = new Date().toLocaleTimeString('en-GB');
    this.say(`Live: updated ${at}. ${problems ? textOf(problems) : ''}`);
  }

  private tellFrame(): void {
    const frame = this.querySelector('iframe');
    const framed = frame?.contentDocument?.querySelector('preview-live');
    framed?.dispatchEvent(new CustomEvent('preview-refresh'));
  }
}

/** What the reader folded or unfolded stays so, unless there is something new in kind to be told. */
function keepOpen(stale: Element, fresh: Element): void {
  for (const box of stale.querySelectorAll('details[id]')) {
    const same = fresh.querySelector(`#${CSS.escape(box.id)}`);
    if (same?.getAttribute('data-holds') !== box.getAttribute('data-holds')) continue;
    if (box.hasAttribute('open')) same?.setAttribute('open', '');
    else same?.removeAttribute('open');
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fields = 'input:not([type="hidden"]), select, textarea';

/** The fields in no form, each by its name and by what tells it from others of that name. */
function listFields(part: Element): Map<string, Field> {
  const found = [...part.querySelectorAll<Field>(fields)].filter(({ form }) => !form);
  return new Map(
    found.map((field) => {
      const chosen = field.type === 'radio' || field.type === 'checkbox';
      return [JSON.stringify([field.name, chosen ? field.value : field.id]), field];
    }),
  );
}

/** What was typed or chosen stays, as far as it can still be. */
function keepAnswers(stale: Element, fresh: Element): void {
  const before = listFields(stale);
  for (const [key, field] of listFields(fresh)) {
    const was = before.get(key);
    if (!was) continue;
    if (field instanceof HTMLInputElement && was instanceof HTMLInputElement)
      field.checked = was.checked;
    const options = field instanceof HTMLSelectElement ? [...field.options] : null;
    if (!options || options.some(({ value }) => value === was.value)) field.value = was.value;
  }
}

/** A note that the address points at stays marked: the address is followed again, to the note that says the same now. */
function pointAgain(page: Element, target: Element): void {
  const texts = [...page.querySelectorAll('[id]')].filter((one) => textOf(one) === textOf(target));
  const id = texts[0]?.id ?? target.id;
  if (page.querySelector(`#${CSS.escape(id)}`)) location.replace(`#${encodeURIComponent(id)}`);
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
