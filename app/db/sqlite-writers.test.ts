import { afterEach, describe, expect, test, vi } from 'vitest';
import { SqliteWriters } from './sqlite-writers.server.ts';
import { isStorageFailure } from './storage-failure.server.ts';

const held = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });

let clock = 0;

/** A file that another process holds until `free` is called. */
function createFile() {
  let isHeld = true;
  const log: string[] = [];
  return {
    log,
    free: () => {
      isHeld = false;
    },
    write: (name: string) => () => {
      if (isHeld) throw held;
      log.push(name);
      return name;
    },
  };
}

/** As much time as a machine takes for whatever can go on by itself. */
const letGoOn = () => new Promise((resolve) => setTimeout(resolve, 30));

function setClock(): void {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
}

afterEach(() => {
  vi.restoreAllMocks();
  clock = 0;
});

describe('what writes while another process holds the file', () => {
  test('waits its turn and is done, in order, once that one lets go', async () => {
    setClock();
    const writers = new SqliteWriters();
    const { log, free, write } = createFile();
    const all = ['a', 'b', 'c'].map((name) => writers.run(write(name)));
    clock = 4000;
    await letGoOn();
    expect(log).toEqual([]);
    free();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  test('is refused after a while, counted from when it was asked for, and lets others in', async () => {
    setClock();
    const writers = new SqliteWriters();
    const { free, write } = createFile();
    const [first, second] = [writers.run(write('a')), writers.run(write('b'))];
    const refused = Promise.allSettled([first, second]);
    clock = 6000;
    for (const outcome of await refused)
      expect(outcome).toMatchObject({ reason: { name: 'StorageFailure', reason: 'held' } });
    free();
    expect(await writers.run(write('c'))).toBe('c');
  });

  test('does not wait in passing, neither for the file nor behind one that waits for it', async () => {
    setClock();
    const writers = new SqliteWriters();
    const { log, free, write } = createFile();
    const inPassing = (name: string) => writers.inPassing(() => writers.run(write(name)));
    const change = writers.run(write('change'));
    const behind = expect(inPassing('behind')).rejects.toSatisfy(isStorageFailure);
    await letGoOn();
    clock = 60;
    await behind;
    await expect(inPassing('later')).rejects.toSatisfy(isStorageFailure);
    free();
    await change;
    expect(await inPassing('free')).toBe('free');
    expect(log).toEqual(['change', 'free']);
  });

  test('fails at once for any other reason', async () => {
    const writers = new SqliteWriters();
    const failing = writers.run(() => {
      throw new Error('no such table');
    });
    await expect(failing).rejects.toThrow('no such table');
    expect(await writers.run(() => 'next')).toBe('next');
  });
});

test('a turn lasts until it is ended', async () => {
  const writers = new SqliteWriters();
  const log: string[] = [];
  const { begun, end } = await writers.take(() => 'begun');
  const next = writers.run(() => log.push('next'));
  await letGoOn();
  log.push(begun);
  end();
  await next;
  expect(log).toEqual(['begun', 'next']);
});
