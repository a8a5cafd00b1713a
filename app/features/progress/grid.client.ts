type Place = [row: number, column: number];

/**
 * `<progress-grid>` around the progress table: one stop for the Tab key, arrow keys, Home, End, Page Up and Page Down
 * move between cells, Enter opens the cadet's page, Space ticks the cadet. The panel says what the cell is about: at once from the
 * table, and after a moment's rest with the details from the cadet's own page. Without it the table is a plain one.
 */
class ProgressGridElement extends HTMLElement {
  private body: HTMLTableSectionElement | null = null;
  private headings: HTMLElement[] = [];
  private panel: HTMLElement | null = null;
  private stop: HTMLElement | null = null;
  private pickAll: HTMLInputElement | null = null;
  private timer = 0;
  private readonly pages = new Map<string, Promise<Document | null>>();

  connectedCallback(): void {
    const table = this.querySelector('table');
    const body = table?.tBodies[0];
    if (!table?.tHead || !body || this.body) return;
    this.body = body;
    this.headings = readHeadings(table.tHead);
    this.panel = this.querySelector('aside');
    table.setAttribute('role', 'grid');
    this.querySelector('.grid-frame')?.removeAttribute('tabindex');
    for (const stop of body.querySelectorAll<HTMLElement>('a, input')) stop.tabIndex = -1;
    this.moveStop(this.stopAt(0, 1));
    this.addPickAll(table.tHead);
    this.showChosen();
    table.addEventListener('keydown', (event) => this.onKey(event));
    body.addEventListener('focusin', ({ target }) => this.onFocus(target));
    table.addEventListener('change', ({ target }) => {
      if (target === this.pickAll)
        for (const box of this.boxes()) box.checked = this.pickAll?.checked ?? false;
      this.showChosen();
    });
    body.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLTableCellElement) this.focusStop(toStop(target));
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private onKey(event: KeyboardEvent): void {
    const place = this.placeOf(event.target);
    if (!place || event.altKey || event.metaKey || event.shiftKey) return;
    const [row, column] = place;
    if (event.key === 'Enter') {
      if (event.target instanceof HTMLAnchorElement) return;
      // In a box it would send the form.
      event.preventDefault();
      this.linkOf(row)?.click();
      return;
    }
    if (event.key === ' ' && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      this.boxes()[row]?.click();
      return;
    }
    const rows = this.body?.rows;
    const last: Place = [(rows?.length ?? 1) - 1, (rows?.[row]?.cells.length ?? 1) - 1];
    const to = toPlace(event, [row, column], last);
    if (!to) return;
    event.preventDefault();
    this.focusStop(this.stopAt(...to));
  }

  private onFocus(target: EventTarget | null): void {
    const place = this.placeOf(target);
    if (!place || !(target instanceof HTMLElement)) return;
    this.moveStop(target);
    this.describe(...place);
  }

