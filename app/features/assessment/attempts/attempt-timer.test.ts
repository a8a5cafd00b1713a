import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttemptTimer } from './attempt-timer.client.ts';

let age = 0;

function setUp(remainingMs: number) {
  const shown: string[] = [];
  const said: string[] = [];
  let over = 0;
  const events = {
    onShow: (text: string) => void shown.push(text),
    onCall: (text: string) => void said.push(text),
    onOver: () => {
      over += 1;
    },
  };
  const timer = new AttemptTimer(remainingMs, events, () => age);
  return { timer, shown, said, over: () => over };
}

/** Lets time go by for the page and for its timers alike. */
async function pass(ms: number) {
  for (let gone = 0; gone < ms; gone += 100) {
    age += 100;
    await vi.advanceTimersByTimeAsync(100);
  }
}

beforeEach(() => {
  age = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe('AttemptTimer', () => {
  it('shows every second, says the marks, and tells once that time is up', async () => {
    const { shown, said, over } = setUp(32_000);
    await pass(40_000);
    expect(shown[0]).toBe('0:32');
    expect(new Set(shown).size).toBe(33);
    expect(shown.at(-1)).toBe('0:00');
    expect(said).toEqual(['30 seconds left', '10 seconds left']);
    expect(over()).toBe(1);
  });

  it('counts what went by before it started, such as a slow page', () => {
    age = 5000;
    expect(setUp(65_000).shown).toEqual(['1:00']);
  });

  it('notices time that went by while the machine slept', async () => {
    const { timer, said, over } = setUp(600_000);
    await pass(1000);
    age += 430_000;
    timer.look();
    expect(said).toEqual(['2 minutes 49 seconds left']);
    age += 600_000;
    timer.look();
    expect(over()).toBe(1);
  });

  it('goes by what the server says from then on', async () => {
    const { timer, shown } = setUp(600_000);
    await pass(10_000);
    timer.sync(120_000);
    expect(shown.at(-1)).toBe('2:00');
    await pass(1000);
    expect(shown.at(-1)).toBe('1:59');
    timer.sync(300_000);
    expect(shown.at(-1)).toBe('5:00');
  });

  it('is over at once when nothing remains, and stays so', async () => {
    const { timer, over, shown } = setUp(0);
    expect(over()).toBe(1);
    timer.sync(60_000);
    await pass(5000);
    expect([over(), shown.length]).toEqual([1, 1]);
  });

  it('stops when told to', async () => {
    const { timer, over } = setUp(5000);
    timer.stop();
    await pass(10_000);
    expect(over()).toBe(0);
  });
});
