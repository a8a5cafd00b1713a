import type { SaveStatus } from '#app/ui/save-state.tsx';
import { fieldNames } from './answer-rules.ts';
import type { Reach } from './answer-sender.client.ts';
import { toItemText } from './answer-words.client.ts';

/** The HTML of an attempt, as its script reads and marks it: inputs, saved states, banners, notices. */
export class AttemptPage {
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
    if (!(target instanceof HTMLInputElement) || !target.name.startsWith(prefix)) return null;
    return target.name.slice(prefix.length);
  }

  /** Ids of the items in order. */
  itemIds(): string[] {
    return this.#marks().map(({ dataset }) => dataset.item ?? '');
  }

  /** Ids of the options chosen now. */
  chosen(itemId: string): string[] {
    return this.#inputs(itemId).flatMap(({ checked, value }) => (checked ? [value] : []));
  }

  /** Chooses exactly these options. */
  choose(itemId: string, value: readonly string[]): void {
    for (const input of this.#inputs(itemId)) input.checked = value.includes(input.value);
  }

  /** The value that the server is known to hold. */
  before(itemId: string): string[] {
    return this.#beforeField(itemId)?.value.split(' ').filter(Boolean) ?? [];
  }

  /** Notes the value the server holds, so that submitting this page changes nothing that was given elsewhere. */
  remember(itemId: string, value: readonly string[]): void {
    const field = this.#beforeField(itemId);
    if (field) field.value = value.join(' ');
  }

  /** Marks an item at its corner and in the strip. `refused`: why the server did not take the answer. */
  showItem(
    itemId: string,
    state: { status: SaveStatus; reach: Reach; time?: string; refused?: string },
  ): void {
    const { status, reach, time, refused } = state;
    const mark = this.#marks().find(({ dataset }) => dataset.item === itemId);
    const card = this.root.querySelector(mark?.querySelector('a')?.hash || 'a');
    const corner = card?.querySelector<HTMLElement>('.save-state');
    const text = refused ?? toItemText(status, reach, time);
    // The page itself says when an older answer was saved; the script does not know.
    const told = text === 'Saved' && corner?.dataset.save === 'saved';
    if (corner && !told) setText(corner, text);
    if (corner) corner.dataset.save = status;
    if (mark) mark.dataset.save = status;
    setText(mark?.querySelector('.vh'), ` ${toItemText(status, reach).toLowerCase()}`);
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
    const told = this.#notSubmittedBanner()?.hidden === false;
    for (const banner of this.root.querySelectorAll<HTMLElement>('[data-reach]'))
      banner.hidden = told || banner.dataset.reach !== shown;
  }

  /** Reads a sentence out when the person pauses. */
  announce(text: string): void {
    setText(this.root.querySelector('#attempt-news'), text);
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

  /** The form as it would be sent by a button. */
  toBody(submitter: HTMLElement | null): URLSearchParams {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form, submitter))
      if (typeof value === 'string') body.append(name, value);
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

  #inputs(itemId: string): HTMLInputElement[] {
    const name = fieldNames.item(itemId);
    return [...this.form.querySelectorAll('input')].filter((input) => input.name === name);
  }

  #beforeField(itemId: string): HTMLInputElement | null {
    const field = this.form.elements.namedItem(fieldNames.before(itemId));
    return field instanceof HTMLInputElement ? field : null;
  }
}

function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
