import { setTimeout as pause } from 'node:timers/promises';
import { parseQueue } from '#app/features/assessment/attempts/answer-queue.client.ts';
import { createRandom, shuffle } from '#app/features/records/gradings/order-rules.ts';
import { paths } from '#app/paths.ts';
import { examCourse } from '#tests/support/exam-course.ts';
import { Ledger, type Note } from './ledger.ts';
import { type PageControl, PageInput, PageSelect } from './page-form.ts';
import { Browser, impatienceMs, Tab } from './tab.ts';

/** A cadet who takes one attempt at a quiz over a bad network, in one window or in two. */

/** Windows of an attempt: one, two of the same browser, or two browsers. */
type Windows = 'one window' | 'two windows' | 'two browsers';

/** An attempt that was taken to its end. */
export type Taken = { windows: Windows; attemptId: string; ledger: Ledger };

type Given = { name: string; cookie: string; madeFor: string; origin: string; seed: number };

const texts = ['14', '13,5 %', 'R&D "quoted" <b>', 'paraphrase', 'Zuhören', 'about 12'];

/** Takes the quiz: starts, answers and changes answers, reloads, loses tabs, and submits until it is submitted. */
export async function takeQuiz(given: Given): Promise<Taken> {
  const random = createRandom(given.seed, `cadet ${given.name}`);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const at = random();
  const windows = at < 0.5 ? 'one window' : at < 0.75 ? 'two windows' : 'two browsers';
  const ledger = new Ledger();
  const toBrowser = (name: string) => new Browser(name, given.origin, given.cookie, ledger);
  const first = toBrowser('first');
  const path = await start(first, given.madeFor);
  const browsers = windows === 'two browsers' ? [first, toBrowser('second')] : [first];
  const places = windows === 'two windows' ? [first, first] : browsers;
  const desks: Desk[] = [];
  for (const browser of places)
    desks.push(new Desk(await Tab.open(browser, path), path, pick, random));

  const actions = 8 + Math.floor(random() * 9);
  for (let count = 0; count < actions; count += 1) await pick(desks).act();
  const [submitter, ...others] = shuffle(desks, random);
  // Somebody still answers elsewhere while the attempt is being submitted.
  await Promise.all([submitter?.submit(), ...others.map((desk) => desk.act())]);
  for (const desk of desks) desk.leave();
  return { windows, attemptId: path.split('/').at(-1) ?? '', ledger };
}

async function start(browser: Browser, madeFor: string): Promise<string> {
  const quiz = paths.quiz(examCourse.id, examCourse.module);
  for (;;) {
    const body = new URLSearchParams({ intent: 'start-attempt', madeFor });
    const init = { method: 'POST', body, redirect: 'manual' } as const;
    const response = await browser.fetch(quiz, init).catch(() => null);
    await response?.arrayBuffer().catch(() => null);
    const location = response?.headers.get('Location');
    if (location?.startsWith(paths.attempt(''))) return location;
    await pause(impatienceMs);
  }
}

/** Where the cadet sits: one tab at a time, opened anew as often as it is lost. */
class Desk {
  /** Answers given in this tab, with the numbers they got. */
  #given: Note[] = [];

  constructor(
    private tab: Tab | null,
    private readonly path: string,
    private readonly pick: <T>(list: readonly T[]) => T,
    private readonly random: () => number,
  ) {}

  /** Answers an item, or does what people do in between; then thinks. */
  async act(): Promise<void> {
    const at = this.random();
    if (at < 0.82) this.#answer();
    else if (at < 0.88) await this.#reopen(false);
    else if (at < 0.92) await this.#reopen(true);
    else this.tab?.tell(this.pick(['online', 'focus', 'visibilitychange']));
    await pause(this.random() < 0.9 ? this.random() * 40 : 150);
    this.#claim();
  }

  /** Presses the button until the tab has gone to the result, looking at the connection now and then. */
  async submit(): Promise<void> {
    while (this.tab && this.tab.left === null) {
      const before = this.#given.length;
      const { browser } = this.tab;
      const submitter = {
        name: 'intent',
        value: 'confirm-submit',
        getAttribute: () => 'confirm-submit',
      };
      this.tab.tellForm('submit', { preventDefault() {}, submitter });
      while (this.tab.busy) await pause(5);
      // What was given before the button was pressed is in the result, if the tab went there.
      if (this.tab.left !== null) browser.ledger.claimed.push(...this.#given.slice(0, before));
      else if (this.#isClosed()) return;
      await pause(impatienceMs);
      this.tab.tell('online');
    }
  }

  /** Closes the tab for good. */
  leave(): void {
    this.#claim();
    this.tab?.close();
    this.tab = null;
  }

  #isClosed(): boolean {
    return this.tab?.summary.textContent === 'This attempt is closed';
  }

  #answer(): void {
    const { tab } = this;
    if (!tab || this.#isClosed()) return;
    const itemId = this.pick(tab.page.itemIds);
    const controls = tab.page.form.controlsOf(itemId);
    for (const control of controls) this.#change(control, controls);
    const [target] = controls;
    const typed = target instanceof PageInput && target.type === 'text';
    if (typed) tab.tellForm('input', { target });
    // Some stay in the field to think, and leave it to the script to send what they typed.
    if (!typed || this.random() < 0.7) tab.tellForm('change', { target });
    this.#note(itemId);
  }

  #change(control: PageControl, all: readonly PageControl[]): void {
    if (control instanceof PageSelect) {
      control.selectedIndex = Math.floor(this.random() * control.options.length);
    } else if (control.type === 'radio') {
      if (control === all[0])
        for (const one of all) if (one instanceof PageInput) one.checked = false;
      if (control === all[0]) Object.assign(this.pick(all), { checked: true });
    } else if (control.type === 'checkbox') control.checked = this.random() < 0.5;
    else control.value = `${this.pick(texts)} ${Math.floor(this.random() * 1000)}`;
  }

  /** The answer just given, as the browser keeps it until it is acknowledged. */
  #note(itemId: string): void {
    if (!this.tab) return;
    const { browser, page } = this.tab;
    const stored = browser.storage.get(`rapport attempt ${page.dataset.attempt}`);
    const waiting = parseQueue(stored ?? null).waiting[itemId];
    if (waiting) this.#given.push({ ...waiting, browser: browser.name });
  }

  /** Believes the page when it says that all is saved. */
  #claim(): void {
    if (!this.tab?.summary.textContent.endsWith(', all saved')) return;
    this.tab.browser.ledger.claimed.push(...this.#given.splice(0));
  }

  async #reopen(crash: boolean): Promise<void> {
    if (!this.tab) return;
    const { browser } = this.tab;
    this.#claim();
    this.tab.close(crash);
    // What waits is in the browser's storage: the new page answers for it.
    this.tab = await Tab.open(browser, this.path);
  }
}
