import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import {
  type AttemptDocument,
  Emitter,
  PageElement,
  PageForm,
  PageInput,
  PageSelect,
  readAttemptPage,
} from './page-form.ts';

/**
 * Browsers without a screen: tabs in which the attempt page's own script runs, unchanged, on a page made from the
 * server's HTML. Whatever it asks of its surroundings (storage, network, timers, events) belongs to the tab that asks.
 */

/** How much faster the script's pauses and timeouts run than in a real browser. */
const speed = 25;

/** How long a person waits before they press a button or load a page once more. */
export const impatienceMs = 120;

/** How long it takes until other tabs hear of a change of the storage: they are other processes. */
const storageLagMs = 4;

const running = new AsyncLocalStorage<Tab>();
const real = {
  fetch: globalThis.fetch,
  performance: globalThis.performance,
  setTimeout: globalThis.setTimeout,
  timeout: AbortSignal.timeout,
  FormData: globalThis.FormData,
};

type AttemptElement = PageElement & { connectedCallback(): void; disconnectedCallback(): void };

// The script of a page that is gone hears nothing any more.
const never = new Promise<never>(() => {});

let AttemptForm: new () => AttemptElement;

/** A browser: what its tabs share. */
export class Browser {
  readonly storage = new Map<string, string>();
  readonly tabs = new Set<Tab>();

  constructor(
    readonly name: string,
    readonly origin: string,
    readonly cookie: string,
    readonly ledger: Ledger,
  ) {}

  /** Sends a request as a page of this browser would. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, Cookie: this.cookie, Origin: this.origin };
    const send = () => real.fetch(new URL(path, this.origin), { ...init, headers });
    return running.exit(send);
  }

  /** Writes to the storage, and tells the other tabs as browsers do: later. */
  store(writer: Tab, key: string, newValue: string | null): void {
    const oldValue = this.storage.get(key) ?? null;
    if (newValue === null) this.storage.delete(key);
    else this.storage.set(key, newValue);
    if (newValue === oldValue) return;
    for (const tab of this.tabs)
      if (tab !== writer)
        real.setTimeout(() => tab.tell('storage', { key, oldValue, newValue }), storageLagMs);
  }
}

/** A tab with the page of an attempt. */
export class Tab {
  readonly window = new Emitter();
  readonly document = new Emitter();
  readonly openedAt = real.performance.now();
  readonly summary = new PageElement();
  /** Where the script sent the tab, if it did. */
  left: string | null = null;
  busy = false;
  #dead = false;
  readonly #element: AttemptElement;

  private constructor(
    readonly browser: Browser,
    readonly page: AttemptDocument,
  ) {
    browser.tabs.add(this);
    this.#element = running.run(this, () => new AttemptForm());
    const element = this.#element;
    const marks = page.itemIds.map((item) =>
      Object.assign(new PageElement(), { dataset: { item } }),
    );
    element.dataset = page.dataset;
    element.querySelector = (selector) =>
      selector === 'form' ? page.form : selector === '#attempt-summary' ? this.summary : null;
    element.querySelectorAll = (selector) => (selector.startsWith('.answer-strip') ? marks : []);
    element.setAttribute = (name) => {
      if (name === 'aria-busy') this.busy = true;
    };
    element.removeAttribute = (name) => {
      if (name === 'aria-busy') this.busy = false;
    };
    running.run(this, () => element.connectedCallback());
  }

  /** Opens an attempt's page, again and again until it comes; null when the attempt is closed. */
  static async open(browser: Browser, path: string): Promise<Tab | null> {
    for (;;) {
      const response = await browser.fetch(path).catch(() => null);
      const html = await response?.text().catch(() => null);
      const page = response?.ok && html ? readAttemptPage(html) : null;
      if (page) return new Tab(browser, page);
      if (response?.redirected && html) return null;
      await pause(impatienceMs);
    }
  }

  /** An event of the window or the document, as the person or the system causes it. */
  tell(name: string, event: object = {}): void {
    running.run(this, () => {
      this.window.emit(name, event);
      this.document.emit(name, event);
    });
  }

  /** An event of the form. */
  tellForm(name: string, event: object): void {
    running.run(this, () => this.page.form.emit(name, event));
  }

