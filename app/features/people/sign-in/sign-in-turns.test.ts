import { setImmediate as settle } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { toNetwork } from './network-rules.ts';
import { createTurns } from './sign-in-turns.server.ts';

/** Work that ends when it is told to, in the order in which it began. */
function newWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const endNext = async () => {
    ends.shift()?.();
    // The next one begins a few promises later.
    for (let step = 0; step < 5; step++) await settle();
  };
  return { begun, work, endNext };
}

const limits = { atOnce: 2, longest: 3, slowMs: 0, slowLongest: 2 };

test('only so many at once, one of an account, and no network before all others', async () => {
  const { take } = createTurns(limits);
  const { begun, work, endNext } = newWork();
  const one = { account: 'one', network: 'here', slow: false };
  void take(one, work('one a'));
  void take(one, work('one b'));
  void take({ ...one, account: 'two' }, work('two'));
  void take({ account: 'three', network: 'there', slow: false }, work('three'));
  await settle();
  expect(begun).toEqual(['one a', 'three']);
  await endNext();
  await endNext();
  expect(begun.slice(2).sort()).toEqual(['one b', 'two']);
});

test('one that finds too many of its network waiting is told at once; others are not', async () => {
  const { take } = createTurns(limits);
  const { begun, work, endNext } = newWork();
  const from = (network: string, account: string) => ({ account, network, slow: false });
  for (const account of ['a', 'b', 'c']) void take(from('here', account), work(account));
  expect(await take(from('here', 'd'), work('d'))).toBeNull();
  void take(from('there', 'e'), work('e'));
  for (let ended = 0; ended < 4; ended++) await endNext();
  expect(begun.sort()).toEqual(['a', 'b', 'c', 'e']);
  const again = take(from('here', 'f'), () => Promise.resolve('f'));
  expect(await again).toBe('f');
});

test('a slow network has one at a time, with a pause after each; its answers do not wait for that', async () => {
  const { take } = createTurns({ ...limits, slowMs: 3_600_000 });
  const begun: string[] = [];
  const from = (account: string) => ({ account, network: 'here', slow: true });
  const work = (name: string) => async () => {
    begun.push(name);
    return name;
  };
  expect(await take(from('a'), work('a'))).toBe('a');
  void take(from('b'), work('b'));
  expect(await take(from('c'), work('c'))).toBeNull();
  const other = { account: 'd', network: 'there', slow: false };
  expect(await take(other, work('d'))).toBe('d');
  expect(begun).toEqual(['a', 'd']);
});

test('work that fails fails for who asked, and holds up nobody', async () => {
  const { take } = createTurns(limits);
  const turn = { account: 'one', network: 'here', slow: false };
  await expect(take(turn, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await take(turn, () => Promise.resolve('next'))).toBe('next');
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['unknown', 'unknown'],
])('%s is of the network %s', (address, network) => {
  expect(toNetwork(address)).toBe(network);
});