  private focusStop(stop: HTMLElement | null): void {
    if (!stop) return;
    if (!stop.hasAttribute('tabindex')) stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    stop.closest('td, th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Makes this the one stop for the Tab key. */
  private moveStop(stop: HTMLElement | null): void {
    if (!stop) return;
    if (this.stop) this.stop.tabIndex = -1;
    stop.tabIndex = 0;
    this.stop = stop;
  }

  private placeOf(target: EventTarget | null): Place | null {
    const cell = target instanceof Element ? target.closest('td, th') : null;
    const row = cell?.parentElement;
    if (!(cell instanceof HTMLTableCellElement) || !(row instanceof HTMLTableRowElement))
      return null;
    return row.parentElement === this.body ? [row.sectionRowIndex, cell.cellIndex] : null;
  }

  private stopAt(row: number, column: number): HTMLElement | null {
    const cell = this.body?.rows[row]?.cells[column];
    return cell ? toStop(cell) : null;
  }

  private linkOf(row: number): HTMLAnchorElement | null {
    return this.body?.rows[row]?.querySelector('a') ?? null;
  }

  private boxes(): HTMLInputElement[] {
    return [...(this.body?.querySelectorAll<HTMLInputElement>('.pick input') ?? [])];
  }

  /** One box for all rows that are shown. */
  private addPickAll(head: HTMLTableSectionElement): void {
    this.pickAll = document.createElement('input');
    this.pickAll.type = 'checkbox';
    this.pickAll.setAttribute('aria-label', 'Choose everyone shown');
    head.querySelector('.pick')?.append(this.pickAll);
  }

  /** Who is ticked, in the bar below; without anybody there is nothing to do with them. */
  private showChosen(): void {
    const bar = this.querySelector<HTMLElement>('.chosen-bar');
    const count = this.boxes().filter(({ checked }) => checked).length;
    if (this.pickAll) this.pickAll.checked = count > 0 && count === this.boxes().length;
    const words = bar?.querySelector('[data-chosen]');
    if (words) words.textContent = `${count} chosen`;
    if (bar) bar.hidden = count === 0;
  }

  private describe(row: number, column: number): void {
    const link = this.linkOf(row);
    const heading = this.headings[column];
    const cell = this.stopAt(row, column);
    if (!this.panel || !link || !heading || !cell) return;
    const open = make('a', 'Open the whole record');
    open.setAttribute('href', link.href);
    const details = make('div', '');
    details.setAttribute('role', 'status');
    const parts = [make('h2', textOf(link)), make('p', `${textOf(heading)}: ${textOf(cell)}`)];
    if (column < 2) parts.pop();
    this.panel.hidden = false;
    this.panel.replaceChildren(this.makeClose(), ...parts, details, open);
    clearTimeout(this.timer);
    const part = heading.dataset.part;
    // Only for a cell on which someone rests: arrow keys pass over many.
    if (part) this.timer = window.setTimeout(() => this.fill(details, link.href, part), 350);
  }

  private makeClose(): HTMLElement {
    const close = make('button', 'Close');
    close.className = 'button button-quiet sheet-close';
    close.setAttribute('type', 'button');
    close.addEventListener('click', () => {
      if (this.panel) this.panel.hidden = true;
      this.stop?.focus({ preventScroll: true });
      if (this.panel) this.panel.hidden = true;
    });
    return close;
  }

  private async fill(details: HTMLElement, href: string, part: string): Promise<void> {
    const page = await this.read(href);
    if (!details.isConnected) return;
    const facts = page && readFacts(page, part);
    if (!page)
      details.textContent = 'The details could not be loaded. Move away and back to try again.';
    else if (facts) details.replaceChildren(toList(facts));
  }

  /** The cadet's page, fetched once; a failure is forgotten, so that the next visit tries again. */
  private read(href: string): Promise<Document | null> {
    const known = this.pages.get(href);
    if (known) return known;
    const page = fetch(href, { headers: { Accept: 'text/html' } })
      .then(async (response) =>
        response.ok && !response.redirected
          ? new DOMParser().parseFromString(await response.text(), 'text/html')
          : null,
      )
      .catch(() => null);
    this.pages.set(href, page);
    void page.then((found) => found ?? this.pages.delete(href));
    return page;
  }
}

/** What takes the focus in a cell: the link in it, or the cell. */
function toStop(cell: HTMLTableCellElement): HTMLElement {
  return cell.querySelector<HTMLElement>('a, input') ?? cell;
}

/** The heading of each column, left to right: a tall one of the first row, or the one below a module's. */
function readHeadings(head: HTMLTableSectionElement): HTMLElement[] {
  const [above, below] = [head.rows[0], head.rows[1]];
  return [...(above?.cells ?? [])]
    .filter(({ rowSpan }) => rowSpan > 1)
    .concat(...(below?.cells ?? []));
}

const rowsPerPage = 10;

function toPlace(
  { key, ctrlKey }: KeyboardEvent,
  [row, column]: Place,
  [lastRow, lastColumn]: Place,
): Place | null {
  const places: Record<string, Place> = ctrlKey
    ? { Home: [0, 0], End: [lastRow, lastColumn] }
    : {
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        Home: [row, 0],
        End: [row, lastColumn],
        PageUp: [row - rowsPerPage, column],
        PageDown: [row + rowsPerPage, column],
      };
  const to = places[key];
  if (!to) return null;
  return [Math.min(Math.max(to[0], 0), lastRow), Math.min(Math.max(to[1], 0), lastColumn)];
}

const textOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

function make(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** Names and texts of what the cadet's page says of a lesson (a row of a table) or a quiz (a list of facts). */
function readFacts(page: Document, part: string): [name: string, text: string][] {
  const found = page.getElementById(part);
  const cells = found?.closest('tr')?.querySelectorAll<HTMLElement>('[data-label]') ?? [];
  const fromRow = [...cells].map((cell): [string, string] => [
    cell.dataset.label ?? '',
    textOf(cell.querySelector('summary') ?? cell),
  ]);
  const terms = found?.querySelector('dl')?.querySelectorAll('dt') ?? [];
  const fromList = [...terms].map((term): [string, string] => [
    textOf(term),
    term.nextElementSibling ? textOf(term.nextElementSibling) : '',
  ]);
  return [...fromRow, ...fromList].filter(([name]) => name !== 'State');
}

function toList(facts: readonly [name: string, text: string][]): HTMLElement {
  const list = make('dl', '');
  list.className = 'title-block';
  for (const [name, text] of facts) {
    const fact = make('div', '');
    fact.append(make('dt', name), make('dd', text));
    list.append(fact);
  }
  return list;
}

if (!customElements.get('progress-grid')) {
  customElements.define('progress-grid', ProgressGridElement);
}

export {};
