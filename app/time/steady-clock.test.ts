import * as os from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepSteadyTime, passSleep, secondsApart } from './steady-clock.server.ts';

vi.mock('node:os', { spy: true });

const start = new Date('2026-05-12T15:00:00.000Z');
const hour = 3_600_000;
let giveBack: () => void;

// The fake one is the system's clock here, which tests set; what nobody sets goes on by itself.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: start });
  vi.mocked(os.uptime).mockImplementation(() => 1000 + performance.now() / 1000);
  giveBack = keepSteadyTime();
});
afterEach(() => {
  giveBack();
  vi.useRealTimers();
});

const setSystemClock = (ms: number) => vi.setSystemTime(new Date(start.getTime() + ms));

test('the time of day goes on as it did when the system’s clock is set, either way', () => {
  for (const ms of [3 * hour, -3 * hour]) {
    setSystemClock(ms);
    expect(new Date()).toEqual(start);
    expect(Date.now()).toBe(start.getTime());
    expect(String(Date())).toContain('2026');
    expect(secondsApart()).toBe(ms / 1000);
  }
});

test('it goes on with the clock that nobody sets', () => {
  vi.advanceTimersByTime(90_000);
  expect(Date.now() - start.getTime()).toBe(90_000);
  expect(secondsApart()).toBe(0);
});

test('what a machine sleeps through has gone by, and is no setting of the clock', () => {
  setSystemClock(8 * hour);
  vi.mocked(os.uptime).mockImplementation(() => 1000 + (8 * hour + performance.now()) / 1000);
  passSleep();
  passSleep();
  expect(Date.now() - start.getTime()).toBe(8 * hour);
  expect(secondsApart()).toBe(0);
});

test('dates are dates: those that are given, what they are instances of, what is derived', () => {
  expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(new Date(2026, 0, 2)).toBeInstanceOf(Date);
  expect(Date.parse('1970-01-01T00:00:01Z')).toBe(1000);
  expect(Date.UTC(1970, 0, 2)).toBe(86_400_000);
  class Day extends Date {}
  expect(new Day().getTime()).toBe(start.getTime());
  expect(Object.prototype.toString.call(new Date())).toBe('[object Date]');
});

test('a date is an instance of its own class, and names the Date that stands', () => {
  // Fake dates are instances of every Date, and name the system's.
  giveBack();
  vi.useRealTimers();
  giveBack = keepSteadyTime();
  expect(new Date().constructor).toBe(Date);
  class Day extends Date {}
  expect(new Day()).toBeInstanceOf(Day);
});

test('keeping it twice keeps the first', () => {
  const first = globalThis.Date;
  const giveNothing = keepSteadyTime();
  expect(globalThis.Date).toBe(first);
  giveNothing();
  expect(globalThis.Date).toBe(first);
});
