import { isOrdered, toShownOrder } from './order-list-rules.ts';

/**
 * `<order-list>` around the entries of an ordering item: turns them into a list that is moved into order by buttons, or
 * by dragging. The selects stay in the form, out of sight: they are the answer. Without it they are what is filled in.
 * A script that changes the selects sends the element a `refresh` event.
 */
class OrderListElement extends HTMLElement {
  #list!: HTMLOListElement;
  #news!: HTMLElement;
  #keep!: HTMLButtonElement;

  connectedCallback(): void {
    const list = this.querySelector('ol');
    if (!list || this.#list) return;
    this.#list = list;
    for (const [index, row] of this.#rows().entries()) furnish(row, index);
    for (const hint of this.querySelectorAll<HTMLElement>('.field-hint > span'))
      hint.hidden = 'withoutScript' in hint.dataset;
    this.#keep = toButton('button button-secondary');
    this.#keep.textContent = 'Keep this order';
    this.#news = document.createElement('p');
    this.#news.className = 'vh';
    this.#news.setAttribute('role', 'status');
    this.append(this.#keep, this.#news);
    this.addEventListener('click', ({ target }) => this.#press(target));
    this.addEventListener('pointerdown', (event) => this.#drag(event));
    this.addEventListener('refresh', () => this.#refresh());
    this.#refresh();
  }

  #rows(): HTMLLIElement[] {
    return [...this.#list.children].filter((child) => child instanceof HTMLLIElement);
  }

  #places(): number[] {
    return this.#rows().map((row) => selectOf(row)?.selectedIndex ?? 0);
  }

  /** Shows what the selects say. */
  #refresh(): void {
    const rows = this.#rows();
    const order = toShownOrder(this.#places());
    if (order.some((from, to) => from !== to))
      this.#list.append(...order.flatMap((index) => rows[index] ?? []));
    this.#show();
  }

  #show(): void {
    const rows = this.#rows();
    for (const [index, row] of rows.entries()) {
      const place = row.querySelector('.order-place');
      if (place) place.textContent = String(index + 1);
      mark(row.querySelector('.order-up'), index === 0);
      mark(row.querySelector('.order-down'), index === rows.length - 1);
    }
    this.#keep.hidden = isOrdered(this.#places());
  }

  #press(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest('button') : null;
    const row = button?.closest('li');
    if (button === this.#keep) {
      this.#commit('Order kept');
      this.querySelector<HTMLElement>('.order-down')?.focus();
    } else if (button && row) {
      this.#move(row, button.matches('.order-up') ? 'up' : 'down');
    }
  }

  #move(row: HTMLLIElement, way: 'up' | 'down'): void {
    const neighbour = way === 'up' ? row.previousElementSibling : row.nextElementSibling;
    if (!neighbour) {
      this.#say(way === 'up' ? 'Already first' : 'Already last');
      return;
    }
    // The neighbour moves, so that the button keeps the focus.
    if (way === 'up') row.after(neighbour);
    else row.before(neighbour);
    this.#commit(this.#whereIs(row));
  }

  #whereIs(row: HTMLLIElement): string {
    const rows = this.#rows();
    return `Moved to place ${rows.indexOf(row) + 1} of ${rows.length}`;
  }

  /** The order shown becomes the answer. */
  #commit(news: string): void {
    const selects = this.#rows().flatMap((row) => selectOf(row) ?? []);
    for (const [index, select] of selects.entries()) select.selectedIndex = index + 1;
    selects[0]?.dispatchEvent(new Event('change', { bubbles: true }));
    this.#show();
    this.#say(news);
  }

  #say(text: string): void {
    // The same words again are read again only if they changed in between.
    this.#news.textContent = this.#news.textContent === text ? `${text}\u00a0` : text;
  }

  /** While the pointer is down on a handle, neighbours make way as their middle is passed. */
  #drag(event: PointerEvent): void {
    const grip = event.target instanceof Element ? event.target.closest('.order-grip') : null;
    const row = grip?.closest('li');
    if (!grip || !row || event.button !== 0 || row.matches(':disabled *')) return;
    event.preventDefault();
    const before = this.#rows();
    const over = new AbortController();
    const { signal } = over;
    grip.setPointerCapture(event.pointerId);
    row.classList.add('dragged');
    const finish = (dropped: boolean) => {
      over.abort();
      row.classList.remove('dragged');
      if (!dropped) this.#list.append(...before);
      else if (this.#rows().some((one, index) => one !== before[index]))
        this.#commit(this.#whereIs(row));
    };
    const pass = ({ clientY }: PointerEvent) => {
      const { previousElementSibling: above, nextElementSibling: below } = row;
      if (above && clientY < middleOf(above)) row.after(above);
      else if (below && clientY > middleOf(below)) row.before(below);
    };
    grip.addEventListener('pointermove', (move) => pass(move as PointerEvent), { signal });
    grip.addEventListener('pointerup', () => finish(true), { signal });
    grip.addEventListener('pointercancel', () => finish(false), { signal });
  }
}

/** Gives an entry its number, its handle and its buttons, and puts its select out of sight. */
function furnish(row: HTMLLIElement, index: number): void {
  const label = row.querySelector('label');
  const select = selectOf(row);
  const text = label?.lastElementChild?.textContent ?? '';
  if (select) select.hidden = true;
  // The label names what is hidden now; its words stay.
  for (const words of row.querySelectorAll<HTMLElement>('label > .vh')) words.hidden = true;
  const place = document.createElement('span');
  place.className = 'order-place';
  place.textContent = String(index + 1);
  const grip = document.createElement('span');
  grip.className = 'order-grip';
  grip.append(place);
  const buttons = document.createElement('span');
  buttons.className = 'order-buttons';
  buttons.append(
    toButton('order-up', `Move up: ${text}`),
    toButton('order-down', `Move down: ${text}`),
  );
  label?.before(grip);
  label?.after(buttons);
}

function toButton(className: string, label?: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  if (label) button.setAttribute('aria-label', label);
  return button;
}

const selectOf = (row: Element) => row.querySelector('select');

/** An end of the list: the button stays, for the focus on it, and does nothing. */
function mark(button: Element | null, atEnd: boolean): void {
  button?.setAttribute('aria-disabled', String(atEnd));
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

if (!customElements.get('order-list')) customElements.define('order-list', OrderListElement);
