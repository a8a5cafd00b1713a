/**
 * Measures how long each item is in view: of the cards on the screen, the one that holds the focus, else the one that
 * shows most; only while the page itself is seen.
 */
export class ItemClock {
  readonly #spent: Map<string, number>;
  readonly #heights = new Map<Element, number>();
  readonly #observer: IntersectionObserver;
  #current: string | null = null;
  #since = 0;

  /** `cards`: each item's card. `spent`: milliseconds known from before, by item. */
  constructor(
    private readonly cards: ReadonlyMap<Element, string>,
    spent: Iterable<[string, number]>,
    private readonly now = () => performance.now(),
  ) {
    this.#spent = new Map(spent);
    const steps = { threshold: [0, 0.25, 0.5, 0.75, 1] };
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, intersectionRect } of entries)
        this.#heights.set(target, intersectionRect.height);
      this.look();
    }, steps);
    for (const card of cards.keys()) this.#observer.observe(card);
  }

  /** Whole milliseconds that an item has been in view. */
  spentOn(itemId: string): number {
    this.look();
    return Math.round(this.#spent.get(itemId) ?? 0);
  }

  /** Books the time gone by, and sees which item is in view from here on. */
  look(): void {
    const now = this.now();
    if (this.#current !== null) {
      const before = this.#spent.get(this.#current) ?? 0;
      this.#spent.set(this.#current, before + now - this.#since);
    }
    this.#since = now;
    this.#current = document.hidden ? null : this.#inView();
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #inView(): string | null {
    const shown = [...this.#heights].filter(([, height]) => height > 0);
    const held = shown.find(([card]) => card.contains(document.activeElement));
    const [most] = shown.sort(([, one], [, other]) => other - one);
    const card = (held ?? most)?.[0];
    return card ? (this.cards.get(card) ?? null) : null;
  }
}
