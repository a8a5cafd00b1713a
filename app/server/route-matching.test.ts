import type { ServerBuild } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRouteMatcher } from './route-matching.ts';

type Routes = ServerBuild['routes'];
type RouteObject = Parameters<typeof matchRoutes>[0][number];
type Place = { path?: string; index?: true; parentId?: string };

const places: Record<string, Place> = {
  home: { index: true },
  rest: { path: '*' },
  sign: { path: 'login' },
  learn: { path: 'learn', index: true },
  record: { path: 'learn/record' },
  course: { path: 'learn/:course', index: true },
  lesson: { path: 'learn/:course/:lesson' },
  quiz: { path: 'learn/:course/:module/quiz' },
  attempt: { path: 'learn/attempts/:attempt', index: true },
  result: { path: 'learn/attempts/:attempt/result' },
  table: { path: 'teach/:cohort/export.csv' },
  preview: { path: 'author/preview/*' },
  settings: { path: 'settings' },
  settingsHome: { index: true, parentId: 'settings' },
  settingsOne: { path: ':one', parentId: 'settings' },
};

const module = { default: () => null };
const routes: Routes = { root: { id: 'root', path: '', module } };
for (const [id, place] of Object.entries(places))
  routes[id] = { id, parentId: 'root', module, ...place };

function toTree(parentId?: string): RouteObject[] {
  return Object.values(routes)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) =>
      index ? { id, path, index } : { id, path, children: toTree(id) },
    );
}

const match = createRouteMatcher(routes);
const tree = toTree();
const asRemix = (path: string) => matchRoutes(tree, path)?.map(({ route }) => route.id) ?? null;

test('the parents come first', () => {
  expect(match('/settings/theme')).toEqual(['root', 'settings', 'settingsOne']);
  expect(match('/')).toEqual(['root', 'home']);
  expect(match('/author/preview')).toEqual(['root', 'preview']);
});

test('any path goes to the route that Remix would choose', () => {
  const words = [...new Set(Object.values(places).flatMap(({ path = '' }) => path.split('/')))];
  const odd = ['', 'LEARN', 'exportxcsv', '%6Cogin', 'a%2Fb', '%', '%0A', 'é', ':course', '*', '.'];
  const segment = fc.constantFrom(...words, ...odd, 'anything');
  // Half of them are a route's own path, with some segments changed.
  const near = fc
    .constantFrom(...Object.values(places).map(({ path = '' }) => path.split('/')))
    .chain((own) => fc.tuple(...own.map((one) => fc.oneof(fc.constant(one), segment))));
  const path = fc
    .oneof(near, fc.array(segment, { maxLength: 6 }))
    .map((segments) => `/${segments.join('/')}`);
  // React Router warns of what it cannot decode, and both then take it as it is.
  fc.assert(
    fc.property(
      path.filter((text) => !/%(\/|$)/.test(text)),
      (text) => {
        expect(match(text)).toEqual(asRemix(text));
      },
    ),
    { numRuns: 1000 },
  );
  expect(match('/login/%')).toEqual(['root', 'rest']);
});

test('an optional segment is refused at the start, since it would be two routes', () => {
  const optional: Routes = { ...routes, two: { id: 'two', path: ':lang?/about', module } };
  expect(() => createRouteMatcher(optional)).toThrow('The route two has an optional segment');
});