  /** Leaves the page; `crash`: without a last word. */
  close(crash = false): void {
    if (!crash) this.tell('pagehide');
    running.run(this, () => this.#element.disconnectedCallback());
    this.browser.tabs.delete(this);
    this.#dead = true;
  }

  /** What the script fetches: the ledger hears what answers were sent, and what the tab was told of them. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    if (!url.endsWith('/responses')) return this.browser.fetch(url, init);
    const { ledger, name } = this.browser;
    if (this.#dead) return never;
    const notes = ledger.noteSent(name, init.body);
    const response = await this.browser.fetch(url, init);
    const text = await response.text();
    if (this.#dead) return never;
    if (response.status === 200 || response.status === 409) ledger.noteReply(notes, text);
    else ledger.noteRefusal(response.status);
    return new Response(text, { status: response.status });
  }
}

/** The surroundings of the script: each thing asks which tab is running. */
const surroundings = {
  HTMLElement: PageElement,
  HTMLInputElement: PageInput,
  HTMLSelectElement: PageSelect,
  window: { addEventListener: listenTo((tab) => tab.window) },
  document: {
    hidden: false,
    get documentElement() {
      return { dataset: { madeFor: tabNow().page.madeFor } };
    },
    activeElement: null,
    addEventListener: listenTo((tab) => tab.document),
    getElementById: () => null,
    // The page's heading, which the script keeps beside the answers: none of its headings is read here.
    querySelector: () => null,
  },
  customElements: {
    get: () => undefined,
    define: (_name: string, element: new () => AttemptElement) => {
      AttemptForm = element;
    },
  },
  IntersectionObserver: class {
    observe(): void {}
    disconnect(): void {}
  },
  DOMParser: class {
    parseFromString = () => new PageElement();
  },
  localStorage: {
    getItem: (key: string) => tabNow().browser.storage.get(key) ?? null,
    setItem: (key: string, value: string) => tabNow().browser.store(tabNow(), key, value),
    removeItem: (key: string) => tabNow().browser.store(tabNow(), key, null),
  },
  location: {
    assign(url: string) {
      tabNow().left = url;
    },
    reload() {
      throw new Error('The script asked for a reload: the server refused the form.');
    },
  },
  navigator: {
    sendBeacon(url: string, body: URLSearchParams) {
      const { browser } = tabNow();
      browser.ledger.noteSent(browser.name, body);
      browser.fetch(url, { method: 'POST', body }).then(
        (response) => response.text().catch(() => null),
        () => null,
      );
      return true;
    },
  },
  FormData: class extends real.FormData {
    constructor(form?: PageForm, submitter?: { name: string; value: string }) {
      super();
      if (!(form instanceof PageForm)) return;
      for (const [name, value] of form.entries()) this.append(name, value);
      if (submitter) this.append(submitter.name, submitter.value);
    }
  },
  fetch: (url: string, init?: RequestInit) => {
    const tab = running.getStore();
    return tab ? tab.fetch(url, init) : real.fetch(url, init);
  },
  performance: {
    now: () => real.performance.now() - (running.getStore()?.openedAt ?? 0),
    get timeOrigin() {
      return real.performance.timeOrigin + (running.getStore()?.openedAt ?? 0);
    },
  },
  setTimeout: (work: () => void, ms = 0, ...args: unknown[]) =>
    real.setTimeout(work, running.getStore() ? ms / speed : ms, ...args),
};

function tabNow(): Tab {
  const tab = running.getStore();
  if (!tab) throw new Error('No tab is running.');
  return tab;
}

function listenTo(pick: (tab: Tab) => Emitter): Emitter['addEventListener'] {
  return (name, handler, options) => pick(tabNow()).addEventListener(name, handler, options);
}

/** Puts the surroundings in place and loads the script into them: once, before the first tab opens. */
export async function loadScript(): Promise<void> {
  for (const [name, value] of Object.entries(surroundings))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  AbortSignal.timeout = (ms) => real.timeout(running.getStore() ? Math.ceil(ms / speed) : ms);
  await import('#app/features/assessment/attempts/attempt-answers.client.ts');
}
