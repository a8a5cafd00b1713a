import { UNSAFE_flatRoutes as flatRoutes } from '@remix-run/dev';
import { expect, test } from 'vitest';
import { knownRoutes, routeOf } from '#tests/support/routes.ts';

test('the tests know the routes that Remix makes of app/routes', () => {
  const made = Object.values(flatRoutes('app')).map(({ id, path, index }) => ({ id, path, index }));
  const known = knownRoutes.map(({ id, path, index }) => ({ id, path, index }));
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  expect(known.toSorted(byId)).toEqual(made.toSorted(byId));
});

test('an address that only the page for what is nowhere takes leads nowhere', () => {
  expect(routeOf('/learn/a?b=c').id).toBe('routes/learn.$course._index');
  expect(() => routeOf('/nothing/at/all')).toThrow('/nothing/at/all leads to no route');
});
