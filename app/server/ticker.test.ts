import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { logger } from '#app/http/logger.server.ts';
import { startTicker } from './ticker.server.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('startTicker', () => {
  test('runs each chore by its own clock', async () => {
    const [quick, slow] = [vi.fn(async () => 1), vi.fn(async () => 1)];
    const stop = startTicker([
      { name: 'quick', everyMs: 10, run: quick },
      { name: 'slow', everyMs: 50, run: slow },
    ]);
    await vi.advanceTimersByTimeAsync(105);
    expect([quick.mock.calls.length, slow.mock.calls.length]).toEqual([10, 2]);
    await stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(quick).toHaveBeenCalledTimes(10);
  });

  test('never runs a chore twice at a time, and waits for it when stopped', async () => {
    let finish: (() => void) | undefined;
    const run = vi.fn(
      () =>
        new Promise<void>((done) => {
          finish = done;
        }),
    );
    const stop = startTicker([{ name: 'long', everyMs: 10, run }]);
    await vi.advanceTimersByTimeAsync(95);
    expect(run).toHaveBeenCalledTimes(1);
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(50);
    expect(stopped).toBe(false);
    finish?.();
    await stopping;
    expect(stopped).toBe(true);
  });

  test('goes on after one that failed, and says which', async () => {
    const logged = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
    const run = vi.fn(async () => {
      throw new Error('no disk');
    });
    const stop = startTicker([{ name: 'close attempts', everyMs: 10, run }]);
    await vi.advanceTimersByTimeAsync(25);
    expect(run).toHaveBeenCalledTimes(2);
    expect(logged).toHaveBeenCalledWith(
      expect.objectContaining({ chore: 'close attempts' }),
      'a chore failed',
    );
    await stop();
  });
});
