import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ItemClock } from './item-clock.client.ts';

/** A card as far as the clock looks at it; `held`: it contains the focus. */
class FakeCard {
  held = false;
  contains(): boolean {
    return this.held;
  }
}

let now = 0;
let tell: (entries: { target: unknown; intersectionRect: { height: number } }[]) => void;
const page = { hidden: false, activeElement: null };

function setUp(spent: [string, number][] = []) {
  const [first, second] = [new FakeCard(), new FakeCard()];
  const cards = new Map([
    [first, 'one'],
    [second, 'two'],
  ]);
  // The clock asks a card for nothing but `contains`.
  const clock = new ItemClock(cards as never, spent, () => now);
  const see = (one: number, two: number) =>
    tell([
      { target: first, intersectionRect: { height: one } },
      { target: second, intersectionRect: { height: two } },
    ]);
  return { clock, first, second, see };
}

beforeEach(() => {
  now = 0;
  page.hidden = false;
  vi.stubGlobal('document', page);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: typeof tell) {
        tell = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

describe('ItemClock', () => {
  it('counts for the item that shows most, one at a time', () => {
    const { clock, see } = setUp();
    see(300, 100);
    now = 4000;
    see(50, 400);
    now = 5500;
    expect([clock.spentOn('one'), clock.spentOn('two')]).toEqual([4000, 1500]);
  });

  it('counts for the item that holds the focus, as long as it is in view', () => {
    const { clock, see, second } = setUp();
    second.held = true;
    see(300, 100);
    now = 2000;
    see(300, 0);
    now = 3000;
    expect([clock.spentOn('one'), clock.spentOn('two')]).toEqual([1000, 2000]);
  });

  it('stands still while the page is hidden or no item is in view', () => {
    const { clock, see } = setUp();
    see(300, 0);
    now = 1000;
    page.hidden = true;
    clock.look();
    now = 60_000;
    page.hidden = false;
    clock.look();
    now = 61_000;
    see(0, 0);
    now = 90_000;
    expect(clock.spentOn('one')).toBe(2000);
  });

  it('goes on from what was known before', () => {
    const { clock, see } = setUp([['one', 30_000]]);
    see(100, 0);
    now = 1000.4;
    expect([clock.spentOn('one'), clock.spentOn('two')]).toEqual([31_000, 0]);
  });
});
