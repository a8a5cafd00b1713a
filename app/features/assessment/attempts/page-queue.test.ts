import { describe, expect, test } from 'vitest';
import { QueueStore, settle, type WaitingAnswer } from './answer-queue.client.ts';
import { PageQueue } from './page-queue.client.ts';

/** A store and pages that share it as tabs do; each hears of the others' changes when `tell` is called. */
function setUp() {
  const store = new QueueStore('test');
  const open = (lastSeq = 0) => {
    const shown: Record<string, string[]> = {};
    const queue = new PageQueue(store, lastSeq, ({ itemId, value }) => {
      shown[itemId] = value;
    });
    return { queue, shown };
  };
  const read = () => JSON.stringify(store.read());
  return { store, open, read };
}

const voice = (value: string) => ({ itemId: 'voice', value: [value] });

describe('the queue as a page knows it', () => {
  test('shows what another tab gave, by whatever way it learns of it, and never an older answer', () => {
    const { open, read } = setUp();
    const [one, other] = [open(), open()];
    const empty = read();
    one.queue.give(voice('a'), 1000);
    const first = read();
    other.queue.read();
    expect(other.shown).toEqual({ voice: ['a'] });

    other.queue.give(voice('b'), 2000);
    other.queue.follow({ oldValue: empty, newValue: first });
    expect(other.shown).toEqual({ voice: ['b'] });
    one.queue.follow({ oldValue: first, newValue: read() });
    expect(one.shown).toEqual({ voice: ['b'] });
  });

  test('an answer that was given and settled before this page read the queue is shown all the same', () => {
    const { store, open, read } = setUp();
    const [one, other] = [open(), open()];
    const empty = read();
    one.queue.give(voice('a'), 1000);
    const given = read();
    store.change((queue) => settle(queue, one.queue.waiting()));
    other.queue.read();
    expect(other.shown).toEqual({});
    expect(other.queue.follow({ oldValue: empty, newValue: given })).toEqual([]);
    expect(other.shown).toEqual({ voice: ['a'] });
    expect(other.queue.follow({ oldValue: given, newValue: read() })).toMatchObject([voice('a')]);
  });

  test('what waits from before is not shown by itself', () => {
    const { open } = setUp();
    open().queue.give(voice('a'), 1000);
    const later = open();
    later.queue.read();
    expect(later.shown).toEqual({});
    expect(later.queue.waitingFor('voice')?.value).toEqual(['a']);
  });

  test('an answer that vanished from the storage comes back, one that was settled does not', () => {
    const { store, open, read } = setUp();
    const { queue } = open(7);
    queue.give(voice('a'), 100);
    const oldValue = read();
    store.clear();
    expect(queue.follow({ oldValue, newValue: null })).toEqual([]);
    queue.read();
    queue.heal();
    expect(store.read()).toEqual({ lastSeq: 8, waiting: { voice: { ...voice('a'), seq: 8 } } });

    const [given] = queue.waiting() as [WaitingAnswer];
    store.change((now) => settle(now, [given]));
    queue.settle(given);
    queue.read();
    queue.heal();
    expect(queue.waiting()).toEqual([]);
  });

  test('a settled answer does not take a newer one to its item with it', () => {
    const { store, open } = setUp();
    const { queue } = open();
    queue.give(voice('a'), 1000);
    const [old] = queue.waiting() as [WaitingAnswer];
    queue.give(voice('b'), 2000);
    queue.settle(old);
    store.clear();
    queue.read();
    queue.heal();
    expect(queue.waitingFor('voice')?.value).toEqual(['b']);
  });

  test('what the server counted is dropped for good', () => {
    const { store, open } = setUp();
    const { queue } = open();
    queue.give(voice('a'), 1000);
    queue.give({ itemId: 'reasons', value: ['c'] }, 1000);
    queue.drop(['voice']);
    queue.read();
    queue.heal();
    expect(Object.keys(store.read().waiting)).toEqual(['reasons']);
  });
});
