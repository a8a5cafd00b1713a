import { isForSamePerson, post } from './post.client.ts';

/**
 * `<enhanced-form swap="#id">` around a form: sends it in the background and puts the element of that id from the
 * answer's page in place of the one here. What changed is read out; the focus stays where the person was, or goes to
 * what is marked `data-focus` there. With no
 * connection, or while the server can store nothing (503), the page stays as it is and says so; any other surprise falls
 * back to an ordinary submit.
 */
export class EnhancedFormElement extends HTMLElement {
  private busy = false;

  connectedCallback(): void {
    this.addEventListener('submit', (event) => void this.send(event));
    this.addEventListener('reset', ({ target }) => {
      // The button that was pressed may be gone now.
      if (target instanceof HTMLFormElement) focusFirst(target);
      announce('Your answer is cleared.');
    });
  }

  private async send(event: SubmitEvent): Promise<void> {
    const form = event.target;
    const selector = this.getAttribute('swap');
    if (!(form instanceof HTMLFormElement) || !selector || event.defaultPrevented) return;
    event.preventDefault();
    if (this.busy) return;
    this.setBusy(true);
    const answer = await request(form, event.submitter).catch(() => null);
    if (!answer) {
      this.setBusy(false);
      announce(notSent, true);
      return;
    }
    if (answer.status === 503) {
      this.setBusy(false);
      announce(notStored, true);
      return;
    }
    // Signed out, or somebody else is signed in: that takes a page of its own.
    if (!isForSamePerson(answer.page)) return resubmit(form, event.submitter);
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
      location.assign(answer.url);
      return;
    }
    const fresh = answer.page.querySelector(selector);
    const stale = document.querySelector(selector);
    if (fresh && stale) swap(stale, fresh);
    else resubmit(form, event.submitter);
    this.setBusy(false);
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    if (busy) this.setAttribute('aria-busy', 'true');
    else this.removeAttribute('aria-busy');
  }
}

const notSent = 'Not sent: no connection. What you typed is still here. Try again in a moment.';
const notStored =
  'Nothing was saved: the server cannot write just now. What you typed is still here. Try again in a moment.';

function focusFirst(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')?.focus();
}

/** What came back; rejects when the connection fails before all of it is here. */
async function request(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
): Promise<{ url: string; status: number; redirected: boolean; page: Document }> {
  const data = new FormData(form, submitter);
  const body = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === 'string') body.append(name, value);
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action');
  const url = new URL(action ?? location.href, location.href);
  const headers = { 'X-Requested-With': 'enhanced-form', Accept: 'text/html' };
  if (form.method === 'get') url.search = body.toString();
  const response = await (form.method === 'get'
    ? fetch(url, { headers })
    : post(url, body, { headers }));
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const { url: answeredBy, status, redirected } = response;
  return { url: answeredBy, status, redirected, page };
}

function swap(stale: Element, fresh: Element): void {
  const before = document.activeElement;
  const held = before && stale.contains(before) ? before : null;
  const next = document.importNode(fresh, true);
  stale.replaceWith(next);
  const start = next.querySelector('[data-focus]');
  if (start instanceof HTMLElement) begin(start);
  else if (held) focusAgain(next, held);
  announce(spoken(next));
}

/** Where reading goes on is marked in the answer itself: it gets the focus, and what belongs to it comes into view. */
function begin(start: HTMLElement): void {
  start.focus({ preventScroll: true });
  const part = start.closest('[data-announce]') ?? start;
  const { top } = part.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) part.scrollIntoView({ behavior: 'instant' });
}

/** The first field with an error, else the control that had the focus, else the part itself. */
function focusAgain(part: Element, held: Element): void {
  const sameId = held.id && part.querySelector(`#${CSS.escape(held.id)}`);
  const name = held.getAttribute('name');
  const value = held.getAttribute('value');
  const same = [...part.querySelectorAll('button, input, select, textarea')].find(
    (control) => control.getAttribute('name') === name && control.getAttribute('value') === value,
  );
  const target = part.querySelector('[aria-invalid="true"]') ?? (sameId || same) ?? part;
  if (target === part) part.setAttribute('tabindex', '-1');
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/** What the new part says of the change: its own announcement (or the text under it), or its alerts, states and errors. */
function spoken(part: Element): string {
  const own = part.querySelector<HTMLElement>('[data-announce]');
  // biome-ignore lint/performance/useDomNodeTextContent: textContent runs the words of neighbouring blocks together
  if (own) return own.dataset.announce || own.innerText.replace(/\s+/g, ' ').trim();
  const parts = part.querySelectorAll('[role="alert"], [role="status"], .field-error, .feedback');
  return [...parts]
    .flatMap((element) => [...element.childNodes].map((node) => node.textContent?.trim()))
    .filter(Boolean)
    .join(' ');
}

function announce(text: string, visible = false): void {
  const id = 'announcements';
  let region = document.getElementById(id);
  if (!region) {
    region = document.createElement('div');
    region.id = id;
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  region.className = visible ? 'toast' : 'vh';
  region.textContent = text;
}

function resubmit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const name = submitter?.getAttribute('name');
  if (name) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = submitter?.getAttribute('value') ?? '';
    form.append(field);
  }
  form.submit();
}

if (!customElements.get('enhanced-form')) {
  customElements.define('enhanced-form', EnhancedFormElement);
}
