import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  addAnswer,
  emptyQueue,
  nextBatch,
  noteSequence,
  parseQueue,
  type Queue,
  settle,
  toBackoff,
  toPageAge,
} from './answer-queue.client.ts';

const give = (queue: Queue, itemId: string, value: string[], at: number) =>
  addAnswer(queue, { itemId, value }, at);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the age of the page', () => {
  const setClocks = (page: number, wall: number) => {
    vi.spyOn(performance, 'now').mockReturnValue(page);
    vi.spyOn(Date, 'now').mockReturnValue(performance.timeOrigin + wall);
  };

  it('goes on while the machine sleeps and the page clock stands still', () => {
    setClocks(5000, 3_605_000);
    expect(toPageAge()).toBeCloseTo(3_605_000, -1);
  });

  it('is that of the page clock when the wall clock was set back', () => {
    setClocks(5000, -3_600_000);
    expect(toPageAge()).toBe(5000);
  });
});

describe('the queue', () => {
  it('keeps the latest answer of each item, in the order given', () => {
    let queue = give(emptyQueue, 'one', ['a'], 1000);
    queue = give(queue, 'two', ['b'], 2000);
    queue = give(queue, 'one', ['c'], 3000);
    expect(nextBatch(queue, 10)).toEqual([
      { itemId: 'two', value: ['b'], seq: 20 },
      { itemId: 'one', value: ['c'], seq: 30 },
    ]);
    expect(nextBatch(queue, 1)).toHaveLength(1);
  });

  it('lets go of an answer only when it, or a newer one, is settled', () => {
    const first = give(emptyQueue, 'one', ['a'], 1000);
    const sent = nextBatch(first, 1);
    const second = give(first, 'one', ['b'], 2000);
    expect(settle(second, sent).waiting.one?.value).toEqual(['b']);
    expect(settle(second, nextBatch(second, 1)).waiting).toEqual({});
  });

  it('gives higher numbers than any seen, even when the clock stands still', () => {
    const queue = give(noteSequence(emptyQueue, 500), 'one', ['a'], 0);
    expect(queue.lastSeq).toBe(501);
    expect(noteSequence(queue, 3)).toBe(queue);
  });

  it('survives being stored, and reads damage as empty (property)', () => {
    const queue = give(give(emptyQueue, 'one', ['a'], 1000), 'two', [], 2000);
    expect(parseQueue(JSON.stringify(queue))).toEqual(queue);
    for (const text of [null, '', '{', '[]', '7', '{"waiting":{"x":{"seq":"1"}}}'])
      expect(parseQueue(text).waiting).toEqual({});
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(Object.values(parseQueue(text).waiting)).toEqual([]);
      }),
    );
  });

  it('waits longer after each failure, half a minute or so at most', () => {
    expect(toBackoff(1, 0.5)).toBe(1000);
    expect(toBackoff(3, 0.5)).toBe(4000);
    for (let failures = 1; failures < 100; failures += 1)
      expect(toBackoff(failures, 1)).toBeLessThanOrEqual(37_500);
  });
});
