import { expect, test } from 'vitest';
import { type Subject, Turns } from './turns.server.ts';

const patience = 60_000;

/** As much time as a machine takes for whatever can go on by itself. */
const letGoOn = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Asks for turns in this order; each is noted once it has come. */
function createRow() {
  const turns = new Turns();
  const came: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, about: Subject, ms = patience) =>
    turns.take(about, ms).then((end) => {
      came.push(name);
      ends.set(name, end);
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await letGoOn();
  };
  return { came, ask, end };
}

test('those about different persons go beside each other, those about one take turns', async () => {
  const { came, ask, end } = createRow();
  const all = [ask('ann', 'ann'), ask('ann again', 'ann'), ask('bob', 'bob')];
  await letGoOn();
  expect(came).toEqual(['ann', 'bob']);
  await end('ann');
  expect(came).toEqual(['ann', 'bob', 'ann again']);
  await Promise.all(all);
});

test('one about anything waits for all before it, and keeps out all after it', async () => {
  const { came, ask, end } = createRow();
  const all = [ask('ann', 'ann'), ask('bob', 'bob'), ask('anything', null), ask('carl', 'carl')];
  await letGoOn();
  await end('ann');
  expect(came).toEqual(['ann', 'bob']);
  await end('bob');
  expect(came).toEqual(['ann', 'bob', 'anything']);
  await end('anything');
  await Promise.all(all);
  expect(came.at(-1)).toBe('carl');
});

test('one whose turn does not come leaves, and those behind it wait for the others still', async () => {
  const { came, ask, end } = createRow();
  const first = ask('first', 'ann');
  const late = expect(ask('late', null, 1)).rejects.toMatchObject({ reason: 'busy' });
  const behind = [ask('behind', 'ann'), ask('bob', 'bob')];
  await late;
  await letGoOn();
  expect(came).toEqual(['first', 'bob']);
  await end('first');
  expect(came).toEqual(['first', 'bob', 'behind']);
  await Promise.all([first, ...behind]);
});
