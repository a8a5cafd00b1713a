import { expect, test } from 'vitest';
import { oncePer } from './once.ts';

test('is made once of each object, whatever it is', () => {
  const asked: object[] = [];
  const make = oncePer((of: { name: string }) => {
    asked.push(of);
    return of.name === '' ? undefined : of.name;
  });
  const [nameless, named] = [{ name: '' }, { name: 'a' }];
  expect([make(nameless), make(named), make(nameless), make(named)]).toEqual([
    undefined,
    'a',
    undefined,
    'a',
  ]);
  expect(asked).toEqual([nameless, named]);
});
