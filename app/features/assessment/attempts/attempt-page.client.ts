import { fieldNames, joinValue, splitValue } from '#app/features/records/gradings/answer-rules.ts';
import type { SaveStatus } from '#app/ui/save-state.tsx';
import type { Reach } from './answer-sender.client.ts';
import { toItemText } from './answer-words.client.ts';

type Control = HTMLInputElement | HTMLSelectElement;

/** The HTML of an attempt, as its script reads and marks it: inputs, saved states, banners, notices. */
export class AttemptPage {
  #over = false;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly root: HTMLElement,
    readonly form: HTMLFormElement,
  ) {
    // Every answer would be read out otherwise; changes that matter are announced by `announce`.
    for (const output of root.querySelectorAll('output')) output.setAttribute('aria-live', 'off');
    for (const one of root.querySelectorAll<HTMLElement>('[data-without-script]'))
      one.hidden = true;
  }

  /** The item that an input of the form belongs to, or null for other fields. */
  itemOf(target: EventTarget | null): string | null {
    const prefix = fieldNames.item('');
    if (!isControl(target) || !target.name.startsWith(prefix)) return null;
    return target.name.slice(prefix.length);
  }

  /** Why an input's text cannot be sent, such as that it is too long; '' when it can. */
  problemOf(target: EventTarget | null): string {
    return isControl(target) ? target.validationMessage : '';
  }

  /** Whether the page holds a text that cannot be sent. */
  holdsUnsendable(): boolean {
    return this.form.querySelector('input:invalid') !== null;
  }

  /** Ids of the items in order. */
  itemIds(): string[] {
    return this.#marks().map(({ dataset }) => dataset.item ?? '');
  }

  /** Each item's card, with its id. */
  cards(): Map<HTMLElement, string> {
    return new Map(
      this.#marks().flatMap((mark) => {
        const card = this.#cardOf(mark);
        return card ? [[card, mark.dataset.item ?? '']] : [];
      }),
    );
  }

  /** The answer as it stands on the page. */
  chosen(itemId: string): string[] {
    return this.#controls(itemId).map(toValue).filter(Boolean);
  }

  /** Makes this the answer on the page. */
  choose(itemId: string, value: readonly string[]): void {
    for (const control of this.#controls(itemId)) {
      if (control instanceof HTMLSelectElement) {
        const parts = [...control.options].map((option) => option.value);
        control.selectedIndex = Math.max(
          0,
          parts.findIndex((one) => one && value.includes(one)),
        );
      } else if (!isTyped(control)) control.checked = value.includes(control.value);
      // Words being typed are not touched where only blanks differ.
      else if (control.value.trim() !== (value[0] ?? '')) control.value = value[0] ?? '';
      control.closest('order-list, choice-limit, text-limit')?.dispatchEvent(new Event('refresh'));
    }
  }

  /** The item whose answer a button takes back, or null for other buttons. */
  clearedBy(button: HTMLElement | null): string | null {
    return button?.getAttribute('name') === fieldNames.clear ? button.getAttribute('value') : null;
  }

  /** Moves to the first input of an item. */
  focus(itemId: string): void {
    this.#controls(itemId)[0]?.focus();
  }

  /** The value that the server is known to hold. */
  before(itemId: string): string[] {
    return splitValue(this.#beforeField(itemId)?.value ?? '');
  }

  /** Notes the value the server holds, so that submitting this page changes nothing that was given elsewhere. */
  remember(itemId: string, value: readonly string[]): void {
    const field = this.#beforeField(itemId);
    if (field) field.value = joinValue(value);
  }

  /** Marks an item at its corner and in the strip. `refused`: why the server did not take the answer. */
  showItem(
    itemId: string,
    state: { status: SaveStatus; reach: Reach; time?: string; refused?: string },
  ): void {
    const { status, reach, time, refused } = state;
    const mark = this.#marks().find(({ dataset }) => dataset.item === itemId);
    const card = mark && this.#cardOf(mark);
    const corner = card?.querySelector<HTMLElement>('.save-state');
    const text = refused ?? toItemText(status, reach, time);
    // The page itself says when an older answer was saved; the script does not know.
    const told = text === 'Saved' && corner?.dataset.save === 'saved';
    if (corner && !told) setText(corner, text);
    if (corner) corner.dataset.save = status;
    if (mark) mark.dataset.save = status;
    setText(mark?.querySelector('.vh'), ` ${toItemText(status, reach).toLowerCase()}`);
  }

  /** Milliseconds that each item had been in view when the page was made. */
  spent(): [string, number][] {
    return this.#marks().map(({ dataset }) => [dataset.item ?? '', Number(dataset.spent ?? 0)]);
  }

  /** What to write instead of an answer that is saved but cannot be read; nothing when it can. */
  showHint(itemId: string, hint = ''): void {
    const [control] = this.#controls(itemId);
    const place = control?.closest('fieldset')?.querySelector<HTMLElement>('[data-hint]');
    if (!place) return;
    setText(place, hint);
    place.hidden = hint === '';
  }

  /** The time left, in sight. */
  showTime(text: string): void {
    const timer = this.root.querySelector('[role="timer"]');
    setText(timer, text);
    timer?.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
  }

  /** Reads the time left out, beside what else is announced. */
  callTime(text: string): void {
    setText(this.root.querySelector('#attempt-time-news'), text);
  }

  /** Takes no more answers, because time is up; `showReach` says so. */
  endTime(): void {
    this.#over = true;
    this.close();
  }

  /** Says why the attempt is closed. */
  showClosing(message: string): void {
    setText(this.root.querySelector('#attempt-closing'), message);
  }

  /** The sentence in the footer. */
  showSummary(text: string): void {
    setText(this.root.querySelector('#attempt-summary'), text);
  }

  /** Shows the banner for how the server can be reached, and hides the others. `kept`: a reload would lose nothing. */
  showReach(reach: Reach, kept: boolean): void {
    if (reach !== 'away') this.#notSubmitted(null);
    // One banner at a time: that submitting failed says the rest as well.
    const shown = reach === 'away' && !kept ? 'away-not-kept' : reach;
    const over = this.#over && reach !== 'closed' && reach !== 'held';
    const told = this.#notSubmittedBanner()?.hidden === false || (over && reach === 'away');
    for (const banner of this.root.querySelectorAll<HTMLElement>('[data-reach]'))
      banner.hidden = told || banner.dataset.reach !== shown;
    for (const banner of this.root.querySelectorAll<HTMLElement>('[data-over]'))
      banner.hidden = !over || banner.dataset.over !== (reach === 'away' ? 'away' : 'sent');
  }

  /** Reads a sentence out when the person pauses; what was said a moment ago is not cut off by it. */
  announce(text: string): void {
    const news = this.root.querySelector('#attempt-news');
    const justSaid = performance.now() - this.#saidAt < 1000 ? `${news?.textContent} ` : '';
    setText(news, `${justSaid}${text}`);
    this.#saidAt = performance.now();
  }

  /** Takes no more answers. */
  close(): void {
    for (const field of this.root.querySelectorAll('fieldset, .attempt-footer button'))
      field.setAttribute('disabled', '');
  }

  /** Says, in sight and aloud, that submitting did not reach the server. */
  tellNotSubmitted(text: string): void {
    this.#notSubmitted(text);
    for (const banner of this.root.querySelectorAll<HTMLElement>('[data-reach]'))
      banner.hidden = true;
    this.announce(text);
  }

  /** The form as it would be sent by a button, with the answers to these items only. */
  toBody(submitter: HTMLElement | null, itemIds: readonly string[]): URLSearchParams {
    const left = this.itemIds().filter((itemId) => !itemIds.includes(itemId));
    const leftOut = left.flatMap((id) => [fieldNames.item(id), fieldNames.before(id)]);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form, submitter))
      if (typeof value === 'string' && !leftOut.includes(name)) body.append(name, value);
    return body;
  }

  /** Takes the notices over from another rendering of this page and moves there; false when it has none. */
  showNotices(html: string): boolean {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const notices = this.root.querySelector<HTMLElement>('#attempt-notices');
    const fresh = page.querySelector('#attempt-notices');
    if (!notices || !fresh) return false;
    notices.replaceChildren(
      ...[...fresh.childNodes].map((node) => document.importNode(node, true)),
    );
    notices.focus();
    return true;
  }

  #notSubmitted(text: string | null): void {
    const banner = this.#notSubmittedBanner();
    if (!banner) return;
    banner.hidden = text === null;
    if (text !== null) setText(banner.querySelector('strong'), text);
  }

  #notSubmittedBanner(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>('#not-submitted');
  }

  #marks(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('.answer-strip [data-item]')];
  }

  #cardOf(mark: HTMLElement): HTMLElement | null {
    return document.getElementById(mark.querySelector('a')?.hash.slice(1) ?? '');
  }

  #controls(itemId: string): Control[] {
    const name = fieldNames.item(itemId);
    return [...this.form.elements].filter(isControl).filter((control) => control.name === name);
  }

  #beforeField(itemId: string): HTMLInputElement | null {
    const field = this.form.elements.namedItem(fieldNames.before(itemId));
    return field instanceof HTMLInputElement ? field : null;
  }
}

function isControl(target: unknown): target is Control {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** Whether an input is typed into, so that it changes with every letter. */
export function isTyped(target: unknown): boolean {
  return target instanceof HTMLInputElement && target.type === 'text';
}

/** What a control adds to the answer; '' for nothing. */
function toValue(control: Control): string {
  if (control instanceof HTMLSelectElement) return control.value;
  if (!isTyped(control)) return control.checked ? control.value : '';
  // Half a character, which a keyboard may leave behind, becomes a replacement character on the way to the server.
  return new TextDecoder().decode(new TextEncoder().encode(control.value.trim()));
}

function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
